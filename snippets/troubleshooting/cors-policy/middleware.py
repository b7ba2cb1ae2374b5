"corsheaders.middleware.CorsMiddleware",  # above all that may answer
