#!/bin/sh
# Starts a server of PostgreSQL. If its volume is empty and COPY_FROM names another server, it
# becomes a replica of that one, which knows it by NAME.
# The copy writes pg_control last: without it, what is there is a copy that broke off.
if [ -n "$COPY_FROM" ] && [ ! -s "$PGDATA/global/pg_control" ]; then
    PGPASSWORD=$(cat /run/secrets/replication_password)
    export PGPASSWORD
    until rm -rf "$PGDATA" && pg_basebackup --host "$COPY_FROM" --username replicator --pgdata "$PGDATA" \
        --checkpoint fast --write-recovery-conf; do sleep 1; done
fi
exec docker-entrypoint.sh postgres -c cluster_name="$NAME"
