"cover",
