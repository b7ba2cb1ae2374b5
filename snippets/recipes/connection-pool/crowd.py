"""Asks for the same page 400 times, always 40 at once, and counts the answers by status."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen


def ask(_: int) -> int:
    with urlopen("http://localhost:8000/") as response:
        return response.status


with ThreadPoolExecutor(40) as threads:
    print(dict(Counter(threads.map(ask, range(400)))))
