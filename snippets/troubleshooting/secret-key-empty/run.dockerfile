RUN SECRET_KEY=only-for-the-build django-admin collectstatic --noinput
