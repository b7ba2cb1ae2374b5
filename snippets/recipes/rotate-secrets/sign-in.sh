#!/bin/sh
# sign-in.sh FILE PASSWORD: sign in as librarian as a browser does, and keep the cookies in FILE.
page=https://library.localhost/api/auth/login/
ask() {
    curl --silent --output /dev/null --cacert root.crt --cookie "$jar" --cookie-jar "$jar" "$@"
}
jar=$1
ask "$page"
form=$(awk '$6 == "csrftoken" { print $7 }' "$jar")
ask --referer "$page" --data "username=librarian&password=$2&csrfmiddlewaretoken=$form" "$page"
