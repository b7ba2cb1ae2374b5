CELERY_TASK_ALWAYS_EAGER = True  # a task runs where it is called, without broker and worker
CELERY_TASK_EAGER_PROPAGATES = True  # and its exceptions reach the test
