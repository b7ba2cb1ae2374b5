#!/bin/sh
# Puts a new container in place of `web`, and loses no request. What runs in it is what Compose's
# files and variables say now: TAG=two sh replace.sh
set -eu

# New requests go to this service from now on; those in progress end where they began.
send_to() {
    echo "$1" > live/new
    mv live/new live/service
    echo "Requests go to $1"
    sleep 3
}

docker compose run --rm migrate > /dev/null 2>&1
if ! docker compose --progress quiet up --wait --no-deps next; then
    docker compose --progress quiet rm --stop --force next > /dev/null
    echo "Not healthy; web runs on as it was" >&2
    exit 1
fi
send_to next
docker compose --progress quiet up --wait --no-deps --force-recreate web
send_to web
docker compose --progress quiet rm --stop --force next > /dev/null
