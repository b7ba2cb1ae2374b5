TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
