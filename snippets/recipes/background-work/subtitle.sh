#!/bin/sh
# Print the subtitle of a book, if there is one: subtitle.sh ISBN
curl -s "http://localhost:8000/api/v1/books/?isbn=$1" | grep -o '"subtitle":"[^"]\+"'
