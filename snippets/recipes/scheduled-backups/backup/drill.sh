#!/bin/sh
# Restore the newest backup into a server that lives as long as this container, and compare.
set -eu
export PGDATA=/tmp/drill PGHOST=/tmp
initdb --username=postgres > /dev/null
pg_ctl start --wait --silent --log=/tmp/drill.log --options="-c listen_addresses= -k /tmp"
createuser -U postgres library
createuser -U postgres library_app
createdb -U postgres --owner=library library

restic dump latest /backups/library.dump | pg_restore -U library -d library --exit-on-error
psql -U library -qAt -f /usr/local/share/fingerprint.sql > /tmp/restored.txt
restic dump latest /backups/fingerprint.txt | diff - /tmp/restored.txt
echo "The restored database is equal to the one that was dumped:"
grep ^books_ /tmp/restored.txt | cut -d "|" -f 1-2
