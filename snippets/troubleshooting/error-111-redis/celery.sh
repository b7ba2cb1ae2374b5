#!/bin/sh
# Start a worker for this address, and show its complaint: celery.sh ADDRESS
docker exec trial-shell uv run --quiet --with 'celery[redis]' \
    timeout 300 celery --broker "$1" worker --concurrency 1 2>&1 | grep -o -m 1 'Cannot connect.*'
