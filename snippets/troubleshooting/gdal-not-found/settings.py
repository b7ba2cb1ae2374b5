SECRET_KEY = "for-development-only"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.gis"]
DATABASES = {"default": {"ENGINE": "django.contrib.gis.db.backends.spatialite", "NAME": ":memory:"}}
