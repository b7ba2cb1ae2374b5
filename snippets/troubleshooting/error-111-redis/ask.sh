#!/bin/sh
# Connect from a container: ask.sh ADDRESS
docker exec trial-shell uv run --quiet --with redis python -c "
import redis
redis.from_url('$1').ping()
print('connected')" 2>&1 | tail -n 1
