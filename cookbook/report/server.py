"""Serves a built site on a free port of this machine."""

import gzip
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TEXT = {".css", ".html", ".js", ".json", ".svg", ".xml"}


@cache
def _packed(file: Path, _: float) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, headers: dict[str, str], **options: Any) -> None:
        self.added = headers
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Answer with a file; a text is compressed for a browser, as every host does."""
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        taken = "gzip" in self.headers.get("Accept-Encoding", "")
        if not taken or file.suffix not in TEXT or not file.is_file():
            super().do_GET()
            return
        body = _packed(file, file.stat().st_mtime)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the headers that were asked for."""
        for name, value in self.added.items():
            self.send_header(name, value)
        super().end_headers()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that left; print any other error."""
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc()


@contextmanager
def serving(site: Path, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Yield the address of `site`, without a slash at the end; `headers` come with each answer."""
    answer = partial(_Quiet, directory=str(site), headers=headers or {})
    server = _Server(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
