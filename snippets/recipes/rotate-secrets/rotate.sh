#!/bin/sh
# rotate.sh: the role that rests gets a new password, the server takes it, and the other one rests.
set -eu
image=$(sed -n 's|^IMAGE=||p' .env)
old=$(sed -n 's|^APP=||p' .env)
case $old in app) new=app_b ;; app_b) new=app ;; esac

sql() {
    docker compose exec -T db psql --quiet --set ON_ERROR_STOP=1 --username postgres
}

# Nobody uses this role yet: whatever fails here, the site goes on as it is.
openssl rand -hex 32 > "secrets/${new}_password.txt"
echo "ALTER ROLE library_$new LOGIN PASSWORD '$(cat "secrets/${new}_password.txt")'" | sql
APP=$new sh update.sh "$image" > /dev/null

# The new role serves. The old one ends, with the connections that it may still have.
sed -i.old "s|^APP=.*|APP=$new|" .env
echo "ALTER ROLE library_$old NOLOGIN PASSWORD NULL;
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'library_$old'" \
    | sql > /dev/null
echo "library_$new serves, library_$old rests"
