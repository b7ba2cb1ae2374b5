#!/bin/sh
# A backup now, and then every day at BACKUP_AT, in UTC.
set -u
while true; do
    backup.sh || echo "The backup failed." >&2
    sleep $((($(date -d "tomorrow $BACKUP_AT" +%s) - $(date +%s)) % 86400))
done
