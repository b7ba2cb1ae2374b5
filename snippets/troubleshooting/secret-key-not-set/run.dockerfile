RUN SECRET_KEY=only-for-the-build python -m django collectstatic --noinput
