"""Four visitors ask for a page, again and again on new connections; count what comes back."""

import ssl
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPSConnection

COUNT = int(sys.argv[1])
NO_AUTHORITY = ssl._create_unverified_context()  # a trial's certificate is nobody's


def ask(number: int) -> str:
    """Return the version that answers, or what went wrong. Nothing is asked a second time."""
    time.sleep(0.25)
    server = HTTPSConnection("localhost", timeout=30, context=NO_AUTHORITY)
    try:
        server.request("GET", "/")
        answer = server.getresponse()
        page = answer.read().decode()
    except (OSError, HTTPException) as error:
        return f"failed: {error!r}"
    finally:
        server.close()
    if answer.status != 200:
        return f"failed: {answer.status}"
    return "new version" if "<h1>All books" in page else "old version"


with ThreadPoolExecutor(4) as pool:
    found = Counter(pool.map(ask, range(COUNT)))
failed = {what: count for what, count in found.items() if what.startswith("failed")}
print(f"{COUNT} requests, {sum(failed.values())} failed")
print("answered by:", ", ".join(sorted(found.keys() - failed.keys())))
for what, count in failed.items():
    print(count, what)
