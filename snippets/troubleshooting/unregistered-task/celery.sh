#!/bin/sh
# Run Celery without a build: uv gets the package for one command.
exec uv run --quiet --with 'celery[redis]' celery --app config.celery "$@"
