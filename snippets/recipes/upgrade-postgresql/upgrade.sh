#!/bin/sh
# Make version 18 of the files in /old. They are read, not changed.
set -eu
# Version 18 checks pages by default; the old files have to agree, and have no checksums.
initdb --username=postgres --no-data-checksums > /dev/null
pg_upgrade --username=postgres --old-datadir=/old --new-datadir="$PGDATA" \
    --old-bindir=/usr/lib/postgresql/17/bin --new-bindir=/usr/lib/postgresql/18/bin
# Who may connect is not part of the data.
cp /old/pg_hba.conf "$PGDATA/"
