CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5  # seconds; below stop_grace_period
