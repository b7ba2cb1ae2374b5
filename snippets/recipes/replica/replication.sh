#!/bin/sh
# Run once, where docker leads to the database's machine: lets replicas sign in.
set -e
db=$(docker ps --quiet --filter label=com.docker.swarm.service.name=data_db)
password=$(openssl rand -hex 32)
printf %s "$password" | docker secret create replication_password - > /dev/null
docker exec --interactive "$db" psql --quiet --set ON_ERROR_STOP=1 \
    --username postgres << SQL
CREATE ROLE replicator REPLICATION LOGIN PASSWORD '$password';
ALTER SYSTEM SET wal_keep_size = '1GB'; -- a replica that was away finds what it missed
SQL
docker exec "$db" sh -c 'echo host replication replicator all scram-sha-256 >> "$PGDATA/pg_hba.conf"'
