"""Twelve visitors ask for one slow page at once."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from urllib.request import urlopen


def visit(number: int) -> int:
    with urlopen("http://localhost:8000/waiting/") as answer:
        return answer.status


start = monotonic()
with ThreadPoolExecutor(12) as visitors:
    answers = list(visitors.map(visit, range(12)))
rounds = int((monotonic() - start) / 2)  # a round takes two seconds
print(f"answers: {answers.count(200)}, rounds: {rounds}")
