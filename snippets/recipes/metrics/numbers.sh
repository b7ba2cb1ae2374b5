#!/bin/sh
# The numbers of `web`, as Prometheus gets them; `numbers.sh 100` asks 100 times, 20 at once.
docker compose exec -T web python -c "
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

def ask(_):
    return urlopen('http://127.0.0.1:9100').read().decode()

with ThreadPoolExecutor(20) as pool:
    print(*pool.map(ask, range(${1:-1})))"
