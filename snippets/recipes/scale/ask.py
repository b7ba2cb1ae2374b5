"""Ask `web` thirty times, by whichever address its name leads to first."""

from http.client import HTTPConnection
from socket import gethostbyname, gethostbyname_ex

print(f"name leads to {len(gethostbyname_ex('web')[2])} addresses")

answered = []
for _ in range(30):
    address = gethostbyname("web")
    server = HTTPConnection(address, 8000, timeout=5)
    server.request("GET", "/health/live/")
    if server.getresponse().status == 200:
        answered.append(address)
    server.close()
print(f"{len(set(answered))} of them answered {len(answered)} requests")
