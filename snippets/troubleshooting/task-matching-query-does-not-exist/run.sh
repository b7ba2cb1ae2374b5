#!/bin/sh
# Run add.py with Django and Celery, in the worker's container.
docker compose exec -T worker uv run --quiet --with 'celery[redis]' \
    python manage.py shell --verbosity 0 < add.py
