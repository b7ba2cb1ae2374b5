#!/bin/sh
# Show the newest report: how often its task has begun, and the pages once it is done.
docker compose exec -T db psql -U library -At -c \
    "SELECT 'starts ' || starts || ', pages ' || coalesce(pages::text, 'none')
    FROM books_report ORDER BY id DESC LIMIT 1"
