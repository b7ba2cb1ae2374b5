#!/bin/sh
# Send the admin's form as a browser does, with a wrong password: sign-in.sh ADDRESS [options]
# It prints 200 if the form comes again, and 403 if Django refuses to read it. Options of curl
# take the place of the header `Origin`.
address=$1
shift
[ $# -gt 0 ] || set -- --header "Origin: $address"
rm -f jar
browse() {
    curl --cacert root.crt --silent --output page.html --cookie jar --cookie-jar jar "$@"
}
until browse "$address/admin/login/"; do sleep 1; done
token=$(grep csrftoken jar | cut -f 7)
browse --write-out '%{http_code}\n' "$@" "$address/admin/login/" \
    --data "username=admin&password=wrong&csrfmiddlewaretoken=$token"
