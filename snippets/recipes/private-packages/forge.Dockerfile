# Stands for your forge: a package in Git, by SSH and by HTTP, and an index with its wheel.
FROM python:3.14-trixie AS package
WORKDIR /shelves
RUN <<EOF
set -e
printf '%s\n' '[project]' 'name = "shelves"' 'version = "1.0"' > pyproject.toml
echo 'print("shelves works")' > shelves.py
git init --quiet
git add .
git -c user.name=You -c user.email=you@library.example commit --quiet --message "The first version"
git tag 1.0
git clone --quiet --bare . /srv/shelves.git
git -C /srv/shelves.git update-server-info
pip wheel --quiet --no-deps --wheel-dir /srv/simple/shelves .
EOF

FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git nginx-light openssh-server openssl \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --shell /usr/bin/git-shell --password '*' git \
    && echo "reader:$(openssl passwd -6 made-up-token)" > /etc/nginx/passwords \
    && mkdir -p /run/sshd \
    && printf '%s\n' 'server { listen 80; root /srv; autoindex on; auth_basic forge;' \
        'auth_basic_user_file passwords; }' > /etc/nginx/sites-enabled/default
COPY --from=package /srv /srv
COPY --chown=git key.pub /home/git/.ssh/authorized_keys
CMD ["sh", "-c", "nginx && exec /usr/sbin/sshd -D -e -o PasswordAuthentication=no"]
