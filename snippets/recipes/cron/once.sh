#!/bin/sh
# What cron calls: one run at a time, its output in a file.
cd "$(dirname "$0")" || exit
exec >> clearsessions.log 2>&1
date
docker compose exec -T web python manage.py clearsessions
