RUN apt-get update \
    && apt-get install --yes --no-install-recommends gdal-bin \
    && rm -rf /var/lib/apt/lists/*
