#!/bin/sh
# Read and write as a visitor and as two users; print the status of each answer.
api=http://localhost:8000/api/v1/authors/
as() {
    who=$1
    shift
    read=$(curl -s -o /dev/null -w '%{http_code}' "$@" "$api")
    write=$(curl -s -o /dev/null -w '%{http_code}' "$@" -d 'name=Ada Lovelace' "$api")
    echo "$who: GET $read, POST $write"
}

as visitor
as reader -u reader:for-trying-out
as librarian -u librarian:for-trying-out
