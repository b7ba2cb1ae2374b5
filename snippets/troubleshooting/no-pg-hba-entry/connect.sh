# Connect as Django does, with the rest of a DATABASE_URL, and print what came of it.
docker compose exec -T --env DATABASE_URL="postgres://library:$1" web \
    python manage.py shell --no-imports --command "
from django.db import connection
connection.ensure_connection()
print('connected, encrypted:', connection.connection.pgconn.ssl_in_use)
" 2>&1 | awk '/^(django|connected)/ { last = 1 } last' | grep -oE 'FATAL.*|connected.*|server does.*'
