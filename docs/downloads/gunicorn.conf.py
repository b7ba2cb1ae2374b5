"""Configuration of gunicorn, which finds this file in the working directory by itself."""

import faulthandler
import os
import signal
import threading
import time

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4

# The workers' heartbeat is a file: keep it in memory, where no slow disk can stall it.
worker_tmp_dir = "/dev/shm"

# Requests in progress may finish; `docker stop` kills after 10 seconds.
graceful_timeout = 8

# A new process now and then gives back memory that a package leaks.
max_requests = 10_000
max_requests_jitter = 1_000

# Nobody steers this process but the engine, and its user has no home for the socket.
control_socket_disable = True

# gunicorn's own `timeout` ends a worker that no longer runs, not a thread that waits for ever.
REQUEST_LIMIT = 60  # seconds

running: dict[int, float] = {}


def pre_request(worker, req):
    running[threading.get_ident()] = time.monotonic()


def post_request(worker, req, environ, resp):
    running.pop(threading.get_ident(), None)


def post_worker_init(worker):
    threading.Thread(target=end_hung_worker, args=[worker], daemon=True).start()


def end_hung_worker(worker):
    """Wait for a request that takes too long, show where it hangs, and end this process."""
    while time.monotonic() - min(list(running.values()), default=float("inf")) < REQUEST_LIMIT:
        time.sleep(1)
    worker.log.critical("A request takes longer than %s seconds: new worker.", REQUEST_LIMIT)
    faulthandler.dump_traceback()
    os.kill(os.getpid(), signal.SIGTERM)  # the other threads may finish
    time.sleep(graceful_timeout)
    os._exit(1)
