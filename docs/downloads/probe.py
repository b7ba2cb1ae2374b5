"""Ask the server in this container whether it is ready: `python -m config.probe`.

For `HEALTHCHECK`: it needs no curl in the image and starts without Django.
"""

import sys
from http.client import HTTPConnection, HTTPException


def main(port: int = 8000, timeout: float = 4) -> int:
    """Print the server's answer and return the exit code: 0 when it is ready, else 1.

    `timeout` is in seconds, below the 5 that `HEALTHCHECK` allows.
    """
    server = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        server.request("GET", "/health/ready/")
        response = server.getresponse()
        print(response.status, response.read().decode())
    except (OSError, HTTPException) as error:
        print(f"No answer: {error}")
        return 1
    finally:
        server.close()
    return 0 if response.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
