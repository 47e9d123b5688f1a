"""What an image is and how large, from its first bytes; nothing is decoded."""

from typing import NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_GIF = (b"GIF87a", b"GIF89a")
# Frame headers of JPEG (ITU-T T.81, table B.1): C0 to CF but for the Huffman, JPG and arithmetic tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_MAX_SIDE = 65_535
_MAX_SEGMENTS = 10_000
"""Segments and fill bytes before the frame header; cameras write some dozens."""


class Picture(NamedTuple):
    """The file name suffix of an image, and its size in pixels."""

    suffix: str
    width: int
    height: int


def identify(content: bytes) -> Picture | None:
    """What `content` is, where that is a PNG, JPEG or GIF whose size can be read; else None."""
    picture = None
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        picture = Picture("png", _big_endian(content, 16, 4), _big_endian(content, 20, 4))
    elif content.startswith(_JPEG):
        picture = _measure_jpeg(content)
    elif content.startswith(_GIF):
        size = content[6:10].ljust(4, b"\0")
        picture = Picture("gif", int.from_bytes(size[:2], "little"), int.from_bytes(size[2:], "little"))
    if picture and 0 < picture.width <= _MAX_SIDE and 0 < picture.height <= _MAX_SIDE:
        return picture
    return None


def _measure_jpeg(content: bytes) -> Picture | None:
    at = 2
    for _ in range(_MAX_SEGMENTS):
        if content[at : at + 1] != b"\xff" or at + 9 > len(content):
            return None
        kind = content[at + 1]
        if kind in _JPEG_FRAMES:
            return Picture("jpeg", _big_endian(content, at + 7, 2), _big_endian(content, at + 5, 2))
        if kind == 0xFF:  # a fill byte
            at += 1
        elif kind in _JPEG_BARE:
            at += 2
        else:
            at += 2 + max(_big_endian(content, at + 2, 2), 2)
    return None


def _big_endian(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")
