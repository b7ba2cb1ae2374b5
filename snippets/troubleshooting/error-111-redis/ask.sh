#!/bin/sh
# Connect from a container of web: ask.sh ADDRESS
docker compose --progress quiet run --rm --no-deps -T web uv run --quiet --with redis python -c "
import redis
redis.from_url('$1').ping()
print('connected')" 2>&1 | tail -n 1
