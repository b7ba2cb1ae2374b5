    "django_tasks",
    "django_tasks_db",
