"""Article → the semantic HTML of its content, for the HTML and the PDF writer alike.

The title is the h1; a heading of level 1 is an h2, and so on, six at most. Look is left to the
style sheet but for the author's own colours. Every string of the article goes through `escape`;
nothing of it ever becomes a tag, an attribute's name or a style.
"""

from base64 import b64encode

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import (
    Article,
    Block,
    Case,
    Divider,
    Figure,
    Listing,
    ListItem,
    Marker,
    Paragraph,
    Position,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Verse,
)
from docpipe.themes.schema import FontRole, Style, Theme
from docpipe.walk import Inlines, plain_text
from docpipe.writers.balance import (
    even_width,
    fit_size,
    measure_text_height,
    measure_text_width,
    split_display_lines,
)
from docpipe.writers.escape import escape
from docpipe.writers.extras.contents import is_heading, name_heading
from docpipe.writers.extras.markup import ExtrasMarkup
from docpipe.writers.extras.shapes import NO_EXTRAS
from docpipe.writers.frame import Frame
from docpipe.writers.inlines import LineMarkup, part_heading
from docpipe.writers.landmarks import Landmarks
from docpipe.writers.signature import find_pair, inset_pair
from docpipe.writers.table_markup import Room, build_table

_MEDIA_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_PICTURE = "图片"
_SHORT_CLOSING = 8
"""Blocks of a closing that is kept on one page."""


def build_markup(  # noqa: PLR0913 - what markup is made of
    article: Article,
    frame: Frame,
    theme: Theme,
    report: Report,
    *,
    for_paper: bool,
    landmarks: Landmarks | None = None,
) -> str:
    """The `<article>` element of `article` in `frame`; an image that is not at hand is noted in `report`.

    `for_paper` adds what WeasyPrint needs to set Chinese well and browsers know by themselves.
    `landmarks` gets every case and citation, and the elements the names that it gives them.
    Raises WriteError where blocks are nested deeper than Python's stack reaches.
    """
    try:
        return _Builder(theme, report, frame, landmarks, for_paper=for_paper).article(article)
    except RecursionError as error:
        raise WriteError(Message("文章嵌套过深", "the article is nested too deeply")) from error


class _Builder:
    def __init__(
        self, theme: Theme, report: Report, frame: Frame, landmarks: Landmarks | None, *, for_paper: bool
    ) -> None:
        self._theme = theme
        self._frame = frame
        self._headings = 0
        """How many headings there were: their numbers name their places."""
        self._for_paper = for_paper
        self._report = report
        self._landmarks = landmarks
        self._body = theme.styles.body
        """The style of a paragraph of body text: another one inside quotes, lists and tables."""

    # ── the frame ────────────────────────────────────────────────────────────────────────────

    def article(self, article: Article) -> str:
        styles, frame = self._theme.styles, self._frame
        head = []
        if frame.title:
            head.append(f"<h1>{self._display((Text(frame.title),), styles.title)}</h1>")
        if frame.byline:
            head.append(f'<p class="byline">{self._string(frame.byline, styles.byline.face)}</p>')
        parts = [f"<header>{''.join(head)}</header>"] if head else []
        parts += [self._block(block) for block in article.body]
        if article.closing:
            parts.append(self._closing(article.closing))
        parts += [
            f'<p class="imprint">{self._string(line, styles.imprint.face)}</p>'
            for line in (frame.keywords, frame.imprint)
            if line
        ]
        if frame.extras != NO_EXTRAS:
            around = ExtrasMarkup(frame.extras, self._theme, for_paper=self._for_paper)
            text = '<div class="text">\n' + "\n".join(parts) + "\n</div>"
            parts = [*around.before(), text, *around.after()]
        return "<article>\n" + "\n".join(parts) + "\n</article>"

    def _closing(self, blocks: tuple[Block, ...]) -> str:
        """The closing, its signature and date in one group that stays together."""
        parts: list[str] = []
        group: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.role in ("signature", "date"):
                group.append(block)
                continue
            parts += [*self._signed(group), self._block(block)]
            group = []
        name = ' class="short"' if len(blocks) <= _SHORT_CLOSING else ""
        return f"<footer{name}>\n" + "\n".join([*parts, *self._signed(group)]) + "\n</footer>"

    def _signed(self, group: list[Paragraph]) -> list[str]:
        """`group` as one element; its last name and the date below it are a pair of its own."""
        paired = find_pair(group)
        lines = [self._block(block) for block in group[: len(group) - len(paired)]]
        if paired:
            name, date = (self._block(block) for block in paired)
            inset = inset_pair(paired, self._theme.styles.signature)
            lines.append(
                f'<div class="pair"><div style="margin-right:{inset:.3g}em">{name}\n{date}</div></div>'
            )
        return ['<div class="signed">\n' + "\n".join(lines) + "\n</div>"] if lines else []

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
                return f"<blockquote>\n{self._within(self._theme.styles.quote, block.blocks)}\n</blockquote>"
            case Figure():
                return self._figure(block)
            case Verse():
                face = self._theme.styles.verse.face
                lines = "<br>".join(self._inlines(line, face) for line in block.lines)
                return f'<p class="verse">{lines}</p>'
            case Divider():
                return "<hr>"

    def _within(self, style: Style, blocks: tuple[Block, ...]) -> str:
        """`blocks`, their body text in `style`."""
        outside, self._body = self._body, style
        inside = self._blocks(blocks)
        self._body = outside
        return inside

    def _titled(
        self, name: str, block: Section | Case | Rule, blocks: tuple[Block, ...], identifier: str = ""
    ) -> str:
        if not block.level:
            return f'<div class="{name}"{identifier}>\n{self._blocks(blocks)}\n</div>'
        place = self._place(block)
        heading = self._heading(block.level, block.marker, block.title, place)
        return f'<section class="{name}"{identifier}>\n{heading}\n{self._blocks(blocks)}\n</section>'

    def _place(self, block: Block) -> str:
        """The attribute that names the heading of `block` for the contents; nothing where there are none."""
        if self._frame.extras.contents is None or not is_heading(block):
            return ""
        self._headings += 1
        return f' id="{name_heading(self._headings)}"'

    def _heading(self, level: int, marker: Marker | None, title: Inlines, place: str) -> str:
        element = f"h{min(level + 1, 6)}"
        style = self._theme.style_heading(level, marker)
        rank = self._theme.rank_heading(level, marker)
        name = place + (f' class="rank{rank}"' if rank != min(level, 4) else "")
        head = (Text(marker.text), Text(marker.gap)) if marker else ()
        flush = style.align in ("start", "justify") and not style.first_line
        line = LineMarkup(
            self._theme,
            (*head, *title),
            for_paper=self._for_paper,
            begins_flush=flush,
            landmarks=self._landmarks,
        )
        number, gap = (line.build((text,), style.face) for text in head) if head else ("", "")
        number = f'<span class="marker">{number}</span>' if number else ""
        capacity = measure_text_width(self._theme.page) / style.size
        parted = part_heading(plain_text(head), title, style, capacity)
        parts = [line.build(part, style.face) for part in parted]
        if len(parts) == 1:
            return f"<{element}{name}>{number}{gap}{parts[0]}</{element}>"
        parts[0] = number + gap + parts[0]
        lines = "".join(f'<span class="line">{part}</span>' for part in parts)
        return f"<{element}{name}>{lines}</{element}>"

    def _case(self, case: Case) -> str:
        name = f' id="{self._landmarks.mark_case(case)}"' if self._landmarks else ""
        blocks = self._titled("case", case, case.blocks, name)
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
        }.get(paragraph.role, self._body)
        depth = f' style="margin-left:{min(paragraph.indent, 10) * 2}em"' if paragraph.indent > 0 else ""
        return f'<p class="{name}"{depth}>{self._inlines(paragraph.inlines, style.face)}</p>'

    def _listing(self, listing: Listing) -> str:
        element = "ol" if listing.ordered else "ul"
        start = ""
        if listing.ordered and listing.start != 1:
            # The attribute for browsers, the counter for WeasyPrint, which does not heed the attribute.
            start = f' start="{listing.start}" style="counter-reset:list-item {listing.start - 1}"'
        items = "\n".join(self._item(item) for item in listing.items)
        return f"<{element}{start}>\n{items}\n</{element}>"

    def _item(self, item: ListItem) -> str:
        name = {None: "", True: ' class="done"', False: ' class="open"'}[item.checked]
        return f"<li{name}>{self._within(self._theme.styles.item, item.blocks)}</li>"

    def _table(self, table: Table) -> str:
        styles = self._theme.styles
        caption = self._inlines(table.caption, styles.caption.face)
        page = self._theme.page
        # What stands in a quote, a list or another table stays with it.
        turned = measure_text_height(page) if self._body is styles.body else None
        room = Room(measure_text_width(page), turned, styles.cell.size)
        return build_table(table, caption, room, lambda blocks: self._within(styles.cell, blocks))

    def _figure(self, figure: Figure) -> str:
        caption = self._inlines(figure.caption, self._theme.styles.caption.face)
        below = f"<figcaption>{caption}</figcaption>" if figure.caption else ""
        return f"<figure>{self._image(figure)}{below}</figure>"

    def _image(self, figure: Figure) -> str:
        caption = plain_text(figure.caption)
        alternative = figure.alternative or caption or _PICTURE
        if not figure.content or figure.media_type not in _MEDIA_TYPES:
            self._note_missing(figure.address, figure.position)
            label = _PICTURE if alternative == caption else alternative
            where = f"<br>{escape(figure.address)}" if figure.address else ""
            return f'<p class="missing-image">［{escape(label)}］{where}</p>'
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
                    size = fit_size(lines, capacity)
                    shrunk = f' style="font-size:{size:.3g}em"' if size < 1 else ""
                    spans = (self._inlines((replace(only, text=line),), style.face) for line in lines)
                    return "".join(f'<span class="line"{shrunk}>{span}</span>' for span in spans)
        width = even_width(plain_text(inlines), capacity) if style.align == "center" else None
        content = self._inlines(inlines, style.face)
        return f'<span class="line" style="max-width:{width:g}em">{content}</span>' if width else content

    def _string(self, text: str, face: FontRole) -> str:
        return self._inlines((Text(text),), face)

    def _inlines(self, inlines: Inlines, face: FontRole) -> str:
        """One line of inlines set in `face`, with the invisible hints where it may break."""
        line = LineMarkup(self._theme, inlines, for_paper=self._for_paper, landmarks=self._landmarks)
        return line.build(inlines, face)
