#!/usr/bin/env bash
# Does what the entry point of the official MariaDB image does, as far as the pages rely on it,
# and prints its messages word for word, so that what readers search for is found.
set -eo pipefail

data=/var/lib/mysql
socket=/run/mysqld/mysqld.sock

say() { printf '%s [%s] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$1" "$2"; }
fail() {
    say ERROR "$1" >&2
    exit 1
}

# Sets MARIADB_$1 from MARIADB_$1, MYSQL_$1, or the file that one of them with _FILE names.
setting() {
    local name file value=
    for name in "MARIADB_$1" "MYSQL_$1"; do
        file=${name}_FILE
        [ -z "${!name:-}" ] || [ -z "${!file:-}" ] \
            || fail "Both $name and $file are set (but are exclusive)"
        value=${value:-${!name:-}}
        [ -z "${!file:-}" ] || value=$(< "${!file}")
    done
    export "MARIADB_$1=$value"
}

quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/[\\\\']/\\\\&/g")"; }

# Writes what a first start sets up, as SQL.
accounts() {
    local root host check
    root=$(quoted "$MARIADB_ROOT_PASSWORD")
    check=$(quoted "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')")
    printf '[mariadb-client]\nuser=healthcheck\npassword=%s\nprotocol=tcp\n' "$check" \
        > "$data/.my-healthcheck.cnf"
    echo "SET @@SESSION.SQL_LOG_BIN=0;"
    for host in localhost 127.0.0.1 ::1; do
        echo "CREATE USER healthcheck@'$host' IDENTIFIED BY $check;"
    done
    echo "CREATE USER root@'%' IDENTIFIED BY $root; GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    if [ -n "$MARIADB_DATABASE" ]; then
        echo "CREATE DATABASE IF NOT EXISTS \`$MARIADB_DATABASE\`;"
    fi
    if [ -n "$MARIADB_USER" ] && [ -n "$MARIADB_PASSWORD" ]; then
        echo "CREATE USER '$MARIADB_USER'@'%' IDENTIFIED BY $(quoted "$MARIADB_PASSWORD");"
        if [ -n "$MARIADB_DATABASE" ]; then
            # In a GRANT, _ stands for any character.
            echo "GRANT ALL ON \`${MARIADB_DATABASE//_/\\_}\`.* TO '$MARIADB_USER'@'%';"
        fi
    fi
    echo "SET PASSWORD FOR root@localhost = PASSWORD($root);"
}

initialise() {
    say Note "Initializing database files"
    mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal \
        --skip-test-db > /dev/null
    say Note "Database files initialized"
    say Note "Starting temporary server"
    "$@" --skip-networking --socket="$socket" &
    local server=$! sql=(mariadb --protocol=socket -uroot --socket="$socket")
    say Note "Waiting for server startup"
    until "${sql[@]}" <<< 'SELECT 1' > /dev/null 2>&1; do
        kill -0 "$server" || fail "Unable to start server."
        sleep 0.2
    done
    [ -n "$MARIADB_INITDB_SKIP_TZINFO" ] \
        || mariadb-tzinfo-to-sql --skip-write-binlog /usr/share/zoneinfo 2> /dev/null \
        | "${sql[@]}" --database=mysql
    accounts | "${sql[@]}" --database=mysql
    export MYSQL_PWD=$MARIADB_ROOT_PASSWORD
    if [ -n "$MARIADB_DATABASE" ]; then sql+=(--database="$MARIADB_DATABASE"); fi
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh) say Note "$0: running $file"; if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
            *.sql) say Note "$0: running $file"; "${sql[@]}" < "$file" ;;
            *.sql.gz) say Note "$0: running $file"; gunzip -c "$file" | "${sql[@]}" ;;
            '/docker-entrypoint-initdb.d/*') ;;
            *) say Warn "$0: ignoring $file" >&2 ;;
        esac
    done
    unset MYSQL_PWD
    say Note "Stopping temporary server"
    kill "$server"
    wait "$server"
    say Note "Temporary server stopped"
    say Note "MariaDB init process done. Ready for start up."
}

main() {
    if [ "${1:0:1}" = - ]; then set -- mariadbd "$@"; fi
    if [ "$1" != mariadbd ] && [ "$1" != mysqld ]; then exec "$@"; fi

    # Read as root: a secret's file may be root's alone.
    local name
    for name in ROOT_PASSWORD DATABASE USER PASSWORD RANDOM_ROOT_PASSWORD \
        ALLOW_EMPTY_ROOT_PASSWORD INITDB_SKIP_TZINFO; do
        setting "$name"
    done
    if [ "$(id -u)" = 0 ]; then
        find "$data" ! -user mysql -exec chown mysql: {} +
        say Note "Switching to dedicated user 'mysql'"
        exec gosu mysql "$0" "$@"
    fi

    say Note "Entrypoint script for MariaDB Server started."
    if [ ! -d "$data/mysql" ]; then
        [ -n "$MARIADB_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD" ] \
            || fail "Database is uninitialized and password option is not specified
	You need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD"
        if [ -n "$MARIADB_RANDOM_ROOT_PASSWORD" ]; then
            MARIADB_ROOT_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
            say Note "GENERATED ROOT PASSWORD: $MARIADB_ROOT_PASSWORD"
        fi
        initialise "$@"
    fi
    exec "$@"
}

main "$@"
