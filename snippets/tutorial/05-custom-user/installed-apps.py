"accounts",
