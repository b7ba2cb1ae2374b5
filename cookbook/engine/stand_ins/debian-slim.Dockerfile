# Stands in for debian:trixie-slim: the Debian that the other stand-ins are made from.
FROM cookbook-stand-in/debian
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
COPY --from=host / /
RUN update-ca-certificates
