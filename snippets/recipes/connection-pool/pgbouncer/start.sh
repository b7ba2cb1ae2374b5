#!/bin/sh
# Write the password from the secret into PgBouncer's list of users, and become PgBouncer.
set -eu
umask 077
printf '"library_app" "%s"\n' "$(cat /run/secrets/app_password)" > /tmp/userlist.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
