#!/bin/sh
# Ask N times for the address, and count the answers by status: knock.sh N [curl's options]
times=$1
shift
for n in $(seq "$times"); do
    curl -s -o /dev/null -w '%{http_code}\n' "$@" http://localhost:8000/api/v1/authors/
done | sort | uniq -c
