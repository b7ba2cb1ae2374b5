# Stands in for python:3.14-slim-trixie.
#
# Debian's Python, copied from /usr to /usr/local and told to install into site-packages, as the
# Python in the official image does. Debian's packages of it are removed afterwards, so that
# `apt-get install python3` brings a second Python, as it does there.
FROM cookbook-stand-in/debian
ENV PATH=/usr/local/bin:$PATH \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
COPY --from=host / /
RUN <<EOF
set -eux
update-ca-certificates
kept="$(apt-mark showmanual)"
apt-get update
apt-get install -y --no-install-recommends python3.14 python3.14-venv libpython3.14-dev

lib=/usr/local/lib/python3.14
cp -a /usr/bin/python3.14 /usr/local/bin/
cp -a /usr/lib/python3.14 /usr/local/lib/
cp -a /usr/include/python3.14 /usr/local/include/
cp /usr/include/*-linux-gnu/python3.14/pyconfig.h /usr/local/include/python3.14/
mkdir -p $lib/ensurepip/_bundled $lib/site-packages
cp /usr/share/python-wheels/pip-*.whl $lib/ensurepip/_bundled/

# Undo what Debian changes: where packages go, what may be installed, where pip's wheel is. Of site
# a frozen copy inside the executable runs; both words are 13 letters long.
rm -rf $lib/config-3.14-* $lib/EXTERNALLY-MANAGED $lib/sitecustomize.py $lib/_distutils_system_mod.py
sed -i "/= 'posix_local'/s/local/prefix/" $lib/sysconfig/__init__.py
sed -i 's/dist-packages/site-packages/g' $lib/site.py /usr/local/bin/python3.14
sed -i "s|'/usr/share/python-wheels/'|'$lib/ensurepip/_bundled'|" $lib/_sysconfigdata_*.py
sed -i '/^    _ensurepip_is_disabled_in_debian/d' $lib/ensurepip/__init__.py
find $lib -depth -type d \( -name test -o -name __pycache__ \) -exec rm -rf {} +

needed="$(find /usr/local -type f \( -name python3.14 -o -name '*.so' \) -exec ldd {} + \
    | awk '/=> \// { print $3 }' | sort -u | xargs realpath | sed 's|^/usr||' \
    | xargs -I@ dpkg-query --search '*@' | sed 's/: .*//' | sort -u)"
apt-mark auto '.*' > /dev/null
apt-mark manual $kept $needed > /dev/null
apt-get purge -y --auto-remove
rm -rf /var/lib/apt/lists/* /var/log/* /usr/lib/python3*
ldconfig

ln -s python3.14 /usr/local/bin/python3
ln -s python3 /usr/local/bin/python
export PYTHONDONTWRITEBYTECODE=1
python -m ensurepip --default-pip
python -V
EOF
ARG PYTHON_VERSION
ENV PYTHON_VERSION=$PYTHON_VERSION
CMD ["python3"]
