"""Stands for Sentry: keeps each error report that comes in, one a line."""

import gzip
import json
from http.server import BaseHTTPRequestHandler, HTTPServer


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        # An envelope: lines of JSON, of which one is the report.
        for item in map(json.loads, body.splitlines()):
            if "exception" in item:
                print(json.dumps(item), flush=True)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing but the reports."""


HTTPServer(("", 9000), Receiver).serve_forever()
