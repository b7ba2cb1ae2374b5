#!/bin/sh
# Dump the database, encrypt the dump and send it away. If one of the three fails, so does this.
# pg_dump does not compress: restic does, after it has found which parts are new.
exec restic.sh backup --quiet --host library --stdin-filename library.dump --stdin-from-command -- \
    pg_dump --host=db --username=library_backup --format=custom --compress=none library
