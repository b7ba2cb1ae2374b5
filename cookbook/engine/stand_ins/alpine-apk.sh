#!/bin/sh
echo 'ERROR: apk: this stand-in for Alpine has no package manager' >&2
exit 1
