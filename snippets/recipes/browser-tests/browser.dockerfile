# The development image with a browser, for tests alone.
FROM development AS browser

USER 0:0
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        chromium \
        chromium-driver \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
