"""The text export of Meipian: a title line, an author line, the segments joined on one line, keywords.

Any of the four may be missing. The body is the lines from the first to the last that hold markup.
(Calibrated on the reference article and on the export format of the gold corpus.)
"""

import re
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.model import Article, Provenance
from docpipe.readers.blocks import BlockBuilder
from docpipe.readers.events import SILENT, parse_events
from docpipe.readers.places import Places
from docpipe.readers.quill import QuillEvents, is_quill
from docpipe.readers.sizes import settle_ranks
from docpipe.source import Detection, RawSource, Source, SourceBlock

_MARKUP = re.compile(
    r"</?(?:p|h[1-6]|div|section|b|strong|span|br|ul|ol|li|blockquote|table|img|a)\b[^<>]*>", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<(?:p|h[1-6]|section|div)\b", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(r"&lt;(?:p|h[1-6]|div|section|b|span|br)\b", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?P<end>/)?(?P<name>p|h[1-6])\b(?(end)\s*>)", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype|html|head|body|rss|feed)\b", re.IGNORECASE)
_OWN_MARK = re.compile(r"""<p class=["']ql-block""")
# Frames are players, and become labels.
_PLAYERS = SILENT - {"iframe"}

# A keyword is a word: in the corpus the longest has 6 characters. A line of the body that lost its
# tags is longer, or ends like a sentence.
_KEYWORD_LENGTH = 16
_SENTENCE_END = "。!?！？;；:：,，"


class _Sheet(NamedTuple):
    """The lines of an export, told apart: each is (offset in the text, text)."""

    head: list[tuple[int, str]]
    body: tuple[int, int]
    tail: list[tuple[int, str]]


class TextExport:
    """The reader of the text export."""

    name = "meipian"
    suffixes = (".txt",)

    def detect(self, raw: RawSource) -> Detection:
        """Sure of paragraphs without a page around them, less so of plain text."""
        text = raw.text or ""
        if not text:
            return Detection(confidence=0, reason_zh="不是文本", reason_en="not text")
        if text.lstrip("\ufeff \r\n\t")[:1] in "{[" and '":' in text:
            return Detection(confidence=0, reason_zh="是 JSON 数据", reason_en="JSON data")
        if _PAGE.search(text):
            return Detection(confidence=0, reason_zh="是完整网页", reason_en="a whole web page")
        if _OWN_MARK.search(text):
            return Detection(
                confidence=95,
                reason_zh="含美篇的 ql-block 段落",
                reason_en="has paragraphs of Meipian's editor",
            )
        if is_quill(text) and text.lstrip("\ufeff \r\n\t").startswith("<"):
            return Detection(
                confidence=60,
                reason_zh="含段落标记，但像 Quill 编辑器的内容",
                reason_en="has paragraphs, but looks like Quill's",
            )
        if _PARAGRAPH.search(text) or _ESCAPED_MARKUP.search(text):
            return Detection(
                confidence=80,
                reason_zh="含段落标记而无网页外壳",
                reason_en="has paragraphs without a page around them",
            )
        return Detection(confidence=20, reason_zh="纯文本", reason_en="plain text")

    def read(self, raw: RawSource) -> Source | Article:
        """The head, the blocks and the keywords of the export."""
        report = Report()
        text = raw.text or ""
        sheet = _split_sheet(text)
        blocks = _read_body(text, sheet, report)
        title, author, strays = _read_head(sheet.head)
        keywords, remains = _read_tail(sheet.tail)
        stray_blocks = _read_plain(text, strays), _read_plain(text, remains)
        return Source(
            blocks=(*stray_blocks[0], *blocks, *stray_blocks[1]),
            title=title,
            author=author,
            keywords=keywords,
            provenance=Provenance(name=raw.name, reader=self.name, encoding=raw.encoding),
            diagnostics=report.diagnostics,
        )


TEXT_EXPORT = TextExport()


def _split_sheet(text: str) -> _Sheet:
    lines = [(match.start(), match.group().strip("\ufeff")) for match in re.finditer(r"[^\r\n]+", text)]
    lines = [(offset, line) for offset, line in lines if line.strip("\ufeff\u200b \t\u3000\xa0")]
    marked = [
        index for index, (_, line) in enumerate(lines) if _MARKUP.search(line) or _ESCAPED_MARKUP.search(line)
    ]
    if not marked:
        return _split_plain(lines)
    first, last = marked[0], marked[-1]
    end = lines[last][0] + len(lines[last][1])
    return _Sheet(lines[:first], (lines[first][0], end), lines[last + 1 :])


def _split_plain(lines: list[tuple[int, str]]) -> _Sheet:
    # Without markup the body is what remains when title, author and keywords are taken off.
    first = next((index for index, (_, line) in enumerate(lines) if not _is_headline(line)), len(lines))
    first = min(first, 2, len(lines) - 1)
    last = len(lines)
    while last - 1 > first and _is_keyword(lines[last - 1][1]):
        last -= 1
    if len(lines) - last < 2:
        last = len(lines)
    end = lines[last - 1][0] + len(lines[last - 1][1])
    return _Sheet(lines[:first], (lines[first][0], end), lines[last:])


def _is_headline(line: str) -> bool:
    return len(line.strip()) <= 60 and line.strip()[-1] not in "。;；:：,，"


def _is_keyword(line: str) -> bool:
    word = line.strip()
    return len(word) <= _KEYWORD_LENGTH and word[-1] not in _SENTENCE_END


def _read_head(head: list[tuple[int, str]]) -> tuple[str | None, str | None, list[tuple[int, str]]]:
    title = _unwrap(head[0][1].strip()) if head else None
    author = head[1][1].strip() if len(head) > 1 else None
    return title, author, head[2:]


def _unwrap(title: str) -> str:
    """The title without the 【】 that the exporter puts around a whole title."""
    inner = title[1:-1]
    wrapped = title.startswith("【") and title.endswith("】") and "【" not in inner and "】" not in inner
    return inner.strip() if wrapped and inner.strip() else title


def _read_tail(tail: list[tuple[int, str]]) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """The keywords, and the lines before them that are none."""
    first = len(tail)
    while first and _is_keyword(tail[first - 1][1]):
        first -= 1
    return tuple(line.strip() for _, line in tail[first:]), tail[:first]


def _read_plain(text: str, lines: list[tuple[int, str]]) -> tuple[SourceBlock, ...]:
    blocks: list[SourceBlock] = []
    for offset, line in lines:
        escaped = line.replace("&", "&amp;").replace("<", "&lt;")
        builder = BlockBuilder(Places(text, offset, offset + len(line)))
        blocks.extend(builder.build(parse_events(f"<p>{escaped}</p>")))
    return tuple(blocks)


def _read_body(text: str, sheet: _Sheet, report: Report) -> tuple[SourceBlock, ...]:
    start, end = sheet.body
    markup = text[start:end]
    if not _MARKUP.search(markup):
        if _ESCAPED_MARKUP.search(markup):
            markup = _unescape_once(markup)
        else:
            lines = [(start + match.start(), match.group()) for match in re.finditer(r"[^\r\n]+", markup)]
            return _read_plain(text, [line for line in lines if line[1].strip()])
    builder = BlockBuilder(Places(text, start, end))
    blocks = settle_ranks(
        builder.build(QuillEvents(report).settle(parse_events(_mend_ends(markup), _PLAYERS)))
    )
    if builder.dropped_characters:
        report.add("dropped-characters", {"count": str(builder.dropped_characters)})
    return blocks


def _mend_ends(markup: str) -> str:
    """`markup` with a paragraph that was closed as a heading, or the reverse (`<p>…</h3>`), closed as what it is.

    A parser drops the stray end tag, and with it the end of the segment.
    """
    opened = ""

    def mend(found: re.Match[str]) -> str:
        nonlocal opened
        name = found["name"].lower()
        if not found["end"]:
            opened = name
            return found[0]
        name, opened = opened or name, ""
        return f"</{name}>"

    return _BLOCK_TAG.sub(mend, markup)


def _unescape_once(markup: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        markup = markup.replace(entity, character)
    return markup
