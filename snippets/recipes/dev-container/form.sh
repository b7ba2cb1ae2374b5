# Sends the form of the admin's login as a browser does behind the forwarded port.
curl --silent --output /dev/null --cookie-jar cookies.txt http://localhost:8000/admin/login/
token=$(awk '/csrftoken/ { print $7 }' cookies.txt)
curl --silent --header "Cookie: csrftoken=$token" --header "Host: $1" --header "Origin: $2" \
    --data "csrfmiddlewaretoken=$token" http://localhost:8000/admin/login/ \
    | grep --only-matching --max-count 1 'Invalid HTTP_HOST header\|Origin checking failed - [a-z0-9:/.-]*\|Please correct the errors\? below'
