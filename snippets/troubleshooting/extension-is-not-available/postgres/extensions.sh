#!/bin/sh
# Runs as the superuser when the database's volume is new, and by hand where it is not.
set -e

# New databases are copies of template1, those of the tests too.
for database in "$POSTGRES_DB" template1; do
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$database" \
        --command 'CREATE EXTENSION IF NOT EXISTS vector'
done
