# Build an image; print of each step whether it was CACHED, or DONE and how long it took.
# Usage: sh steps.sh [options of docker build] .
docker build --progress=plain "$@" 2>&1 | awk '
    / \[[a-z0-9 -]*[0-9]\/[0-9]+\] (RUN|COPY|WORKDIR) / {
        step = substr($0, index($0, "["))
        gsub(/--mount=[^ ]+ +/, "", step)
        name[$1] = substr(step, 1, 54)
    }
    $1 in name && $2 == "CACHED" { printf "%-54s  CACHED\n", name[$1] }
    $1 in name && $2 == "DONE" { printf "%-54s  DONE %s\n", name[$1], $3 }
    /^ERROR/ { print }
' | sort
