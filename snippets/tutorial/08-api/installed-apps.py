"api",
