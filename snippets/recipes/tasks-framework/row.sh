#!/bin/sh
# Show the newest task.
docker compose exec -T db psql -U library -At -c \
    "SELECT status, return_value FROM django_tasks_db_dbtaskresult ORDER BY enqueued_at DESC LIMIT 1"
