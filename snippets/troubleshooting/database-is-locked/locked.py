"""Two visitors at once. Each has one transaction: read, think for a second, write."""

import sqlite3
import sys
import threading
import time

BEGIN = sys.argv[1]  # how Django opens a transaction: BEGIN, or BEGIN IMMEDIATE
TIMEOUT = 20  # seconds to wait for another writer

results = []


def connect() -> sqlite3.Connection:
    return sqlite3.connect("library.sqlite3", timeout=TIMEOUT, isolation_level=None)


def visit() -> None:
    connection = connect()
    start = time.monotonic()
    try:
        connection.execute(BEGIN)
        connection.execute("SELECT loans FROM book").fetchone()
        time.sleep(1)
        connection.execute("UPDATE book SET loans = loans + 1")
        connection.execute("COMMIT")
        results.append("written")
    except sqlite3.OperationalError as error:
        waited = time.monotonic() - start
        results.append(f"{error}, after {int(waited)} of {TIMEOUT} seconds")
    finally:
        connection.close()


connect().executescript("CREATE TABLE book (loans integer); INSERT INTO book VALUES (0);")
visitors = [threading.Thread(target=visit) for _ in range(2)]
for visitor in visitors:
    visitor.start()
for visitor in visitors:
    visitor.join()
print(*sorted(results), sep="\n")
