"""Ask the Service for the list of books, a new connection each time: `load.py COUNT`.

Exits with 1 if any request failed.
"""

import sys
import time
from http.client import HTTPConnection, HTTPException

HEADERS = {"Host": "library.example", "X-Forwarded-Proto": "https"}


def answered(host: str = "web") -> bool:
    """Tell whether the site answers one request with 200, within five seconds."""
    server = HTTPConnection(host, timeout=5)
    try:
        server.request("GET", "/", headers=HEADERS)
        return server.getresponse().status == 200
    except (OSError, HTTPException) as error:
        print(type(error).__name__, error, flush=True)
        return False
    finally:
        server.close()


def main(count: int) -> int:
    """Ask so many times, and print how many failed."""
    failed = 0
    for _ in range(count):
        failed += not answered()
        time.sleep(0.02)
    print(f"{failed} of {count} requests failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
