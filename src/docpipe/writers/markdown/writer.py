"""Article → CommonMark: the signs of headings, lists and quotations, everything else plain text.

The author's markers are text and are never turned into a list that renumbers. What Markdown has no
sign for is left to the elements of HTML that it allows (underlines, tables with spans) or left out
(colours, alignment). Images at hand stand at the end of the file, so that the text can be read.
"""

from base64 import b64encode
from typing import ClassVar

from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import (
    Article,
    Block,
    Case,
    Divider,
    Figure,
    LineBreak,
    Listing,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Verse,
)
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.walk import Inlines, plain_text
from docpipe.writers.extras.build import frame_article
from docpipe.writers.frame import Frame
from docpipe.writers.inlines import drop_look
from docpipe.writers.markdown.extras import DIVIDER, build_contents, build_cover, build_supplement
from docpipe.writers.markdown.front_matter import build_front_matter
from docpipe.writers.markdown.inlines import (
    build_lines,
    build_paragraph,
    build_target,
    clean,
    escape,
)
from docpipe.writers.markdown.table import build_table
from docpipe.writers.printing import PrintOptions

_MEDIA_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_MOST = 999_999_999
"""CommonMark reads no longer number as that of a list item."""


class MarkdownOptions(PrintOptions, frozen=True, kw_only=True):
    """Options of Markdown. Keywords stand in the front matter, and there on request only."""


class MarkdownWriter:
    """The writer of `md`."""

    name = "md"
    suffix = ".md"
    for_print = True
    options_type: ClassVar[type[WriterOptions]] = MarkdownOptions

    def write(self, article: Article, theme: Theme, options: MarkdownOptions, report: Report) -> bytes:
        """`article` as CommonMark in UTF-8 with the tables of GFM; the look of the theme has no trace.

        Refused links and missing images are noted. Raises WriteError where blocks are nested deeper
        than Python's stack reaches.
        """
        builder = _Builder(report)
        front = build_front_matter(article.meta, keywords=options.keywords)
        frame = frame_article(article, theme, options, report)
        try:
            lines = builder.article(article, front, frame)
        except RecursionError as error:
            raise WriteError(Message("文章嵌套过深", "the article is nested too deeply")) from error
        return "".join(line + "\n" for line in lines).encode()


MARKDOWN = MarkdownWriter()


class _Builder:
    """Builds the lines of blocks; images at hand are collected for the end."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._images: list[str] = []

    def article(self, article: Article, front: list[str], frame: Frame) -> list[str]:
        parts = [front]
        if frame.extras.cover:
            parts += build_cover(frame.extras.cover, self._report)
        parts += [self._heading(1, (Text(frame.title or ""),)), self._string(frame.byline)]
        if frame.extras.contents:
            parts += build_contents(frame.extras.contents, self._report)
        parts += [self._blocks(article.body), self._blocks(article.closing), self._string(frame.imprint)]
        for supplement in frame.extras.supplements:
            parts += build_supplement(supplement, self._report)
        parts.append([f"[image-{number}]: {data}" for number, data in enumerate(self._images, 1)])
        return _space(parts)

    def _string(self, text: str | None) -> list[str]:
        return build_paragraph((Text(text),), self._report) if text else []

    def _heading(self, level: int, inlines: Inlines) -> list[str]:
        text = " ".join(build_lines(drop_look(inlines), self._report)).strip()
        if not text:
            return []
        # Signs at the end would close the heading.
        bare = text.rstrip("#")
        return [f"{'#' * min(level, 6)} {bare}{text[len(bare) :].replace('#', chr(92) + '#')}"]

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        """The lines of `blocks`; of two lists that follow one another the second has the other sign."""
        parts: list[list[str]] = []
        before: Block | None = None
        other = False
        for block in blocks:
            if isinstance(block, Listing):
                follows = isinstance(before, Listing) and before.ordered == block.ordered
                other = follows and not other
                parts.append(self._listing(block, other=other))
            else:
                parts.append(self._block(block))
            if parts[-1]:
                before = block
        return _space(parts)

    def _block(self, block: Block) -> list[str]:
        match block:
            case Section() | Rule():
                return self._titled(block, block.blocks)
            case Case():
                return self._titled(block, block.blocks + block.commentary)
            case Paragraph():
                return build_paragraph(block.inlines, self._report)
            case Listing():
                return self._listing(block, other=False)
            case Table():
                caption = build_paragraph(block.caption, self._report)
                return _space([caption, build_table(block, self._blocks, self._report)])
            case Quote():
                return [f"> {line}".rstrip() for line in self._blocks(block.blocks)]
            case Figure():
                return self._figure(block)
            case Verse():
                return self._verse(block)
            case Divider():
                return [DIVIDER]

    def _titled(self, block: Section | Case | Rule, blocks: tuple[Block, ...]) -> list[str]:
        if not block.level:
            return self._blocks(blocks)
        lead = (Text(f"{block.marker.text}{block.marker.gap}"),) if block.marker else ()
        return _space([self._heading(block.level + 1, (*lead, *block.title)), self._blocks(blocks)])

    def _listing(self, listing: Listing, *, other: bool) -> list[str]:
        tight = all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in listing.items)
        parts = []
        for number, item in enumerate(listing.items, listing.start):
            sign = "+" if other else "-"
            if listing.ordered:
                sign = f"{min(max(number, 0), _MOST)}{')' if other else '.'}"
            parts.append(self._item(item, sign))
        return [line for part in parts for line in part] if tight else _space(parts)

    def _item(self, item: ListItem, sign: str) -> list[str]:
        lines = self._blocks(item.blocks) or [""]
        if item.checked is not None:
            box = "[x]" if item.checked else "[ ]"
            begins = item.blocks and isinstance(item.blocks[0], Paragraph | Verse)
            lines = [f"{box} {lines[0]}", *lines[1:]] if begins else [box, "", *lines]
        indent = " " * (len(sign) + 1)
        first, *rest = lines
        return [f"{sign} {first}".rstrip(" "), *(f"{indent}{line}".rstrip(" ") for line in rest)]

    def _verse(self, verse: Verse) -> list[str]:
        inlines: list[Inlines] = [(*line, LineBreak()) for line in verse.lines]
        return build_paragraph(tuple(inline for line in inlines for inline in line), self._report)

    def _figure(self, figure: Figure) -> list[str]:
        caption = build_paragraph(figure.caption, self._report)
        return _space([self._image(figure), caption])

    def _image(self, figure: Figure) -> list[str]:
        about = clean(figure.alternative or plain_text(figure.caption)).strip()
        if figure.content and figure.media_type in _MEDIA_TYPES:
            data = b64encode(figure.content).decode()
            self._images.append(f"data:{figure.media_type};base64,{data}")
            return [f"![{escape(about)}][image-{len(self._images)}]"]
        address = figure.address.strip()
        scheme, colon, _ = address.partition(":")
        if address and (not colon or scheme.lower() in ("http", "https")):
            return [f"![{escape(about)}]({build_target(address)})"]
        self._report.add("missing-image", {"address": address or "?"}, position=figure.position)
        return self._string(f"［图片：{about}］" if about else "［图片］")


def _space(parts: list[list[str]]) -> list[str]:
    """The lines of `parts` one after the other, an empty line between two; parts without lines are left out."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += ["", *part] if lines else part
    return lines
