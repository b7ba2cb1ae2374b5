#!/usr/bin/env bash
# Does what the entry point of the official PostgreSQL image does, as far as the pages rely on it,
# and prints its messages word for word, so that what readers search for is found.
set -Eeo pipefail

# The value of $1, or the content of the file that ${1}_FILE names, or else $2.
setting() {
    local name=$1 file=${1}_FILE
    if [ -n "${!name:-}" ] && [ -n "${!file:-}" ]; then
        printf 'error: both %s and %s are set (but are exclusive)\n' "$name" "$file" >&2
        exit 1
    fi
    local value=${2:-}
    if [ -n "${!name:-}" ]; then
        value=${!name}
    elif [ -n "${!file:-}" ]; then
        value=$(< "${!file}")
    fi
    export "$name=$value"
    unset "$file"
}

refuse_missing_password() {
    [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ] || return 0
    cat >&2 << 'EOF'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
EOF
    exit 1
}

refuse_data_of_older_versions() {
    [ "$PGDATA" = "/var/lib/postgresql/$PG_MAJOR/docker" ] || return 0
    local directory found=()
    for directory in /var/lib/postgresql /var/lib/postgresql/data /var/lib/postgresql/*/docker; do
        if [ -s "$directory/PG_VERSION" ]; then found+=("$directory"); fi
    done
    if [ ${#found[@]} -eq 0 ] && mountpoint -q /var/lib/postgresql/data; then
        found=('/var/lib/postgresql/data (unused mount/volume)')
    fi
    [ ${#found[@]} -gt 0 ] || return 0
    {
        cat << 'EOF'
Error: in 18+, these Docker images are configured to store database data in a
       format which is compatible with "pg_ctlcluster" (specifically, using
       major-version-specific directory names).  This better reflects how
       PostgreSQL itself works, and how upgrades are to be performed.

       See also https://github.com/docker-library/postgres/pull/1259

       Counter to that, there appears to be PostgreSQL data in:
EOF
        printf '         %s\n' "${found[@]}"
        cat << 'EOF'

       This is usually the result of upgrading the Docker image without
       upgrading the underlying database using "pg_upgrade" (which requires both
       versions).

       The suggested container configuration for 18+ is to place a single mount
       at /var/lib/postgresql which will then place PostgreSQL data in a
       subdirectory, allowing usage of "pg_upgrade --link" without mount point
       boundary issues.

       See https://github.com/docker-library/postgres/issues/37 for a (long)
       discussion around this process, and suggestions for how to do so.
EOF
    } >&2
    exit 1
}

# Starts from the arguments of postgres, in a server that listens on the Unix socket only.
initialise() {
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
    : "${POSTGRES_HOST_AUTH_METHOD:=$(postgres -C password_encryption "$@")}"
    printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >> "$PGDATA/pg_hba.conf"

    export PGPASSWORD=$POSTGRES_PASSWORD
    pg_ctl -D "$PGDATA" -o "$(printf '%q ' "$@" -c listen_addresses='')" -w start
    local psql=(psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --no-psqlrc)
    if [ "$POSTGRES_DB" != postgres ]; then
        "${psql[@]}" --dbname postgres --set db="$POSTGRES_DB" <<< 'CREATE DATABASE :"db" ;'
    fi
    psql+=(--dbname "$POSTGRES_DB")

    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh)
                if [ -x "$file" ]; then
                    printf '%s: running %s\n' "$0" "$file"
                    "$file"
                else
                    printf '%s: sourcing %s\n' "$0" "$file"
                    . "$file"
                fi
                ;;
            *.sql) printf '%s: running %s\n' "$0" "$file"; "${psql[@]}" -f "$file" ;;
            *.sql.gz) printf '%s: running %s\n' "$0" "$file"; gunzip -c "$file" | "${psql[@]}" ;;
            '/docker-entrypoint-initdb.d/*') ;;
            *) printf '%s: ignoring %s\n' "$0" "$file" ;;
        esac
    done

    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

main() {
    if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi
    if [ "$1" != postgres ]; then exec "$@"; fi
    local argument
    for argument; do
        case $argument in --help | --version | -V | '-?') exec "$@" ;; esac
    done

    # Read as root: a secret's file may be root's alone.
    setting POSTGRES_PASSWORD
    setting POSTGRES_USER postgres
    setting POSTGRES_DB "$POSTGRES_USER"
    setting POSTGRES_INITDB_ARGS
    : "${POSTGRES_HOST_AUTH_METHOD:=}"

    mkdir -p "$PGDATA" /var/run/postgresql || true
    chmod 700 "$PGDATA" || true
    chmod 3775 /var/run/postgresql || true
    if [ "$(id -u)" = 0 ]; then
        find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres {} +
        exec gosu postgres "$0" "$@"
    fi

    if [ -s "$PGDATA/PG_VERSION" ]; then
        printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    else
        refuse_missing_password
        refuse_data_of_older_versions
        shift
        initialise "$@"
        set -- postgres "$@"
    fi
    exec "$@"
}

main "$@"
