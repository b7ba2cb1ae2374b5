# Give db a certificate, and let other containers in with an encrypted connection only.
set -eu

openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=db -addext subjectAltName=DNS:db \
    -keyout server.key -out server.crt 2> /dev/null

for file in server.key server.crt; do
    docker compose exec -T --user postgres db sh -c "umask 077; cat > \"\$PGDATA/$file\"" < "$file"
done

docker compose exec -T --user postgres db sh -c '
    sed -i "s/^host all all all/hostssl all all all/" "$PGDATA/pg_hba.conf"
    psql --quiet --command "ALTER SYSTEM SET ssl = on"
    psql --quiet --command "SELECT pg_reload_conf()" > /dev/null
    sleep 1'
