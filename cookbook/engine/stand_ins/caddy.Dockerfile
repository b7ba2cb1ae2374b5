# Stands in for caddy:2: Debian's Caddy, with the paths of the official image.
FROM cookbook-stand-in/debian
RUN <<EOT
set -eux
mkdir -p /config/caddy /data/caddy
chmod 1777 /config/caddy /data/caddy
apt-get update
apt-get install -y --no-install-recommends curl libcap2-bin media-types
cd /tmp
apt-get download caddy
# Unpacked, not installed: the package adds a user, and tools for a trust store.
dpkg-deb --extract caddy_*.deb /tmp/caddy
install /tmp/caddy/usr/bin/caddy /usr/bin/caddy
cp -r /tmp/caddy/etc/caddy /etc/
cp -r /tmp/caddy/usr/share/caddy /usr/share/
setcap cap_net_bind_service=+ep /usr/bin/caddy
caddy version
rm -rf /tmp/* /var/lib/apt/lists/* /var/log/*
EOT
ENV XDG_CONFIG_HOME=/config \
    XDG_DATA_HOME=/data
EXPOSE 80 443 443/udp 2019
WORKDIR /srv
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
