#!/bin/sh
# Run a command now, and again N seconds after it has ended: timer.sh N COMMAND …
# A stop ends the pause at once, and lets a command that runs come to its end.
trap 'exit 0' TERM
pause=$1
shift
while true; do
    "$@" && touch /tmp/succeeded
    sleep "$pause" &
    wait $!
done
