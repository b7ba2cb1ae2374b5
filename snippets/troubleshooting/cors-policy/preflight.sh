# Ask as a browser does before it sends JSON with a token: preflight.sh ORIGIN
curl -s -i -X OPTIONS -H "Origin: $1" -H 'Access-Control-Request-Method: POST' \
    -H 'Access-Control-Request-Headers: authorization, content-type' \
    http://localhost:8000/api/v1/books/ | grep -i -E '^(HTTP|access-control-allow-(origin|headers))' | tr -d '\r'
