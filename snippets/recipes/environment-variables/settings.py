EMAIL_HOST = env.text("DJANGO_EMAIL_HOST", "localhost")
