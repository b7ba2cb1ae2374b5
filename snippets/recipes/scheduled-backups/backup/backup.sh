#!/bin/sh
# Dump the database, send the dump to the repository, and forget old ones there.
set -eu
PGPASSWORD=$(cat /run/secrets/owner_password)
export PGPASSWORD

rm -f /backups/library.dump
psql -h db -U library -qAt -f /usr/local/share/backup.sql library
test -s /backups/library.dump

restic cat config > /dev/null 2>&1 || restic init --quiet
restic backup --quiet --host library /backups
restic forget --quiet --host library --prune \
    --keep-daily 7 --keep-weekly 5 --keep-monthly 12
touch /tmp/done
