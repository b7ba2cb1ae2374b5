"""Numbers about requests, for Prometheus, on a port that no visitor reaches."""

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

PORT = "9100"

# The labels have few values: names of views, and three digits. A path or a user would make a new
# time series for each visitor.
DURATION = Histogram("http_request_seconds", "Time until the answer.", ["view", "status"])
BUSY = Gauge("http_requests_busy", "Requests being answered.", multiprocess_mode="livesum")


def metrics_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        # Where gunicorn took the connection: nothing that a visitor could write into a header.
        if request.META["SERVER_PORT"] == PORT:
            return HttpResponse(generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)
        start = time.perf_counter()
        with BUSY.track_inprogress():
            response = get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else "none"
        DURATION.labels(view, response.status_code).observe(time.perf_counter() - start)
        return response

    return middleware


def registry() -> CollectorRegistry:
    """Return the numbers of all workers, if they share a directory, else those of this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
