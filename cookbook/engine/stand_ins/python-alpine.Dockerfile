# Stands in for python:3.14-alpine: BusyBox for a userland, no package manager, but Debian's C
# library and the Python that is linked to it, for want of Alpine's packages.
FROM python:3.14-slim-trixie AS build
COPY alpine-accounts.py alpine-apk.sh /
RUN <<EOF
set -eux
apt-get update
apt-get install -y --no-install-recommends busybox-static

mkdir -p /alpine
cd /alpine
mkdir -p bin dev etc home mnt opt proc run sbin srv sys usr/bin usr/lib usr/lib64 usr/sbin var/log
ln -s usr/lib usr/lib64 .
mkdir -m 700 root
mkdir -m 1777 tmp var/tmp
cp /usr/bin/busybox bin/
chroot . /bin/busybox --install -s
install /alpine-accounts.py usr/sbin/adduser
ln -s adduser usr/sbin/addgroup
install /alpine-apk.sh sbin/apk

libraries="$(find /usr/local -type f \( -name python3.14 -o -name '*.so' \) -exec ldd {} + \
    | awk '/=> \// { print $3 } /ld-linux/ { print $1 }' | sort -u)"
cp -L --parents $libraries $(dpkg -L libc6 libgcc-s1 libstdc++6 | grep '/lib[^/]*\.so\.[0-9.]*$') .
cp -a --parents /usr/local /usr/share/zoneinfo /etc/ssl/certs/ca-certificates.crt \
    /etc/protocols /etc/services .
mkdir -p usr/lib/ssl
ln -s /etc/ssl/certs usr/lib/ssl/certs
echo 'NAME="Stand-in for Alpine Linux"' > etc/os-release
cat > etc/passwd <<PASSWD
root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
PASSWD
cat > etc/group <<GROUP
root:x:0:root
bin:x:1:root,bin,daemon
daemon:x:2:root,bin,daemon
users:x:100:
nogroup:x:65533:
nobody:x:65534:
GROUP
sed 's/:.*/:*::0:::::/' etc/passwd > etc/shadow
chmod 640 etc/shadow
EOF

FROM scratch
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
COPY --from=build /alpine/ /
COPY --from=host / /
RUN python -V
ARG PYTHON_VERSION
ENV PYTHON_VERSION=$PYTHON_VERSION
CMD ["python3"]
