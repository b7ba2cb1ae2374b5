"""Ask the API 120 times, one replica after the other, and count the answers."""

from collections import Counter
from http.client import HTTPConnection
from itertools import cycle, islice
from socket import SOCK_STREAM, getaddrinfo

addresses = [info[4][0] for info in getaddrinfo("web", 8000, type=SOCK_STREAM)]
answers: Counter[int] = Counter()
for address in islice(cycle(addresses), 120):
    server = HTTPConnection(address, 8000)
    server.request("GET", "/api/v1/authors/", headers={"Host": "localhost"})
    answers[server.getresponse().status] += 1
    server.close()
print(f"{len(addresses)} replicas:", *(f"{count} x {code}" for code, count in answers.items()))
