CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", default="redis://broker:6379/0")
CELERY_TASK_IGNORE_RESULT = True  # what a task finds out stands in its row
CELERY_TASK_TIME_LIMIT = 50  # seconds; less than stop_grace_period in the Compose file
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # log as LOGGING says

# A task counts as done when it has ended, not when it starts.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Longer than any task takes or waits, else a second worker starts it as well.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.number("CELERY_VISIBILITY_TIMEOUT", default="3600")
}

CELERY_BEAT_SCHEDULE = {
    "look up what is missing": {
        "task": "books.tasks.look_up_all",
        "schedule": crontab(hour="3", minute="15"),  # in UTC
    },
}
