#!/bin/sh
# Waits until three containers of web run, none of them on the machine that is named, and says
# on which machines they are: sh settled.sh three
settled() {
    awk -v gone="$1" '$2 == "Running" { n++ } $1 == gone { n = 9 } END { exit n != 3 }'
}
# Without a leader, no manager answers for a while.
until found=$(docker service ps --filter desired-state=running \
    --format '{{.Node}} {{.CurrentState}}' library_web 2> /dev/null) &&
    echo "$found" | settled "$1"; do
    sleep 1
done
echo "$found" | cut -d ' ' -f 1 | sort -u
