# A task that nobody has acknowledged in this time goes back to the queue: seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30, "unacked_restore_throttle": 1}
