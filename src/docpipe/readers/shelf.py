"""Where the bytes of an article's images are at hand: beside the page, in its archive, in the page itself.

A shelf is asked for the address that the page writes and gives bytes, or None. None of them reaches
out of the folder of its page, and none of them fetches.
"""

import os
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from docpipe.errors import ArchiveError
from docpipe.readers.archive import Archive

MAX_IMAGE_BYTES = 50 * 1024 * 1024
"""The largest image that is read; a photograph of a telephone has 3 to 15 MiB."""

_DATA = re.compile(r"data:(?P<type>[^,]{0,200}?)(?P<base64>;\s*base64)?,", re.IGNORECASE)
_SCHEME = re.compile(r"(?!data:)[A-Za-z][A-Za-z0-9+.-]{1,20}:|//", re.IGNORECASE)
_FRAGMENT = re.compile(r"[?#].*\Z", re.DOTALL)


class Shelf(Protocol):
    """A place where images may be at hand."""

    def find(self, address: str) -> bytes | None:
        """The bytes of the image at `address`, as the page writes it; None where they are not here."""
        ...


class Shelves:
    """Several shelves as one: the first that has an image gives it."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves

    def find(self, address: str) -> bytes | None:
        """The bytes of the image at `address`, or None."""
        found = (shelf.find(address) for shelf in self._shelves)
        return next((content for content in found if content is not None), None)


class PageShelf:
    """Images in the page itself, as data: addresses."""

    def find(self, address: str) -> bytes | None:
        """The bytes that a data: address spells, or None."""
        head = _DATA.match(address)
        if head is None or len(address) > 2 * MAX_IMAGE_BYTES:
            return None
        content = address[head.end() :]
        if not head["base64"]:
            return unquote_to_bytes(content)
        try:
            return b64decode(re.sub(r"\s", "", unquote(content)) + "===")
        except (Base64Error, ValueError):
            return None


class PartShelf:
    """Images that came with the page, by their addresses."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts

    def find(self, address: str) -> bytes | None:
        """The part at `address`, or None."""
        return self._parts.get(address)


class FolderShelf:
    """Images in the folder of the page and the folders below it, links out of it not followed."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = Path(folder)

    def find(self, address: str) -> bytes | None:
        """The bytes of the file at a relative `address`, or None."""
        for name in _relative_names(address):
            content = self._read(name)
            if content is not None:
                return content
        return None

    def _read(self, name: str) -> bytes | None:
        try:
            root = self._folder.resolve()
            path = (root / name).resolve()
            if not path.is_relative_to(root) or not path.is_file():
                return None
            with path.open("rb") as file:
                content = file.read(MAX_IMAGE_BYTES + 1)
        except (OSError, ValueError):
            return None
        return content if len(content) <= MAX_IMAGE_BYTES else None


class ArchiveShelf:
    """Images in the archive that the page is a member of; relative addresses are seen from `page`."""

    def __init__(self, archive: Archive, page: str) -> None:
        self._archive = archive
        self._folder = PurePosixPath(page).parent

    def find(self, address: str) -> bytes | None:
        """The bytes of the member at a relative `address`, or None."""
        for name in _relative_names(address):
            member = os.path.normpath(self._folder / name).replace(os.sep, "/")
            if member in self._archive:
                try:
                    return self._archive.read(member)
                except ArchiveError:
                    return None
        return None


def _relative_names(address: str) -> Iterator[str]:
    """The names of files that a relative `address` may mean: as written, then without query, then unescaped."""
    if not address.strip() or _SCHEME.match(address) or address.startswith(("/", "\\", "data:")):
        return
    bare = _FRAGMENT.sub("", address)
    for name in dict.fromkeys((address, bare, unquote(bare))):
        if name and len(name) < 1000 and "\0" not in name:
            yield name.replace("\\", "/")


def shelves_of(parts: Mapping[str, bytes], others: Sequence[Shelf]) -> Shelf:
    """The page's own images, then `parts` that came with it, then `others`."""
    return Shelves(PageShelf(), PartShelf(parts), *others)


def is_remote(address: str) -> bool:
    """Whether `address` is one of the web's."""
    try:
        return urlsplit(address if not address.startswith("//") else f"https:{address}").scheme in (
            "http",
            "https",
        )
    except ValueError:
        return False
