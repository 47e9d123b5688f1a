"""Article → the semantic HTML of its content, for the HTML and the PDF writer alike.

The title is the h1; a heading of level 1 is an h2, and so on, six at most. Look is left to the
style sheet but for the author's own colours. Every string of the article goes through `escape`;
nothing of it ever becomes a tag, an attribute's name or a style.
"""

import html
import re
from base64 import b64encode

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.model import (
    Article,
    Block,
    Case,
    Citation,
    Divider,
    Figure,
    Inline,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Marker,
    Paragraph,
    Position,
    Quote,
    Row,
    Rule,
    Section,
    Table,
    Text,
    Verse,
)
from docpipe.themes.schema import FontRole, Style, Theme
from docpipe.walk import Inlines, plain_text
from docpipe.writers.balance import even_width, measure_text_width, split_display_lines
from docpipe.writers.breaks import build_break_hints
from docpipe.writers.frame import build_frame
from docpipe.writers.tone import tone

# HTML forbids these in text, and XML parsers refuse the last two.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\]+", re.IGNORECASE)
_MEDIA_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_MARKS = re.compile(r"[“”‘’—…·]+")
# Layout takes time by the span, not by the text: 100,000 columns cost WeasyPrint 25 seconds.
_MAX_SPAN = 100
_PAPER_LUMINANCE = 0.6
"""A background lighter than this leaves black text legible (contrast 13); after the editors' yellows."""


def escape(text: str) -> str:
    """`text` as HTML text or attribute value."""
    return html.escape(_UNPRINTABLE.sub("", text))


def build_markup(article: Article, theme: Theme, report: Report) -> str:
    """The `<article>` element of `article`; an image that is not at hand is noted in `report`."""
    return _Builder(theme, report).article(article)


class _Builder:
    def __init__(self, theme: Theme, report: Report) -> None:
        self._theme = theme
        self._report = report

    # ── the frame ────────────────────────────────────────────────────────────────────────────

    def article(self, article: Article) -> str:
        frame = build_frame(article)
        styles = self._theme.styles
        head = []
        if frame.title:
            head.append(f"<h1>{self._display((Text(frame.title),), styles.title)}</h1>")
        if frame.byline:
            head.append(f'<p class="byline">{self._string(frame.byline, styles.byline.face)}</p>')
        parts = [f"<header>{''.join(head)}</header>"] if head else []
        parts += [self._block(block) for block in article.body]
        if article.closing:
            parts.append(self._closing(article.closing))
        if frame.imprint:
            parts.append(f'<p class="imprint">{self._string(frame.imprint, styles.imprint.face)}</p>')
        return "<article>\n" + "\n".join(parts) + "\n</article>"

    def _closing(self, blocks: tuple[Block, ...]) -> str:
        """The closing, its signature and date in one group that stays together."""
        parts: list[str] = []
        group: list[str] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.role in ("signature", "date"):
                group.append(self._block(block))
                continue
            parts += [*_signed(group), self._block(block)]
            group = []
        return "<footer>\n" + "\n".join([*parts, *_signed(group)]) + "\n</footer>"

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "\n".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Section():
                return self._titled(block.role, block, block.blocks)
            case Case():
                return self._case(block)
            case Rule():
                return self._titled("rule", block, block.blocks)
            case Paragraph():
                return self._paragraph(block)
            case Listing():
                return self._listing(block)
            case Table():
                return self._table(block)
            case Quote():
                return f"<blockquote>\n{self._blocks(block.blocks)}\n</blockquote>"
            case Figure():
                return self._figure(block)
            case Verse():
                face = self._theme.styles.verse.face
                lines = "<br>".join(self._inlines(line, face) for line in block.lines)
                return f'<p class="verse">{lines}</p>'
            case Divider():
                return "<hr>"

    def _titled(self, name: str, block: Section | Case | Rule, blocks: tuple[Block, ...]) -> str:
        if not block.level:
            return f'<div class="{name}">\n{self._blocks(blocks)}\n</div>'
        heading = self._heading(block.level, block.marker, block.title)
        return f'<section class="{name}">\n{heading}\n{self._blocks(blocks)}\n</section>'

    def _heading(self, level: int, marker: Marker | None, title: Inlines) -> str:
        element = f"h{min(level + 1, 6)}"
        face = self._theme.styles.heading(level).face
        line = self._line((Text(marker.text + marker.gap), *title) if marker else title)
        number = f'<span class="marker">{line.inlines((Text(marker.text),), face)}</span>' if marker else ""
        gap = line.inlines((Text(marker.gap),), face) if marker else ""
        return f"<{element}>{number}{gap}{line.inlines(_plain_look(title), face)}</{element}>"

    def _case(self, case: Case) -> str:
        blocks = self._titled("case", case, case.blocks)
        if not case.commentary:
            return blocks
        return f'{blocks}\n<div class="commentary">\n{self._blocks(case.commentary)}\n</div>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        styles = self._theme.styles
        if paragraph.role == "body" and paragraph.align == "center":
            return f'<p class="centred">{self._display(paragraph.inlines, styles.centred)}</p>'
        name = "end" if paragraph.role == "body" and paragraph.align == "end" else paragraph.role
        style = {
            "salutation": styles.salutation,
            "signature": styles.signature,
            "date": styles.signature,
            "credit": styles.credit,
            "caption": styles.caption,
        }.get(paragraph.role, styles.body)
        depth = f' style="margin-left:{min(paragraph.indent, 10) * 2}em"' if paragraph.indent > 0 else ""
        return f'<p class="{name}"{depth}>{self._inlines(paragraph.inlines, style.face)}</p>'

    def _listing(self, listing: Listing) -> str:
        element = "ol" if listing.ordered else "ul"
        start = f' start="{listing.start}"' if listing.ordered and listing.start != 1 else ""
        items = "\n".join(self._item(item) for item in listing.items)
        return f"<{element}{start}>\n{items}\n</{element}>"

    def _item(self, item: ListItem) -> str:
        if item.checked is None:
            return f"<li>{self._blocks(item.blocks)}</li>"
        return f'<li class="{"done" if item.checked else "open"}">{self._blocks(item.blocks)}</li>'

    def _table(self, table: Table) -> str:
        caption = self._inlines(table.caption, self._theme.styles.caption.face)
        head = "\n".join(self._row(row, in_head=True) for row in table.rows[: table.header_rows])
        rest = "\n".join(self._row(row, in_head=False) for row in table.rows[table.header_rows :])
        parts = [f"<caption>{caption}</caption>"] if table.caption else []
        parts += [f"<thead>\n{head}\n</thead>"] if head else []
        parts += [f"<tbody>\n{rest}\n</tbody>"] if rest else []
        return "<table>\n" + "\n".join(parts) + "\n</table>"

    def _row(self, row: Row, *, in_head: bool) -> str:
        cells = []
        for cell in row.cells:
            element = "th" if cell.header or in_head else "td"
            scope = "" if element == "td" else f' scope="{"col" if in_head else "row"}"'
            columns = f' colspan="{min(cell.columns, _MAX_SPAN)}"' if cell.columns > 1 else ""
            rows = f' rowspan="{min(cell.rows, _MAX_SPAN)}"' if cell.rows > 1 else ""
            cells.append(f"<{element}{scope}{columns}{rows}>{self._blocks(cell.blocks)}</{element}>")
        return f"<tr>{''.join(cells)}</tr>"

    def _figure(self, figure: Figure) -> str:
        caption = self._inlines(figure.caption, self._theme.styles.caption.face)
        below = f"<figcaption>{caption}</figcaption>" if figure.caption else ""
        return f"<figure>{self._image(figure)}{below}</figure>"

    def _image(self, figure: Figure) -> str:
        alternative = figure.alternative or plain_text(figure.caption) or "图片"
        if not figure.content or figure.media_type not in _MEDIA_TYPES:
            self._note_missing(figure.address, figure.position)
            where = f"<br>{escape(figure.address)}" if figure.address else ""
            return f'<p class="missing-image">［{escape(alternative)}］{where}</p>'
        source = f"data:{figure.media_type};base64,{b64encode(figure.content).decode()}"
        width = f' width="{figure.width}"' if figure.width and figure.width > 0 else ""
        return f'<img src="{source}" alt="{escape(alternative)}"{width}>'

    def _note_missing(self, address: str, position: Position) -> None:
        self._report.add("missing-image", {"address": address or "?"}, position=position)

    # ── inlines ──────────────────────────────────────────────────────────────────────────────

    def _display(self, inlines: Inlines, style: Style) -> str:
        """Centred inlines, broken where it reads well; where their look changes, into even lines."""
        capacity = measure_text_width(self._theme.page) / style.size
        match inlines:
            case (Text(text=text) as only,) if style.align == "center":
                lines = split_display_lines(text, capacity)
                if len(lines) > 1:
                    spans = (self._inlines((replace(only, text=line),), style.face) for line in lines)
                    return "".join(f'<span class="line">{span}</span>' for span in spans)
        width = even_width(plain_text(inlines), capacity) if style.align == "center" else None
        content = self._inlines(inlines, style.face)
        return f'<span class="line" style="max-width:{width:g}em">{content}</span>' if width else content

    def _string(self, text: str, face: FontRole) -> str:
        return self._inlines((Text(text),), face)

    def _inlines(self, inlines: Inlines, face: FontRole) -> str:
        """One line of inlines set in `face`, with the invisible hints where it may break."""
        return self._line(inlines).inlines(inlines, face)

    def _line(self, inlines: Inlines) -> "_Line":
        return _Line(self._theme, build_break_hints(plain_text(inlines)))


class _Line:
    """One paragraph's or heading's inlines; `_at` is where the next text stands in their plain text."""

    def __init__(self, theme: Theme, hints: dict[int, str]) -> None:
        self._theme = theme
        self._hints = sorted(hints.items())
        self._at = 0
        self._passed = 0

    def inlines(self, inlines: Inlines, face: FontRole) -> str:
        return "".join(self._inline(inline, face) for inline in inlines)

    def _inline(self, inline: Inline, face: FontRole) -> str:
        match inline:
            case Text():
                return self._text(inline, face)
            case Link():
                content = self.inlines(inline.inlines, face)
                if not _LINK.fullmatch(inline.address):
                    return content
                return f'<a href="{escape(inline.address)}">{content}</a>'
            case Citation():
                return self.inlines(inline.inlines, face)
            case LineBreak():
                self._at += 1
                return "<br>"

    def _text(self, text: Text, face: FontRole) -> str:
        if text.bold:
            face = self._theme.emphasis.face
        elif text.italic:
            face = "kai"
        wrapped = self._characters(text.text, face)
        for element, wanted in (
            ("strong", text.bold),
            ("em", text.italic),
            ("u", text.underline),
            ("s", text.strike),
            ("sup", text.superscript),
            ("sub", text.subscript),
        ):
            if wanted and wrapped:
                wrapped = f"<{element}>{wrapped}</{element}>"
        look = self._look(text)
        return f'<span style="{look}">{wrapped}</span>' if look and wrapped else wrapped

    def _characters(self, text: str, face: FontRole) -> str:
        pieces: list[str] = []
        offset, begin = self._at, 0
        self._at += len(text)
        while self._passed < len(self._hints) and self._hints[self._passed][0] < self._at:
            place, hint = self._hints[self._passed]
            pieces += [escape(text[begin : place - offset]), hint]
            begin = place - offset
            self._passed += 1
        pieces.append(escape(text[begin:]))
        characters = "".join(pieces)
        if not self._theme.faces.face(face).marks:
            return characters
        return _MARKS.sub(rf'<span class="marks-{face}">\g<0></span>', characters)

    def _look(self, text: Text) -> str:
        look = []
        if text.colour and self._theme.emphasis.colours and _COLOUR.fullmatch(text.colour):
            toned = tone(text.colour.lower())
            look += [f"color:{toned}"] if toned != "#000000" else []
        if text.background and _COLOUR.fullmatch(text.background) and _is_paper(text.background):
            look.append(f"background:{text.background.lower()}")
        return ";".join(look)


def _signed(group: list[str]) -> list[str]:
    return ['<div class="signed">\n' + "\n".join(group) + "\n</div>"] if group else []


def _plain_look(inlines: Inlines) -> Inlines:
    """`inlines` without bold, size and colour: a heading's look is the theme's."""
    plain: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                plain.append(Text(inline.text, superscript=inline.superscript, subscript=inline.subscript))
            case Link():
                plain.append(Link(inline.address, _plain_look(inline.inlines)))
            case Citation():
                plain.append(Citation(_plain_look(inline.inlines), inline.references))
            case LineBreak():
                plain.append(inline)
    return tuple(plain)


def _is_paper(colour: str) -> bool:
    """Whether `colour` is light enough to lie under black text, and not white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return _PAPER_LUMINANCE <= luminance < 0.95
