"django_celery_beat",
