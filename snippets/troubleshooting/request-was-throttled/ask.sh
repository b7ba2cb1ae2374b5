#!/bin/sh
# Ask the API N times as one visitor, and count the answers by status: ask.sh N
for n in $(seq "$1"); do
    curl --insecure --silent --output page.json --write-out '%{http_code}\n' \
        https://library.localhost/api/v1/authors/
done | sort | uniq -c
