#!/bin/sh
set -e
echo "Starting Django"
