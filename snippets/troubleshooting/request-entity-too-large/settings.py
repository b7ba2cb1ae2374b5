DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # bytes; config/middleware.py holds every body to it
