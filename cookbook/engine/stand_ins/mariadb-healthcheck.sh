#!/usr/bin/env bash
# The tests of the official image's script that the pages name; both ask over TCP.
set -eo pipefail

ask() { mariadb --defaults-extra-file=/var/lib/mysql/.my-healthcheck.cnf -h 127.0.0.1 -N -e "$1" 2>&1; }

for test; do
    case $test in
        --connect) ask 'SELECT 1' > /dev/null ;;
        --innodb_initialized)
            [ "$(ask "SELECT 1 FROM information_schema.ENGINES WHERE engine='innodb' AND support IN ('YES', 'DEFAULT', 'ENABLED')")" = 1 ]
            ;;
        *) echo "healthcheck: unknown test $test" >&2; exit 1 ;;
    esac
done
