"""Which encoding bytes are in, and decoding them as browsers do.

chardet guesses; it was measured on the gold corpus, whole and in pieces of 15 to 400 characters,
in GB2312, GB18030, Big5, HZ and UTF-8, and is right on all but one piece of 15. UTF-16 without a
mark it misses in one of fifteen, so the wide encodings are looked for here.
"""

import codecs
import re
from contextlib import suppress

# What an article is in. A Japanese or Korean encoding would only win where a Chinese text is short.
_CANDIDATES = (
    "utf-8",
    "gb18030",
    "big5hkscs",
    "hz",
    "cp1252",
)
# One name for what browsers decode alike (WHATWG Encoding, section 4.2). The superset reads the subset.
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "chinese": "gb18030",
    "hz-gb-2312": "hz",
    "big5-hkscs": "big5",
    "big5hkscs": "big5",
    "cp950": "big5",
    "x-x-big5": "big5",
    "cn-big5": "big5",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    # Whoever declares UTF-16 in single bytes is wrong (HTML, 4.2.5.4).
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
# Big5 as browsers know it is Python's big5hkscs but for these signs (WHATWG index-big5).
_BIG5_SIGNS = str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")
# Two slashes of each kind, which big5hkscs makes one of.
_BIG5_SLASHES = {b"\xa2\x41": "∕", b"\xa2\x42": "﹨"}
_BIG5_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")

_UTF16_SAMPLE = 4096
# Of the characters of a text in UTF-16 as many as this are ordinary ones; with the bytes of each
# pair swapped at most three in four are. Calibrated on the gold corpus, cut into pieces of 15 characters.
_ORDINARY_SHARE = 0.9
_CLEAR_LEAD = 0.2
_ORDINARY = re.compile(
    "[\t\r\n -~\xa0\u2010-\u2027\u3000-\u301f\u4e00-\u9fa5\uff01-\uff5e\u2600-\u27bf\U0001f000-\U0001faff]"
)
# The letters of ASCII with their two bytes swapped would be Chinese characters; of these only 一 is one
# that texts are made of.
_SWAPPED = frozenset(map(chr, range(0x4F00, 0x9F01, 0x100)))
_HZ_ESCAPE = re.compile(rb"~\{(?:[!-}][!-~])+~\}")


def guess_encoding(data: bytes) -> str:
    """The encoding that `data` looks to be in, by the name that `decode_as` takes; "utf-8" for nothing."""
    found = guess_wide(data)
    if found is not None:
        return found
    import chardet  # noqa: PLC0415 - its tables take longer to load than most articles to read

    guess = chardet.detect(data, max_bytes=max(len(data), 1), include_encodings=_CANDIDATES)["encoding"]
    return known_name(guess or "") or "utf-8"


def guess_wide(data: bytes) -> str | None:
    """The encoding of `data` where it is Chinese in units of two or four bytes, without a mark."""
    if not len(data) % 4 and b"\x00" in data:
        for encoding in ("utf-32-le", "utf-32-be"):
            # One of these in four million is a character, so bytes that all are cannot be anything else.
            with suppress(UnicodeDecodeError):
                data.decode(encoding)
                return encoding
    sample = data[: _UTF16_SAMPLE & ~1]
    if len(data) % 2 or len(sample) < 4:
        return None
    # Plain ASCII makes ordinary Chinese characters in either order, and has no zero byte and no high one.
    if sample.isascii() and b"\x00" not in sample:
        return None
    shares = {encoding: _ordinary_share(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=shares.__getitem__)
    clear = shares[best] - min(shares.values()) >= _CLEAR_LEAD
    return best if shares[best] >= _ORDINARY_SHARE and clear else None


def _ordinary_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    return sum(character not in _SWAPPED for character in _ORDINARY.findall(text)) / len(text)


def is_hz(data: bytes) -> bool:
    """Whether `data` is Chinese in HZ, which is ASCII throughout (RFC 1843)."""
    return data.isascii() and _HZ_ESCAPE.search(data) is not None


def known_name(declared: str) -> str | None:
    """The name for `decode_as` of what a page declares; None for what is no encoding of text."""
    name = declared.strip().lower()
    name = _NAMES.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # rot13 and its like are codecs too, but not of text.
    return _NAMES.get(codec.name, codec.name) if codec._is_text_encoding else None  # noqa: SLF001 - the only way to ask


def decode_as(data: bytes, encoding: str) -> tuple[str, int]:
    """`data` in `encoding`, and how many times � had to stand for bytes that are none of it."""
    codec = "big5hkscs" if encoding == "big5" else encoding
    text = _decode_big5(data) if encoding == "big5" else data.decode(codec, "replace")
    try:
        return text, max(text.count("�") - _written_marks(data, codec), 0)
    except UnicodeError:
        return text, text.count("�")


def _decode_big5(data: bytes) -> str:
    pieces: list[str] = []
    cursor = 0
    for pair in _BIG5_PAIR.finditer(data) if any(map(data.count, _BIG5_SLASHES)) else ():
        if pair[0] in _BIG5_SLASHES:
            pieces += (data[cursor : pair.start()].decode("big5hkscs", "replace"), _BIG5_SLASHES[pair[0]])
            cursor = pair.end()
    return "".join((*pieces, data[cursor:].decode("big5hkscs", "replace"))).translate(_BIG5_SIGNS)


def _written_marks(data: bytes, codec: str) -> int:
    """How often � itself is written in `data`."""
    try:
        return data.count("�".encode(codec))
    except UnicodeEncodeError:
        return 0
