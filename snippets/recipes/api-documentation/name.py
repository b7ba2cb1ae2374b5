    "age",
