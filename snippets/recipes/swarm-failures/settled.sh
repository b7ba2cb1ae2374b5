#!/bin/sh
# Waits until three containers of web run, none of them on the machine that is named, and says
# on which machines they are: sh settled.sh three
running() {
    docker service ps --filter desired-state=running --format '{{.Node}} {{.CurrentState}}' library_web
}
until running 2> /dev/null |
    awk -v gone="$1" '$2 == "Running" { n++ } $1 == gone { n = 9 } END { exit n != 3 }'; do
    sleep 1
done
running | cut -d ' ' -f 1 | sort -u
