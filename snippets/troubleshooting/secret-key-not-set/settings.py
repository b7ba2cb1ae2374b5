import environ

env = environ.Env()
SECRET_KEY = env("SECRET_KEY")
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_URL = "static/"
STATIC_ROOT = "/app/static"
