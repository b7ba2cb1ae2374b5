#!/bin/sh
# Add a book, and wait until a worker has its task: start.sh ISBN
sh add.sh "$1"
until docker compose exec broker valkey-cli zcard unacked_index | grep -q 1; do sleep 1; done
