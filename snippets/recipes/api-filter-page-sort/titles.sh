#!/bin/sh
# Print the titles of a list, and how many books there are in all.
curl -s "http://localhost:8000/api/v1/$1" | grep -oE '"(count":[0-9]+|title":"[^"]*")'
