"""A registry in small: one repository is busy, one has a tag for a rare processor."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = {
    "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "digest": "sha256:" + 64 * "0",
    "size": 500,
    "platform": {"os": "linux", "architecture": "s390x"},
}
RARE = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [MANIFEST]}
BUSY = 429, "TOOMANYREQUESTS", "You have reached your unauthenticated pull rate limit."
DENIED = 401, "UNAUTHORIZED", "authentication required"
UNKNOWN = 404, "MANIFEST_UNKNOWN", "manifest unknown"


class Registry(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        repository, _, tag = self.path.removeprefix("/v2/").partition("/manifests/")
        if not repository:
            self.answer(200, {})
        elif repository == "rare" and tag in ("1", "latest"):
            self.answer(200, RARE, INDEX)
        else:
            status, code, message = {"busy": BUSY, "rare": UNKNOWN}.get(repository, DENIED)
            self.answer(status, {"errors": [{"code": code, "message": message}]})

    do_HEAD = do_GET

    def answer(self, status: int, content: object, kind: str = "application/json") -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


HTTPServer(("", 5001), Registry).serve_forever()
