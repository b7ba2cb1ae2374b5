#!/bin/sh
# Read, add an author, delete a book, and print the status of each answer: try.sh [token]
token=$1
api=http://localhost:8000/api/v1
ask() {
    curl -s -o /dev/null -w '%{http_code}' ${token:+-H "Authorization: Token $token"} "$@"
}

read=$(ask "$api/authors/")
write=$(ask -d 'name=Ada Lovelace' "$api/authors/")
delete=$(ask -X DELETE "$api/books/1/")
echo "GET $read, POST $write, DELETE $delete"
