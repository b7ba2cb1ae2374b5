from celery.schedules import crontab
