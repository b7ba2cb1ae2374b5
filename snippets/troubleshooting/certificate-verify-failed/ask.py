import sys
from urllib.request import urlopen

import requests

if sys.argv[1] == "urllib":
    print(urlopen("https://proxy/").read().decode())
else:
    print(requests.get("https://proxy/").text)
