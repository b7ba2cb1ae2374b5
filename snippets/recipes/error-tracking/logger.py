"django.request": {"level": "ERROR", "handlers": ["mail_admins"]},
