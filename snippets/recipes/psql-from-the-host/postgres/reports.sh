#!/bin/sh
# A role that reads everything, and a database of its own.
set -e
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$APP_PASSWORD" << 'SQL'
CREATE ROLE reports LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE library TO reports;
GRANT pg_read_all_data TO reports;
CREATE DATABASE reports OWNER reports;
SQL
