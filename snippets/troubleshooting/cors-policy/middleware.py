"corsheaders.middleware.CorsMiddleware",  # so that refusals have its headers, too
