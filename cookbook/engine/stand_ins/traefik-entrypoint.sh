#!/bin/sh
# The first word is an option or one of Traefik's own commands: it is for Traefik.
set -e
case "$1" in
  -* | healthcheck | version) set -- traefik "$@" ;;
esac
exec "$@"
