"mail_admins": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"},
