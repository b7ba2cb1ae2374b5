RUN python manage.py collectstatic --noinput
