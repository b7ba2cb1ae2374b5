#!/bin/sh
# Make a session that has run out, or count those that there are: old.sh [make]
sql="SELECT count(*) FROM django_session"
if [ "$1" = make ]; then
    sql="INSERT INTO django_session VALUES ('old', '', '2000-01-01')"
fi
docker compose exec -T db psql -U library -At -c "$sql"
