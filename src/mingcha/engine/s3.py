"""A bucket of an S3-compatible store: put, get and list, signed with AWS Signature Version 4.

Standard library only: three requests need no client of 15 MB. Objects are only ever added, so that a bucket
that forbids overwriting (object lock) serves as well.
"""

import hashlib
import hmac
import http.client
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.etree import ElementTree

from mingcha.core.errors import MingchaError, UsageError

_TIMEOUT_S = 30.0
_EMPTY = hashlib.sha256(b"").hexdigest()


class BucketDown(MingchaError):
    """The bucket does not answer as it should; the same may be asked again in a while."""


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """Where a bucket is: `s3://BUCKET/PREFIX?endpoint=http://HOST:PORT&region=NAME`, with the keys to it.

    Without an endpoint it is Amazon's. The bucket's name is part of the path, as every compatible store takes
    it.
    """

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key_id: str
    secret: str

    @classmethod
    def of(cls, url: str, environ: Mapping[str, str]) -> "BucketAddress":
        """From MINGCHA_EVIDENCE and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. Raises UsageError."""
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        region = options.pop("region", "us-east-1")
        endpoint = options.pop("endpoint", f"https://s3.{region}.amazonaws.com").rstrip("/")
        known = parts.scheme == "s3" and parts.netloc and not options
        if not known or urlsplit(endpoint).scheme not in ("http", "https"):
            right = "s3://桶名/前缀?endpoint=https://主机:端口&region=区域"
            raise UsageError(f"环境变量 MINGCHA_EVIDENCE“{url}”不对：应为 {right}")
        key_id, secret = environ.get("AWS_ACCESS_KEY_ID", ""), environ.get("AWS_SECRET_ACCESS_KEY", "")
        if not key_id or not secret:
            raise UsageError("MINGCHA_EVIDENCE 指向 S3：请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY")
        return cls(parts.netloc, parts.path.strip("/"), endpoint, region, key_id, secret)


@dataclass(frozen=True, slots=True)
class Entry:
    """An object in a listing, by its key below the prefix."""

    key: str
    size: int
    modified: datetime


class Bucket:
    """One bucket. `clock` dates the signatures. Every call may raise BucketDown."""

    def __init__(
        self, address: BucketAddress, clock: Callable[[], datetime], timeout_s: float = _TIMEOUT_S
    ) -> None:
        self.address = address
        self._clock = clock
        self._timeout_s = timeout_s

    def put(self, key: str, content: bytes) -> None:
        """Keep an object; the store itself checks that the bytes arrived whole."""
        self._ask("PUT", self._path(key), {}, content)

    def get(self, key: str) -> bytes:
        """An object's content."""
        return self._ask("GET", self._path(key), {})

    def list(self, below: str, after: str = "") -> Iterator[Entry]:
        """The objects whose keys begin so, in the order of their keys, later than `after`."""
        prefix = self._key(below)
        words = {"list-type": "2", "prefix": prefix}
        if after:
            words["start-after"] = self._key(after)
        while True:
            answer = self._ask("GET", f"/{quote(self.address.bucket)}", words)
            try:
                tree = ElementTree.fromstring(answer)
            except ElementTree.ParseError as error:
                raise BucketDown(f"证据库 {self._told} 的答复无法读取（{error}）") from error
            name = tree.tag.rpartition("}")[0] + "}" if tree.tag.startswith("{") else ""
            for row in tree.iter(f"{name}Contents"):
                key = row.findtext(f"{name}Key") or ""
                modified = datetime.fromisoformat(row.findtext(f"{name}LastModified") or "")
                yield Entry(self._below(key), int(row.findtext(f"{name}Size") or 0), modified)
            token = tree.findtext(f"{name}NextContinuationToken")
            if not token:
                return
            words = {"list-type": "2", "prefix": prefix, "continuation-token": token}

    @property
    def _told(self) -> str:
        return f"s3://{self.address.bucket}/{self.address.prefix}"

    def _key(self, key: str) -> str:
        return f"{self.address.prefix}/{key}" if self.address.prefix else key

    def _below(self, key: str) -> str:
        return key[len(self.address.prefix) + 1 :] if self.address.prefix else key

    def _path(self, key: str) -> str:
        return f"/{quote(self.address.bucket)}/{quote(self._key(key))}"

    def _ask(self, method: str, path: str, words: Mapping[str, str], content: bytes = b"") -> bytes:
        query = urlencode(sorted(words.items()), quote_via=quote)
        where = urlsplit(self.address.endpoint)
        headers = signed_headers(
            self.address, method, where.netloc, path, query, content, self._clock().astimezone(UTC)
        )
        secure = where.scheme == "https"
        connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(
                where.netloc, timeout=self._timeout_s, context=ssl.create_default_context()
            )
            if secure
            else http.client.HTTPConnection(where.netloc, timeout=self._timeout_s)
        )
        try:
            connection.request(method, f"{path}?{query}" if query else path, content or None, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise BucketDown(f"证据库 {self._told} 连不上（{error}）：请检查网络和该服务") from error
        finally:
            connection.close()
        if answer.status // 100 != 2:
            said = body[:200].decode("utf-8", "replace")
            raise BucketDown(f"证据库 {self._told} 拒绝了请求（{answer.status} {said}）：请检查密钥和权限")
        return body


def signed_headers(
    address: BucketAddress, method: str, host: str, path: str, query: str, content: bytes, at: datetime
) -> dict[str, str]:
    """The headers of a request with its signature (Amazon S3 API, "Signature Calculations", version 4)."""
    digest = hashlib.sha256(content).hexdigest() if content else _EMPTY
    stamp = f"{at:%Y%m%dT%H%M%SZ}"
    headers = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": stamp}
    signature, names = signature_of(address, method, path, query, headers, digest, stamp)
    scope = f"{stamp[:8]}/{address.region}/s3/aws4_request"
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={address.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return headers


def signature_of(
    address: BucketAddress,
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    digest: str,
    stamp: str,
) -> tuple[str, str]:
    """The signature over these headers, and their names as they are signed."""
    ordered = sorted((name.lower(), value.strip()) for name, value in headers.items())
    names = ";".join(name for name, _ in ordered)
    lines = "".join(f"{name}:{value}\n" for name, value in ordered)
    request = "\n".join((method, path, query, lines, names, digest))
    scope = f"{stamp[:8]}/{address.region}/s3/aws4_request"
    words = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{address.secret}".encode()
    for part in (stamp[:8], address.region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest(), names
