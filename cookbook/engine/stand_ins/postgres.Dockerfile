# Stands in for postgres:18-trixie: Debian's PostgreSQL 18 without its just-in-time compiler.
FROM cookbook-stand-in/debian
ENV LANG=en_US.utf8 \
    PATH=$PATH:/usr/lib/postgresql/18/bin \
    PG_MAJOR=18 \
    PGDATA=/var/lib/postgresql/18/docker
RUN <<EOF
set -eux
groupadd --system --gid 999 postgres
useradd --system --gid postgres --uid 999 --home-dir /var/lib/postgresql --shell /bin/bash postgres
install -d -o postgres -g postgres -m 1777 /var/lib/postgresql
# Debian 13 also has version 17, which an upgrade needs beside 18.
sed 's/forky/trixie/' /etc/apt/sources.list > /etc/apt/sources.list.d/trixie.list
apt-get update
apt-get install -y --no-install-recommends gosu less locales postgresql-common
localedef -i en_US -c -f UTF-8 en_US.utf8
sed -i 's/#\(create_main_cluster\) .*/\1 = false/' /etc/postgresql-common/createcluster.conf
apt-get install -y --no-install-recommends postgresql-18
sed -i "s/^#listen_addresses = 'localhost'/listen_addresses = '*'/" \
    /usr/share/postgresql/18/postgresql.conf.sample
grep "^listen_addresses = '\*'" /usr/share/postgresql/18/postgresql.conf.sample
install -d -o postgres -g postgres -m 3777 /var/run/postgresql
mkdir /docker-entrypoint-initdb.d
rm -rf /var/lib/apt/lists/* /var/log/*
EOF
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
