"whitenoise.middleware.WhiteNoiseMiddleware",
