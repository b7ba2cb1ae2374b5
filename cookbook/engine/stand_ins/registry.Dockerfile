# Stands in for registry:3: Debian's registry, with the paths and commands of the official image.
FROM cookbook-stand-in/debian
RUN <<EOT
set -eux
apt-get update
apt-get install -y --no-install-recommends docker-registry
ln -s /usr/bin/docker-registry /usr/local/bin/registry
registry --version
rm -rf /var/lib/apt/lists/* /var/log/*
EOT
COPY registry.yml /etc/distribution/config.yml
COPY registry-entrypoint.sh /entrypoint.sh
VOLUME /var/lib/registry
EXPOSE 5000
ENTRYPOINT ["/entrypoint.sh"]
CMD ["/etc/distribution/config.yml"]
