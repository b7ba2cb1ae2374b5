"""Ask for the list of books 96 times, with 16 visitors at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen


def visit(number: int) -> int:
    with urlopen(f"http://localhost:8000/books/?page={number % 2 + 1}") as answer:
        return answer.status


with ThreadPoolExecutor(16) as visitors:
    print(dict(Counter(visitors.map(visit, range(96)))))
