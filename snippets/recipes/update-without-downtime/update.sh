#!/bin/sh
# update.sh IMAGE: start this image beside the one that serves, and switch when it is healthy.
set -eu

image=$1
old=$(cat live/colour)
if [ "$old" = blue ]; then new=green; else new=blue; fi

# A page, too: "healthy" says only that the server and its database answer.
serves() {
    docker compose exec -T proxy sh -c 'curl --fail --silent --output /dev/null --max-time 10 \
        --header "Host: $SITE_HOST" --header "X-Forwarded-Proto: https" "http://$1:8000/"' sh "$1"
}

docker image inspect "$image" > /dev/null 2>&1 || docker pull --quiet "$image"
if ! IMAGE=$image docker compose --progress quiet up --wait --wait-timeout 120 "$new" \
    || ! serves "$new"; then
    echo "$new is sick, $old goes on" >&2
    docker compose logs --tail 20 "$new" migrate > sick.log 2>&1
    docker compose --progress quiet rm --stop --force "$new" > /dev/null
    exit 1
fi

# The switch: `mv` replaces the file at once, so the proxy reads one name or the other.
printf '%s' "$new" > live/colour.new
mv live/colour.new live/colour
sed -i.old -e "s|^IMAGE=.*|IMAGE=$image|" -e "s|^COMPOSE_PROFILES=.*|COMPOSE_PROFILES=$new|" .env

# Requests that the old one has begun to answer may end.
sleep 1
docker compose --progress quiet rm --stop --force "$old" > /dev/null
echo "$(date -u +%FT%TZ) $new $image" | tee -a deployments.log
