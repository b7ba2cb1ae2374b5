SECRET_KEY = "for-development-only"
INSTALLED_APPS = ["django.contrib.gis"]
