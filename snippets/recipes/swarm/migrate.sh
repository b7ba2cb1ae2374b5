#!/bin/sh
# Runs the migrations of $IMAGE once, on whichever machine has room, and waits: sh migrate.sh
docker service rm migrate > /dev/null 2>&1
docker service create --quiet --detach --name migrate \
    --mode replicated-job --restart-condition none --no-healthcheck \
    --network data --secret django_secret_key --secret owner_password \
    --env DJANGO_SECRET_KEY_FILE=/run/secrets/django_secret_key \
    --env DJANGO_ALLOWED_HOSTS=localhost --env DJANGO_NUM_PROXIES=0 \
    --env POSTGRES_HOST=db --env POSTGRES_USER=library \
    --env POSTGRES_PASSWORD_FILE=/run/secrets/owner_password \
    "${IMAGE:?set it to what you pushed}" python manage.py migrate --noinput > /dev/null || exit 1
while :; do
    case $(docker service ps --format '{{.CurrentState}}' migrate) in
    Complete*) exit 0 ;;
    Failed* | Rejected*) docker service logs --raw migrate; exit 1 ;;
    esac
    sleep 1
done
