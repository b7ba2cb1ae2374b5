# Stands in for nginx:1.30-trixie: Debian's nginx, with the paths of the official image.
FROM cookbook-stand-in/debian
RUN <<EOT
set -eux
groupadd --system --gid 101 nginx
useradd --system --gid nginx --uid 101 --no-create-home --home /nonexistent --shell /bin/false nginx
apt-get update
apt-get install -y --no-install-recommends curl gettext-base nginx
rm -rf /etc/nginx/sites-* /etc/nginx/modules-* /etc/nginx/conf.d/* /var/www /var/lib/nginx \
    /var/log/* /var/lib/apt/lists/*
install -d /usr/share/nginx/html /docker-entrypoint.d /var/cache/nginx /var/log/nginx
ln -sf /dev/stdout /var/log/nginx/access.log
ln -sf /dev/stderr /var/log/nginx/error.log
echo '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>' > /usr/share/nginx/html/index.html
echo '<title>Error</title><h1>An error occurred.</h1>' > /usr/share/nginx/html/50x.html
EOT
COPY nginx.conf /etc/nginx/nginx.conf
COPY nginx-default.conf /etc/nginx/conf.d/default.conf
COPY nginx-entrypoint.sh /docker-entrypoint.sh
RUN nginx -t
EXPOSE 80
STOPSIGNAL SIGQUIT
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["nginx", "-g", "daemon off;"]
