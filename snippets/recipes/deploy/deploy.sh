#!/bin/sh
# deploy.sh IMAGE: run this image; if it does not become healthy, run the previous one again.
set -eu

image=$1

docker pull --quiet "$image"
if ! IMAGE=$image docker compose --progress quiet up --wait --wait-timeout 120; then
    echo "Not healthy, going back to the image before" >&2
    docker compose --progress quiet up --wait
    exit 1
fi

# From now on every command uses this image. One line a deployment, to know what ran when.
sed -i.old "s|^IMAGE=.*|IMAGE=$image|" .env
echo "$(date -u +%FT%TZ) $image" >> deployments.log
