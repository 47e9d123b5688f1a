"""Images come from the web on request only, and then from public addresses and within limits."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from docpipe.diagnostics import Report
from docpipe.readers.fetch import Fetcher, FetchLimits, is_public

PUBLIC = "93.184.216.34"
PRIVATE = "10.0.0.1"
HOSTS = {"public.test": [PUBLIC], "private.test": [PRIVATE], "mixed.test": [PUBLIC, PRIVATE]}
LARGE = 3000


class Pages(BaseHTTPRequestHandler):
    """`/go?ADDRESS` points there, `/large` is large, `/none` is missing, anything else is an image."""

    asked: list[tuple[str, str | None, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"], self.headers["Cookie"]))
        path, _, target = self.path.partition("?")
        self.send_response({"/go": 302, "/none": 404}.get(path, 200))
        if path == "/go":
            self.send_header("Location", target)
        self.end_headers()
        self.wfile.write(bytes(LARGE) if path == "/large" else b"image")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    Pages.asked = []
    with HTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def fetch(
    server: HTTPServer, *addresses: str, limits: FetchLimits | None = None
) -> tuple[list[bytes | None], list[str]]:
    """What was got of `addresses`, and the reasons for what was not; every connection goes to `server`."""
    report = Report()

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        assert (address, port) == (PUBLIC, 80)
        return socket.create_connection(("127.0.0.1", server.server_port), seconds)

    fetcher = Fetcher(report, limits, lambda host, _: HOSTS.get(host, []), connect)
    found = [fetcher.find(address) for address in addresses]
    return found, [diagnostic.values["reason_en"] for diagnostic in report.diagnostics]


def test_an_image_is_fetched_and_nothing_but_the_request_is_sent(server: HTTPServer) -> None:
    assert fetch(server, "http://public.test/图.jpg?a=1|b") == ([b"image"], [])
    assert Pages.asked == [("/%E5%9B%BE.jpg?a=1|b", "public.test", None)]


def test_a_redirect_is_followed_to_another_public_address(server: HTTPServer) -> None:
    assert fetch(server, "http://public.test/go?/a.jpg") == ([b"image"], [])


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://private.test/a", "the address is not public"),
        ("http://mixed.test/a", "the address is not public"),
        ("http://public.test/go?http://private.test/a", "the address is not public"),
        ("http://public.test/go?file:///etc/passwd", "the address is not http(s)"),
        ("http://public.test/go?/go?/go", "too many redirects"),
        ("http://public.test:8080/a", "the address is not http(s)"),
        ("http://user@public.test/a", "the address is not http(s)"),
        ("http://[::1/a", "the address is not http(s)"),
        ("http://unknown.test/a", "the address is not public"),
        ("http://public.test/none", "the server refused (404)"),
    ],
)
def test_what_is_not_public_or_not_there_is_not_fetched(
    server: HTTPServer, address: str, reason: str
) -> None:
    limits = FetchLimits(redirects=0 if reason.startswith("too many") else 3)
    assert fetch(server, address, limits=limits) == ([None], [reason])


def test_what_is_not_of_the_web_is_not_asked_for(server: HTTPServer) -> None:
    assert fetch(server, "a.png", "file:///etc/passwd", "ftp://public.test/a") == ([None, None, None], [])


def test_size_and_number_have_limits(server: HTTPServer) -> None:
    addresses = ["http://public.test/large", "http://public.test/a", "http://public.test/b"]
    found = fetch(server, *addresses, limits=FetchLimits(count=2, image_bytes=LARGE - 1))
    assert found == ([None, b"image", None], ["it is too large", "there are too many images"])


def test_time_has_a_limit(server: HTTPServer) -> None:
    limits = FetchLimits(image_seconds=0)
    assert fetch(server, "http://public.test/a", limits=limits) == ([None], ["it took too long"])


def test_a_connection_that_fails_is_said() -> None:
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))

        def connect(_address: str, _port: int, seconds: float) -> socket.socket:
            return socket.create_connection(unused.getsockname(), seconds)

        report = Report()
        assert (
            Fetcher(report, None, lambda _host, _port: [PUBLIC], connect).find("http://public.test/") is None
        )
    assert [found.values["reason_en"] for found in report.diagnostics] == ["the connection failed"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("no address", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public
