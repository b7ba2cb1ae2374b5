"corsheaders",
