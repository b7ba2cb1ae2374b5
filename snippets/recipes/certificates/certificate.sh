# Print what openssl says of the certificate that visitors get: sh certificate.sh -serial
openssl s_client -connect localhost:443 -servername library.example < /dev/null 2> /dev/null \
    | openssl x509 -noout "$@"
