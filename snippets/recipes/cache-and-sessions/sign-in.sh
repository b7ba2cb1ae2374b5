# Signs in to the admin as `you`; the cookies are then in cookies.txt.
form=http://localhost:8000/admin/login/?next=/admin/
curl -s -o /dev/null -c cookies.txt "$form"
token=$(awk '$6 == "csrftoken" {print $7}' cookies.txt)
curl -s -o /dev/null -b cookies.txt -c cookies.txt -w '%{http_code}\n' \
    -d "csrfmiddlewaretoken=$token&username=you&password=a-long-example-password" "$form"
