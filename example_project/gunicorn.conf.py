"""Configuration of gunicorn, which finds this file in the working directory by itself."""

import logging
import os

# --8<-- [start:workers]
bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# --8<-- [end:workers]

# The workers' heartbeat is a file: keep it in memory, where no slow disk can stall it.
worker_tmp_dir = "/dev/shm"

# --8<-- [start:stop]
# Requests in progress may finish; `docker stop` kills after 10 seconds.
graceful_timeout = 8
# --8<-- [end:stop]

# Nobody steers this process but the engine, and its user has no home for the socket.
control_socket_disable = True

accesslog = "-"
logging.getLogger("gunicorn.access").addFilter(
    lambda record: "GET /health/" not in record.getMessage()
)
