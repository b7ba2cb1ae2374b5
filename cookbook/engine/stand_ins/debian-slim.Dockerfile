# Stands in for debian:trixie-slim: the Debian that the stand-ins share, with this machine's
# certificate authorities.
FROM cookbook-stand-in/debian
COPY --from=host /usr /usr
RUN update-ca-certificates
