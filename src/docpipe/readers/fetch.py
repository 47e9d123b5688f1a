"""Images from the web, for whoever asks with --fetch-images: bounded, and from public addresses only.

Nothing is trusted: each hop of a redirect is looked at anew, its host is resolved once, every one of
its addresses must be public, and the connection goes to the address that was looked at. Nothing is
sent but the request: no cookie, no referrer, no credentials.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

from docpipe.diagnostics import Report
from docpipe.errors import Message

_MEBIBYTE = 1024 * 1024
_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "docpipe",
    "Accept": "image/jpeg, image/png, image/*;q=0.8",
    "Accept-Encoding": "identity",
}
# Where another network is behind a public-looking address: 6to4, Teredo, and IPv4 through NAT64.
_TUNNELS = tuple(map(ipaddress.IPv6Network, ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48")))

_NOT_WEB = Message("地址不是 http(s)", "the address is not http(s)")
_NOT_PUBLIC = Message("地址不在公网", "the address is not public")
_UNKNOWN_HOST = Message("找不到主机", "the host is not found")
_FAILED = Message("连接失败", "the connection failed")
_REFUSED = Message("服务器拒绝（{status}）", "the server refused ({status})")
_LARGE = Message("过大", "it is too large")
_LOOPING = Message("重定向过多", "too many redirects")
_LATE = Message("超时", "it took too long")
_MANY = Message("图片过多", "there are too many images")

Resolve = Callable[[str, int], list[str]]
"""Host and port → the addresses of the host. Raises OSError."""
Connect = Callable[[str, int, float], socket.socket]
"""Address, port and a time limit in seconds → a connection. Raises OSError."""


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What is fetched for one article: images, bytes of each, seconds of each and in all, redirects of each."""

    count: int = 300
    image_bytes: int = 30 * _MEBIBYTE
    image_seconds: float = 20
    total_seconds: float = 300
    redirects: int = 5


class _FetchError(Exception):
    """Why an image was not fetched; never leaves this module."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


class _Target(NamedTuple):
    """A hop that was looked at: what to ask for, of which host, and at which address to connect."""

    url: SplitResult
    host: str
    port: int
    address: str


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of `host`. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def connect_to(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to `address`. Raises OSError."""
    return socket.create_connection((address, port), timeout=seconds)


class Fetcher:
    """A shelf of the web. What it does not get is noted in `report`; how it reaches out can be replaced."""

    def __init__(
        self,
        report: Report,
        limits: FetchLimits | None = None,
        resolve: Resolve = resolve_host,
        connect: Connect = connect_to,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._report = report
        self._limits = limits or FetchLimits()
        self._resolve = resolve
        self._connect = connect
        self._clock = clock
        self._count = 0
        self._seconds = 0.0

    def find(self, address: str) -> bytes | None:
        """The bytes at `address`; None for what is not the web's, or was not got."""
        address = f"https:{address}" if address.startswith("//") else address
        if not address.lower().startswith(("http:", "https:")):
            return None
        start = self._clock()
        try:
            return self._fetch(address, start)
        except _FetchError as error:
            values = {"address": address, "reason_zh": error.reason.zh, "reason_en": error.reason.en}
            self._report.add("unfetched-image", values)
            return None
        finally:
            self._seconds += self._clock() - start

    def _fetch(self, address: str, start: float) -> bytes:
        self._count += 1
        if self._count > self._limits.count:
            raise _FetchError(_MANY)
        left = min(self._limits.image_seconds, self._limits.total_seconds - self._seconds)
        for _ in range(self._limits.redirects + 1):
            found = self._hop(self._look_at(address), start + left)
            if isinstance(found, bytes):
                return found
            address = urljoin(address, found)
        raise _FetchError(_LOOPING)

    def _look_at(self, address: str) -> _Target:
        """The hop to `address`. Raises _FetchError unless it leads to the public web."""
        try:
            url = urlsplit(address)
            host, port = url.hostname or "", url.port or _PORTS.get(url.scheme, 0)
        except ValueError as error:
            raise _FetchError(_NOT_WEB) from error
        if url.scheme not in _PORTS or not host or url.username is not None or port != _PORTS[url.scheme]:
            raise _FetchError(_NOT_WEB)
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise _FetchError(_UNKNOWN_HOST) from error
        if not addresses or not all(map(is_public, addresses)):
            raise _FetchError(_NOT_PUBLIC)
        return _Target(url, host, port, addresses[0])

    def _hop(self, target: _Target, deadline: float) -> bytes | str:
        """The body, or the address that the server points to. Raises _FetchError."""
        try:
            connection = self._open(target, deadline)
            try:
                connection.request("GET", _path(target.url), headers={**_HEADERS, "Host": target.url.netloc})
                response = connection.getresponse()
                if response.status in _REDIRECTS:
                    return response.getheader("Location") or ""
                if response.status != http.client.OK:
                    status = str(response.status)
                    raise _FetchError(
                        Message(_REFUSED.zh.format(status=status), _REFUSED.en.format(status=status))
                    )
                return self._read(response, deadline)
            finally:
                connection.close()
        except TimeoutError as error:
            raise _FetchError(_LATE) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _FetchError(_FAILED) from error

    def _open(self, target: _Target, deadline: float) -> http.client.HTTPConnection:
        stream = self._connect(target.address, target.port, self._left(deadline))
        if target.url.scheme == "https":
            stream = ssl.create_default_context().wrap_socket(stream, server_hostname=target.host)
        connection = http.client.HTTPConnection(target.host, target.port)
        # Connected already, to the address that was looked at and to no other.
        connection.sock = stream
        return connection

    def _read(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        content = bytearray()
        while chunk := response.read(_CHUNK):
            content += chunk
            if len(content) > self._limits.image_bytes:
                raise _FetchError(_LARGE)
            self._left(deadline)
        return bytes(content)

    def _left(self, deadline: float) -> float:
        left = deadline - self._clock()
        if left <= 0:
            raise _FetchError(_LATE)
        return left


def is_public(address: str) -> bool:
    """Whether `address`, an IP address, is one of the public network's own, and no way into another one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if any(parsed in network for network in _TUNNELS):
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _path(url: SplitResult) -> str:
    path = quote(url.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(url.query, safe="/%:@!$&'()*+,;=?~-._|")
    return f"{path}?{query}" if query else path
