#!/bin/sh
# Add a book by the API, and print what it knows of the subtitle: add.sh ISBN
curl -s -H "Authorization: Token $TOKEN" -d "isbn=$1" -d 'title=A New Book' -d authors=1 \
    -d page_count=1 -d published=2026-01-01 http://localhost:8000/api/v1/books/ \
    | grep -o '"subtitle":"[^"]*"'
