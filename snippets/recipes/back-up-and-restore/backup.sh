#!/bin/sh
# Dump the database to backups/, under today's date.
set -eu
mkdir -p backups
file=backups/library-$(date +%F).dump

# A dump that breaks off must never look like a backup: it gets its name when it is complete.
docker compose exec -T db pg_dump -U library -Fc library > "$file.part"
mv "$file.part" "$file"
