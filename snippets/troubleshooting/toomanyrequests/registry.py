"""A registry in small: one repository is busy, one has a tag for a rare processor."""

import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = {
    "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "digest": "sha256:" + 64 * "0",
    "size": 500,
    "platform": {"os": "linux", "architecture": "s390x"},
}
RARE = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [MANIFEST]}
BUSY = 429, "TOOMANYREQUESTS", "You have reached your unauthenticated pull rate limit."
DENIED = 401, "DENIED", "requested access to the resource is denied"
LOGIN = 'Bearer realm="http://localhost:5001/token",service="registry",error="insufficient_scope"'
UNKNOWN = 404, "MANIFEST_UNKNOWN", "manifest unknown"


class Registry(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        repository, _, tag = self.path.removeprefix("/v2/").partition("/manifests/")
        if self.path.startswith("/token"):
            self.answer(200, {"token": "of-nobody"})
        elif not repository:
            self.answer(200, {})
        elif repository == "busy" and self.command == "HEAD":
            self.answer(200, RARE, INDEX)  # Docker Hub counts no HEAD
        elif repository == "rare" and (tag == "1" or tag.startswith("sha256:")):
            self.answer(200, RARE, INDEX)
        else:
            status, code, message = {"busy": BUSY, "rare": UNKNOWN}.get(repository, DENIED)
            error = {"code": code, "message": message, "detail": self.path}
            self.answer(status, {"errors": [error]})

    do_HEAD = do_GET

    def answer(self, status: int, content: object, kind: str = "application/json") -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 401:
            self.send_header("WWW-Authenticate", LOGIN)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Docker-Content-Digest", f"sha256:{hashlib.sha256(body).hexdigest()}")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


ThreadingHTTPServer(("", 5001), Registry).serve_forever()
