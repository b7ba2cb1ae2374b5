#!/bin/sh
# Stands in for ssh to one of the three machines, see machines.py: what it is told to run reaches
# that machine's engine, and `reboot` cuts its power.
while getopts l:o:T _; do :; done
shift $((OPTIND - 1))
case ${1#*@} in
198.51.100.11) machine=one ;;
198.51.100.12) machine=two ;;
198.51.100.13) machine=three ;;
*) echo "ssh: no such machine: $1" >&2 && exit 255 ;;
esac
shift
here=$(dirname "$0")
case "$*" in
*reboot*) echo "$machine" > "$here/power" ;;
*) DOCKER_HOST="unix://${here%/*}/$machine/docker.sock" exec sh -c "$*" ;;
esac
