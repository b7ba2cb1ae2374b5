#!/bin/sh
# Dump the database to backups/, or the directory that you name, named by date and time.
set -eu
cd "$(dirname "$0")"
folder=${1:-backups}
file=$folder/library-$(date +%F-%H%M%S).dump
umask 077
mkdir -p "$folder"

# A dump that breaks off must never look like a backup: it gets its name when it is complete.
docker compose exec -T db pg_dump -U library -Fc library > "$file.part"
mv "$file.part" "$file"

# Keep a month of them.
find "$folder" -name '*.dump' -mtime +30 -delete
