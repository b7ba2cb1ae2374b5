RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        postgresql-client \
    && rm -rf /var/lib/apt/lists/*
