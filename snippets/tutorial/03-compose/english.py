LANGUAGE_CODE = "en-us"
