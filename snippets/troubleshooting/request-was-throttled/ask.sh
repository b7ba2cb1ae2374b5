#!/bin/sh
# Ask the API N times as one visitor, and count the answers by status: ask.sh N
curl --ipv4 --insecure --silent --output /dev/null --write-out '%{http_code}\n' \
    "https://library.localhost/api/v1/authors/?n=[1-$1]" | sort | uniq -c
