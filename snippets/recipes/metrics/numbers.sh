#!/bin/sh
# The numbers of `web`, as Prometheus gets them.
docker compose exec -T web python -c "
from urllib.request import urlopen
print(urlopen('http://127.0.0.1:9100').read().decode())"
