"""Bytes → text: the byte order mark first, then what the page declares, then what the bytes can be."""

import codecs
import re

from docpipe.errors import BinarySourceError, EmptySourceError, Message
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

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_DECLARATION_WINDOW = 4096
# GBK pages call themselves gb2312; GB18030 holds both.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}

# A text in a wrong encoding replaces every other character; a damaged one replaces a few.
_TOLERATED_DAMAGE = 0.05
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
    text, encoding = _decode_marked(data) or _decode_plain(data)
    replaced = text.count("�") - data.count("�".encode())
    if not text.strip("\ufeff\u200b \t\r\n\u3000\xa0"):
        problem = Message("文件里只有空白", "the file holds nothing but white space")
        raise EmptySourceError(
            problem, Message("请检查导出是否完整", "check that the export is complete"), name
        )
    if replaced > _TOLERATED_DAMAGE * len(text) or len(
        _UNPRINTABLE.findall(text)
    ) > _TOLERATED_CONTROLS * len(text):
        raise _binary(name, Message("不是文本文件", "not a text file"))
    return RawSource(name=name, data=data, text=text, encoding=encoding, replaced=max(replaced, 0))


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


def _decode_marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    return None


def _decode_plain(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", _declared_encoding(data), "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    # Nothing fits. A UTF-8 text with a few broken bytes still is mostly UTF-8; else the bytes
    # are taken as GB18030, and the caller judges by the damage.
    loose = data.decode("utf-8", "replace")
    if loose.count("�") <= _TOLERATED_DAMAGE * len(loose):
        return loose, "utf-8"
    return data.decode("gb18030", "replace"), "gb18030"


def _declared_encoding(data: bytes) -> str:
    declared = _DECLARED.search(data[:_DECLARATION_WINDOW])
    if declared is None:
        return "utf-8"
    name = declared.group(1).decode("ascii").lower()
    name = _SUPERSETS.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return "utf-8"
    # rot13 and its like are codecs too, but not of text.
    return codec.name if codec._is_text_encoding else "utf-8"  # noqa: SLF001 - the only way to ask
