#!/bin/sh
# Does what the entry point of the official Valkey image does: options alone start the server, and
# root gives way to the user `valkey`.
set -e

if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
    set -- valkey-server "$@"
fi

if [ "$1" = valkey-server ]; then
    if [ "$(id -u)" = 0 ]; then
        find . \! -user valkey -exec chown valkey '{}' +
        exec setpriv --reuid=valkey --regid=valkey --clear-groups -- "$0" "$@"
    fi
    [ "$(umask)" != 0022 ] || umask 0077
    # The official image is compiled with this default; Debian's refuses other hosts.
    set -- "$@" --protected-mode no $VALKEY_EXTRA_FLAGS
fi

exec "$@"
