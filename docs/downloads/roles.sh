#!/bin/sh
# Runs once, as the superuser, when the database's volume is new: makes the two roles that the
# project uses. Neither can become superuser, read the server's files or start programs on it.
set -e

# In the environment, since everyone on the machine can read the arguments of a process.
export OWNER_PASSWORD="${OWNER_PASSWORD:-$(cat /run/secrets/owner_password)}"
export APP_PASSWORD="${APP_PASSWORD:-$(cat /run/secrets/app_password)}"

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set owner_may="${OWNER_MAY:-NOCREATEDB}" << 'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

-- Owns the tables: migrations run as this role, and in development all of it.
CREATE ROLE library LOGIN :owner_may PASSWORD :'owner_password';
ALTER DATABASE :"DBNAME" OWNER TO library;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;

-- Reads and writes rows: the server in production.
CREATE ROLE library_app LOGIN PASSWORD :'app_password';
GRANT CONNECT ON DATABASE :"DBNAME" TO library_app;
GRANT USAGE ON SCHEMA public TO library_app;
ALTER DEFAULT PRIVILEGES FOR ROLE library IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO library_app;

-- A query, a lock and a transaction that nobody ends: each ends by itself.
ALTER ROLE library_app SET statement_timeout = '10s';
ALTER ROLE library_app SET lock_timeout = '5s';
ALTER ROLE library_app SET idle_in_transaction_session_timeout = '30s';
SQL
