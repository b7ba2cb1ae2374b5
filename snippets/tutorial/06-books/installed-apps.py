"books",
