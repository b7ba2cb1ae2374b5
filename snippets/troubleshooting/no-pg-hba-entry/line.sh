# For the trial only: replace the last line of pg_hba.conf, and let the server read the file again.
set -eu

docker compose exec -T --user postgres db sh -c "
    sed -i '\$ d' \"\$PGDATA/pg_hba.conf\"
    echo '$1' >> \"\$PGDATA/pg_hba.conf\"
    psql --quiet --command 'SELECT pg_reload_conf()' > /dev/null
    sleep 1"
