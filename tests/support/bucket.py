"""A small S3 of the tests' own: put, get and list v2 as a compatible store answers them, in memory.

It holds a request to what the protocol asks (path style, digest of the body, a signature by name), lists a
few keys a page, and refuses to overwrite, as a bucket with object lock does.
"""

import hashlib
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 3


class BucketServer:
    """Inside the block `url` is a MINGCHA_EVIDENCE; `objects` are what was put, by key."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.overwritten: list[str] = []
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    def __enter__(self) -> Self:
        store = self

        class Answers(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if self._refused(body):
                    return
                key = unquote(urlsplit(self.path).path).removeprefix("/bucket/")
                known = store.objects.get(key)
                if known is not None and known[0] != body:
                    store.overwritten.append(key)
                    self._say(403, b"locked")
                    return
                store.objects.setdefault(key, (body, datetime.now(UTC)))
                self._say(200, b"")

            def do_GET(self) -> None:
                if self._refused(b""):
                    return
                parts = urlsplit(self.path)
                words = {name: values[0] for name, values in parse_qs(parts.query).items()}
                if "list-type" in words:
                    self._say(200, store.listing(words))
                    return
                found = store.objects.get(unquote(parts.path).removeprefix("/bucket/"))
                self._say(404, b"NoSuchKey") if found is None else self._say(200, found[0])

            def _refused(self, body: bytes) -> bool:
                digest = hashlib.sha256(body).hexdigest()
                signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=key/")
                whole = self.headers.get("x-amz-content-sha256") == digest
                if signed and whole:
                    return False
                self._say(403, b"SignatureDoesNotMatch")
                return True

            def _say(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Answers)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self) -> str:
        return f"s3://bucket/office?endpoint=http://127.0.0.1:{self._port}&region=cn-north-1"

    def listing(self, words: dict[str, str]) -> bytes:
        """A page of ListObjectsV2."""
        after = words.get("continuation-token") or words.get("start-after", "")
        keys = sorted(key for key in self.objects if key.startswith(words["prefix"]) and key > after)
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.objects[key][0])}</Size>"
            f"<LastModified>{self.objects[key][1]:%Y-%m-%dT%H:%M:%S.000Z}</LastModified></Contents>"
            for key in keys[:PAGE]
        )
        more = (
            f"<NextContinuationToken>{escape(keys[PAGE - 1])}</NextContinuationToken>"
            if len(keys) > PAGE
            else ""
        )
        return (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"{rows}{more}</ListBucketResult>"
        ).encode()
