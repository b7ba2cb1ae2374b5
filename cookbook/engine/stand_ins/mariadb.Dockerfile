# Stands in for mariadb:11.8: Debian's MariaDB 11.8.
FROM cookbook-stand-in/debian
ENV LANG=C.UTF-8
RUN <<EOF
set -eux
groupadd --system --gid 999 mysql
useradd --system --gid mysql --uid 999 --home-dir /var/lib/mysql --no-create-home mysql
apt-get update
apt-get install -y --no-install-recommends gosu mariadb-server
mariadbd --version | grep ' 11\.8\.'
find /etc/mysql -name '*.cnf' -exec sed -Ei 's/^(bind-address|log|user\s)/#&/' {} +
# Debian's data directory is /var/lib/mariadb.
printf '[mariadb]\ndatadir=/var/lib/mysql\nhost-cache-size=0\nskip-name-resolve\n' \
    > /etc/mysql/mariadb.conf.d/99-official.cnf
rm -rf /var/lib/apt/lists/* /var/log/* /var/lib/mariadb /var/lib/mysql
install -d -o mysql -g mysql /var/lib/mysql
install -d -o mysql -g mysql -m 1777 /run/mysqld
mkdir /docker-entrypoint-initdb.d
EOF
COPY --chmod=755 mariadb-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
COPY --chmod=755 mariadb-healthcheck.sh /usr/local/bin/healthcheck.sh
VOLUME /var/lib/mysql
EXPOSE 3306
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mariadbd"]
