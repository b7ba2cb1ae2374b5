#!/bin/sh
set -e
export DATABASE_URL="postgres://$POSTGRES_USER:$POSTGRES_PASSWORD@db/$POSTGRES_USER"
exec "$@"
