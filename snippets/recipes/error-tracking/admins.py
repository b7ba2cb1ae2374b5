ADMINS = [("Librarian", "librarian@library.example")]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # for a trial: into the log
