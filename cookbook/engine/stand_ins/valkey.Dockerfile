# Stands in for valkey/valkey:9: Debian's Valkey 9.
FROM cookbook-stand-in/debian
RUN <<EOF
set -eux
groupadd --system --gid 999 valkey
useradd --system --gid valkey --uid 999 --home-dir /data --no-create-home valkey
apt-get update
apt-get install -y --no-install-recommends valkey-server valkey-tools
valkey-server --version | grep 'v=9\.'
rm -rf /var/lib/apt/lists/* /var/log/* /var/lib/valkey
install -d -o valkey -g valkey /data
EOF
COPY --chmod=755 valkey-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
WORKDIR /data
VOLUME /data
EXPOSE 6379
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["valkey-server"]
