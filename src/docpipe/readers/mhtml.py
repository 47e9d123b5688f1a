"""Web pages saved as one file with their images (MHTML, RFC 2557): the page in it, and the images at hand."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Part
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from docpipe.errors import Message, NoArticleError

# A file of the kind begins with headers, two of which are these.
_OPENING_LENGTH = 4096
_HEADERS = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]{0,1000}\r?\n")
_RELATED = re.compile(
    rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.IGNORECASE | re.MULTILINE
)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_CUT = re.compile(r"[?#].*\Z", re.DOTALL)


class SavedPage(NamedTuple):
    """A page that was saved with its images: its bytes, its address, the images by theirs."""

    data: bytes
    address: str | None
    images: "SavedImages"


class SavedImages:
    """The images that were saved with a page."""

    def __init__(self, address: str | None, parts: dict[str, bytes]) -> None:
        self._address = address or ""
        self._parts = parts
        # A page asks for an image with one query and shows it with another; two that differ by nothing
        # else are none.
        bare: dict[str, list[bytes]] = {}
        for location, content in parts.items():
            bare.setdefault(_bare(location), []).append(content)
        self._bare = {location: contents[0] for location, contents in bare.items() if len(contents) == 1}

    def find(self, address: str) -> bytes | None:
        """The bytes of the image at `address`, as the page writes it; None where they are not here."""
        if address.startswith("data:"):
            return None
        try:
            whole = urljoin(self._address, address)
        except ValueError:
            return None
        for known in (address, whole, whole.partition("#")[0]):
            if known in self._parts:
                return self._parts[known]
        return self._bare.get(_bare(whole))


def is_saved_page(data: bytes) -> bool:
    """Whether `data` is a page saved with its images, by its headers."""
    opening = data[:_OPENING_LENGTH]
    return bool(_HEADERS.match(opening)) and bool(_RELATED.search(opening))


def open_saved_page(name: str, data: bytes) -> SavedPage:
    """The page in `data`, and its images. Raises NoArticleError where there is no page in it."""
    whole = message_from_bytes(data)
    parts = [part for part in whole.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() in _PAGE_TYPES), None)
    if page is None:
        raise NoArticleError(
            Message("这个网页归档里没有网页", "this web archive holds no page"),
            Message("请重新保存", "save it again"),
            name,
        )
    address = page.get("Content-Location") or whole.get("Snapshot-Content-Location")
    address = address.strip() if address else None
    images = dict(_located(part for part in parts if part is not page))
    return SavedPage(_in_unicode(page), address, SavedImages(address, images))


def _located(parts: Iterator[Part]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        content = _content(part)
        # Their types are not to be relied on: some tools write what the address looks like.
        if location := part.get("Content-Location"):
            yield location.strip(), content
        if identifier := part.get("Content-ID"):
            yield f"cid:{unquote(identifier.strip().strip('<>'))}", content


def _content(part: Part) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _in_unicode(page: Part) -> bytes:
    """The bytes of the page, in UTF-8 where a header names an encoding that fits: it outranks the page's own word."""
    content = _content(page)
    charset = page.get_content_charset()
    if charset is None:
        return content
    try:
        return content.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return content


def _bare(address: str) -> str:
    return _CUT.sub("", address).partition("//")[2]
