# Celery reads every setting that begins with CELERY_.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", default="redis://broker:6379/0")
CELERY_TASK_IGNORE_RESULT = True  # a task writes its result into the database itself
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING is for the worker, too
CELERY_BEAT_SCHEDULE = {
    "clear sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": timedelta(seconds=5),  # for this trial
    },
}
