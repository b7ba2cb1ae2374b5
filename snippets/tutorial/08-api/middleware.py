"api.middleware.ConflictMiddleware",
