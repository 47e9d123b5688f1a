"""Bytes → text: the byte order mark first, then what the page declares, then what the bytes can be."""

import codecs
import re
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.errors import BinarySourceError, EmptySourceError, Message
from docpipe.readers.charset import decode_as, guess_encoding, guess_wide, is_hz, known_name
from docpipe.source import RawSource

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The first bytes of files that are often dropped among exports, and what to call them.
_SIGNATURES = (
    (b"PK\x03\x04", Message("压缩包或 Word、Excel 文档", "a zip archive, or a Word or Excel document")),
    (b"%PDF", Message("PDF 文件", "a PDF file")),
    (b"\xd0\xcf\x11\xe0", Message("旧版 Word 或 Excel 文档", "an old Word or Excel document")),
    (b"\x89PNG", Message("PNG 图片", "a PNG image")),
    (b"\xff\xd8\xff", Message("JPEG 图片", "a JPEG image")),
    (b"GIF8", Message("GIF 图片", "a GIF image")),
    (b"RIFF", Message("WebP 图片或音视频", "a WebP image, sound or video")),
    (b"{\\rtf", Message("RTF 文档", "an RTF document")),
)

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""",
    re.IGNORECASE,
)
_DECLARATION_WINDOW = 4096
# A character of Chinese takes three bytes of UTF-8 at least. Text of two-byte ones only may be
# short GBK that happens to be valid UTF-8.
_WIDE_UTF8 = re.compile(rb"[\xe3-\xf4][\x80-\xbf]{2}")

# A text in a wrong encoding replaces every other character; a damaged one replaces a few.
_TOLERATED_DAMAGE = 0.05
# Broken bytes to whole characters of three bytes, in a text in UTF-8 that was cut or mixed up somewhere.
_TOLERATED_BREAKS = 0.25
# What no text has: the C0 controls but tab and line ends, DEL, and the non-characters of XML 1.0.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_TOLERATED_CONTROLS = 0.05


def decode(name: str, data: bytes) -> RawSource:
    """`data` as text, with the encoding that gave it and the number of characters it could not give.

    `name` is for messages. Control characters stay in `RawSource.text`; readers drop and count
    them. Raises EmptySourceError for nothing but white space, BinarySourceError for no text.
    """
    if not data.strip(b" \t\r\n\x00"):
        problem = Message("文件是空的", "the file is empty")
        raise EmptySourceError(
            problem, Message("请检查导出是否完整", "check that the export is complete"), name
        )
    _refuse_signature(name, data)
    text, replaced, encoding, certain = _decode_marked(data) or _decode_plain(data)
    if not text.strip("\ufeff\u200b \t\r\n\u3000\xa0"):
        problem = Message("文件里只有空白", "the file holds nothing but white space")
        raise EmptySourceError(
            problem, Message("请检查导出是否完整", "check that the export is complete"), name
        )
    if replaced > _TOLERATED_DAMAGE * len(text) or len(
        _UNPRINTABLE.findall(text)
    ) > _TOLERATED_CONTROLS * len(text):
        raise _binary(name, Message("不是文本文件", "not a text file"))
    return RawSource(
        name=name, data=data, text=text, encoding=encoding, replaced=replaced, guessed=not certain
    )


def note_damage(raw: RawSource, report: Report) -> None:
    """Note in `report` what was guessed or lost when `raw` was decoded."""
    if raw.guessed:
        report.add("guessed-encoding", {"encoding": raw.encoding})
    if raw.replaced:
        report.add("replaced-characters", {"count": str(raw.replaced), "encoding": raw.encoding})


def drop_unprintable(text: str) -> tuple[str, int]:
    """`text` without the control characters that no format can carry, and how many there were."""
    return _UNPRINTABLE.subn("", text)


def _refuse_signature(name: str, data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(
                name,
                Message(f"这是{what.zh}，不是文章的导出文本", f"this is {what.en}, not an exported article"),
            )


def _binary(name: str, problem: Message) -> BinarySourceError:
    mend = Message("请提供美篇导出的文本或网页文件", "give the article's export as text or as a page")
    return BinarySourceError(problem, mend, name)


class _Decoded(NamedTuple):
    """Text, the characters that were replaced in it, its encoding, and whether that is more than a guess."""

    text: str
    replaced: int
    encoding: str
    certain: bool = True


def _decode_marked(data: bytes) -> _Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _Decoded(*decode_as(data[len(mark) :], encoding), encoding)
    return None


def _decode_plain(data: bytes) -> _Decoded:
    if is_hz(data):
        return _Decoded(*decode_as(data, "hz"), "hz")
    if wide := guess_wide(data):
        return _Decoded(*decode_as(data, wide), wide, certain=False)
    declared = _declared_encoding(data)
    utf8 = _Decoded(*decode_as(data, "utf-8"), "utf-8")
    # Pages are saved again in UTF-8 without a change of what they declare, so valid UTF-8 is UTF-8.
    if not utf8.replaced and (data.isascii() or _WIDE_UTF8.search(data)):
        return utf8
    characters = len(_WIDE_UTF8.findall(data))
    if declared is not None and declared != "utf-8":
        found = _Decoded(*decode_as(data, declared), declared)
        if found.replaced <= _TOLERATED_DAMAGE * len(found.text):
            return found
    # A text in UTF-8 with a few broken bytes still is one.
    if 0 < utf8.replaced <= _TOLERATED_BREAKS * characters or (declared == "utf-8" and not utf8.replaced):
        return utf8
    guess = guess_encoding(data)
    return _Decoded(*decode_as(data, guess), guess, certain=False)


def _declared_encoding(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:_DECLARATION_WINDOW])
    if declared is None:
        return None
    return known_name((declared.group(1) or declared.group(2)).decode("ascii"))
