#!/bin/sh
# Ask for a report, and wait until a worker has begun it.
docker compose exec -T web python manage.py shell --verbosity 0 < start.py
until sh row.sh | grep 'starts 1'; do sleep 0.2; done
