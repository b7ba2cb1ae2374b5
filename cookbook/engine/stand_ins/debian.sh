#!/bin/sh
# debian.sh SUITE MIRROR ARCHIVE DOCKER_CLEAN: writes a small Debian, without manuals, documents
# and translations, as the official slim images are, into a tar archive.
set -eu
mmdebstrap --variant=minbase --include=ca-certificates,netbase,tzdata \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --customize-hook="cp '$4' \"\$1/etc/apt/apt.conf.d/docker-clean\"" \
    --customize-hook='rm -f "$1"/var/cache/apt/*.bin' \
    "$1" "$3" "$2"
