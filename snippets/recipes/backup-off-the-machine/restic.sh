#!/bin/sh
# restic.sh COMMAND …: restic, with the passwords from the secret files.
set -eu
PGPASSWORD=$(cat /run/secrets/backup_password) # for pg_dump, which restic starts
RESTIC_REST_PASSWORD=$(cat /run/secrets/away_password)
export PGPASSWORD RESTIC_REST_PASSWORD
exec restic "$@"
