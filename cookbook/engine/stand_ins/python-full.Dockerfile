# Stands in for python:3.14-trixie: the slim stand-in with the compilers, tools and headers that
# Python packages ask for, a part of what the official image takes from buildpack-deps.
FROM python:3.14-slim-trixie
RUN <<EOF
set -eux
apt-get update
apt-get install -y --no-install-recommends \
    bzip2 curl file g++ gcc git gnupg make openssh-client patch pkg-config procps unzip wget xz-utils \
    libbz2-dev libc6-dev libffi-dev libjpeg-dev liblzma-dev libpng-dev libpq-dev libreadline-dev \
    libsqlite3-dev libssl-dev libxml2-dev libxslt1-dev libyaml-dev zlib1g-dev
rm -rf /var/lib/apt/lists/* /var/log/*
EOF
