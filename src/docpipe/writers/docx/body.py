"""Blocks → paragraphs, tables and pictures, in the order of the text."""

from typing import NamedTuple

from msgspec.structs import replace

from docpipe.diagnostics import Report
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
from docpipe.themes.schema import Theme
from docpipe.walk import Inlines
from docpipe.writers.balance import even_width, fit_size, measure_ems, split_display_lines
from docpipe.writers.docx.bookmarks import Bookmarks
from docpipe.writers.docx.closing import format_closing, is_signed
from docpipe.writers.docx.figures import add_picture, describe_figure, fit_picture, label_frame
from docpipe.writers.docx.formats import Numbering, ParagraphFormat, add_paragraph_properties
from docpipe.writers.docx.furniture import SectionKind, Sections
from docpipe.writers.docx.images import Picture, identify
from docpipe.writers.docx.numbering import INDENT, Kind, Numberings
from docpipe.writers.docx.ooxml import Element, add, points_of, qualify
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.runs import RunBuilder
from docpipe.writers.docx.sections import end_of
from docpipe.writers.docx.styles import (
    BODY,
    BYLINE,
    CAPTION,
    CELL,
    CENTRED,
    DIVIDER,
    END,
    HEAD_CELL,
    IMPRINT,
    ITEM,
    MISSING_PICTURE,
    NORMAL,
    PICTURE,
    QUOTE,
    ROLES,
    TITLE,
    VERSE,
    Stylesheet,
    heading,
    override,
)
from docpipe.writers.docx.table import Area, add_table
from docpipe.writers.extras.contents import is_heading
from docpipe.writers.fit import fit_table
from docpipe.writers.frame import Frame
from docpipe.writers.grid import PADDING, lay_out
from docpipe.writers.inlines import part_heading

_NOTHING = ParagraphFormat()
_PLACED = frozenset({"salutation", "signature", "date"})
"""Roles whose place on the line is the convention's, not the author's."""
_INDENT = 2
"""Characters by which one level of block indent moves a paragraph."""
_DEEPEST_LEFT = 0.6
"""Of the width: text that is indented further would be a column of single characters."""
_TALLEST = 0.8
"""Of the page's text height: a picture leaves room for its caption."""
_LONGEST_KEPT = 8
"""Lines. Word keeps the end of a paragraph with the next, but LibreOffice moves the whole to the next page."""
_APART = 0.05
"""Points, the least that Word counts: neighbours whose indents differ do not share one long bar."""


class Place(NamedTuple):
    """Where blocks stand: the width there, how far they are indented (points), and in what they are set."""

    width: float
    left: float = 0
    style: str = BODY
    depth: int = 0
    """How many lists they stand in."""

    def indent(self, points: float) -> "Place":
        """The place `points` further in, as far as that leaves room for text."""
        return self._replace(left=min(self.left + points, self.width * _DEEPEST_LEFT))


class BodyBuilder:
    """Builds the blocks of one document."""

    def __init__(self, theme: Theme, stylesheet: Stylesheet, package: Package, report: Report) -> None:
        page = theme.page
        self._theme = theme
        self._stylesheet = stylesheet
        self._package = package
        self._report = report
        self._pictures = 0
        self._sections: Sections | None = None
        self.section: SectionKind = "text"
        """The kind of the section that is being built."""
        self.text_height = max(points_of(page.height - page.top - page.bottom), 10)
        self.page = Place(max(points_of(page.width - page.inner - page.outer), 10))
        """The place of what stands directly on the page."""
        self.numberings = Numberings()
        self.runs = RunBuilder(theme, package.document, report)
        self.bookmarks = Bookmarks()
        """Names for the places of headings, where the document has contents that point to them."""

    def begin_sections(self, sections: Sections) -> None:
        """Let a section of text begin with what is added next; `sections` ends those within it."""
        self._sections = sections
        self.section = "text"

    def add_article(
        self, parent: Element, article: Article, frame: Frame, outline: int | None = None
    ) -> None:
        """The whole of `article` in `frame`; `outline` is the level of its title among the document's headings."""
        if frame.title:
            self.add_title(parent, frame.title, outline)
        if frame.byline:
            self.add_string(parent, frame.byline, BYLINE)
        self.add_blocks(parent, article.body, self.page)
        self.add_closing(parent, article.closing)
        self.add_imprint(parent, frame)

    def add_space(self, parent: Element, height: float) -> None:
        """An empty paragraph of `height` points."""
        self._start(parent, ParagraphFormat(NORMAL, pitch=height))

    def add_string(self, parent: Element, text: str, style: str) -> None:
        """A paragraph of `text` alone."""
        self.runs.add_string(self._start(parent, ParagraphFormat(style)), text)

    def add_title(self, parent: Element, title: str, outline: int | None = None) -> None:
        """The title, broken where it reads well: after a clause, or else into lines of one length."""
        style = self._stylesheet[TITLE].style
        centred = style.align == "center"
        capacity = self.page.width / style.size
        lines = split_display_lines(title, capacity) if centred else (title,)
        even = even_width(title, capacity) if centred and len(lines) == 1 else None
        inset = (capacity - even) / 2 * style.size if even else None
        paragraph = self._start(parent, ParagraphFormat(TITLE, left=inset, right=inset, outline=outline))
        self.runs.add_string(paragraph, "\n".join(lines))

    def add_blocks(self, parent: Element, blocks: tuple[Block, ...], place: Place) -> None:
        """`blocks`, one after the other."""
        for block in blocks:
            if place == self.page and not isinstance(block, Table):
                self._turn(parent, turned=False)
            self._add_block(parent, block, place)

    def add_imprint(self, parent: Element, frame: Frame) -> None:
        """The keywords, where they are asked for, and where the article came from; never alone on a page."""
        lines = list(filter(None, (frame.keywords, frame.imprint)))
        if lines:
            self._turn(parent, turned=False)
        for number, line in enumerate(lines):
            self._keep_last_with_next(parent)
            element = self._start(parent, ParagraphFormat(IMPRINT, before=0 if number else None))
            self.runs.add_string(element, line)

    def add_closing(self, parent: Element, blocks: tuple[Block, ...]) -> None:
        """What closes the article: its signature stays with the line before it, a short closing together."""
        if blocks:
            self._turn(parent, turned=False)
        formats = format_closing(blocks, self._theme, self._stylesheet, self.page.width)
        for number, (block, extra) in enumerate(zip(blocks, formats, strict=True)):
            if is_signed(block) and not (number and is_signed(blocks[number - 1])):
                self._keep_last_with_next(parent)
            if isinstance(block, Paragraph):
                self._add_paragraph(parent, block, self.page, extra)
            else:
                self._add_block(parent, block, self.page)

    def _keep_last_with_next(self, parent: Element) -> None:
        """Let the last paragraph in `parent` stay on one page with what follows it, unless it is long."""
        if not len(parent) or parent[-1].tag != qualify("w:p"):
            return
        text = "".join(piece.text or "" for piece in parent[-1].iter(qualify("w:t")))
        lines = measure_ems(text) * self._theme.styles.body.size / self.page.width
        properties = parent[-1][0]
        if lines <= _LONGEST_KEPT and properties.find(qualify("w:keepNext")) is None:
            added = add(properties, "w:keepNext")
            properties.insert(1 if properties[0].tag == qualify("w:pStyle") else 0, added)

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _add_block(self, parent: Element, block: Block, place: Place) -> None:
        match block:
            case Section() | Rule():
                self._add_heading(parent, block)
                self.add_blocks(parent, block.blocks, place)
            case Case():
                self._add_heading(parent, block)
                self.add_blocks(parent, block.blocks + block.commentary, place)
            case Paragraph():
                self._add_paragraph(parent, block, place)
            case Listing():
                self._add_listing(parent, block, place)
            case Table():
                self._add_table(parent, block, place)
            case Quote():
                self._add_quote(parent, block, place)
            case Figure():
                self._add_figure(parent, block, place)
            case Verse():
                self._add_verse(parent, block, place)
            case Divider():
                self._start(parent, ParagraphFormat(DIVIDER))

    def _start(self, parent: Element, paragraph: ParagraphFormat) -> Element:
        element = add(parent, "w:p")
        add_paragraph_properties(element, paragraph)
        return element

    def _add_heading(self, parent: Element, block: Section | Case | Rule) -> None:
        if not is_heading(block):
            return
        style = heading(block.level)
        described = self._stylesheet[style]
        look = self._theme.style_heading(block.level, block.marker)
        paragraph, run = override(self._theme.styles.heading(block.level), look, self._theme)
        apart = described.left + _APART if described.borders and _ends_with(parent, style) else None
        element = self._start(parent, paragraph._replace(style=style, left=apart))
        head = f"{block.marker.text}{block.marker.gap}" if block.marker else ""
        first, *rest = part_heading(head, block.title, look, self.page.width / look.size)
        title = (*first, *(inline for part in rest for inline in (LineBreak(), *part)))
        with self.bookmarks.mark_heading(element):
            self.runs.add_heading(element, head, title, look, run)

    def _add_paragraph(
        self, parent: Element, paragraph: Paragraph, place: Place, extra: ParagraphFormat = _NOTHING
    ) -> None:
        if not paragraph.inlines and not extra.numbering:
            return
        identifier = place.style if paragraph.role == "body" else ROLES[paragraph.role]
        moved = paragraph.align in ("center", "end") and paragraph.role not in _PLACED
        if moved and identifier == BODY:
            identifier = CENTRED if paragraph.align == "center" else END
        elif moved:
            extra = extra._replace(align=paragraph.align, first_line=0)
        inlines = paragraph.inlines
        if identifier == CENTRED:
            inlines = self._break_display(inlines, place)
        self._add_line(parent, inlines, identifier, self._indent(place, paragraph), extra)

    def _break_display(self, inlines: Inlines, place: Place) -> Inlines:
        """Centred `inlines` of one look, broken where that reads well, as the title is."""
        match inlines:
            case (Text(text=text) as only,):
                capacity = (place.width - place.left) / self._stylesheet[CENTRED].style.size
                lines = [replace(only, text=line) for line in split_display_lines(text, capacity)]
                if fit_size(tuple(line.text for line in lines), capacity) == 1:
                    return (lines[0], *(part for line in lines[1:] for part in (LineBreak(), line)))
        return inlines

    def _indent(self, place: Place, paragraph: Paragraph) -> Place:
        levels = min(max(paragraph.indent, 0), 10)
        return place.indent(levels * _INDENT * self._theme.styles.body.size) if levels else place

    def _add_line(
        self,
        parent: Element,
        inlines: Inlines,
        identifier: str,
        place: Place,
        extra: ParagraphFormat = _NOTHING,
    ) -> None:
        described = self._stylesheet[identifier]
        extra = extra._replace(style=identifier)
        if place.left:
            extra = extra._replace(left=place.left + described.left)
        self.runs.add_inlines(self._start(parent, extra), inlines, described.style)

    def _add_verse(self, parent: Element, verse: Verse, place: Place) -> None:
        element = self._start(parent, ParagraphFormat(VERSE, left=place.left or None))
        for number, line in enumerate(verse.lines):
            if number:
                add(add(element, "w:r"), "w:br")
            self.runs.add_inlines(element, line, self._stylesheet[VERSE].style)

    def _add_quote(self, parent: Element, quote: Quote, place: Place) -> None:
        nested = place.style == QUOTE
        inside = place.indent(self._stylesheet[QUOTE].left) if nested else place
        self.add_blocks(parent, quote.blocks, inside._replace(style=QUOTE))

    # ── lists ────────────────────────────────────────────────────────────────────────────────

    def _add_listing(self, parent: Element, listing: Listing, place: Place) -> None:
        started: dict[Kind, Numbering] = {}
        for item in listing.items:
            kind = _kind_of(listing, item)
            if kind not in started:
                started[kind] = self.numberings.start(kind, place.depth, listing.start)
            self._add_item(parent, item, started[kind], place)

    def _add_item(self, parent: Element, item: ListItem, numbering: Numbering, place: Place) -> None:
        step = INDENT * self._theme.styles.item.size
        inside = place.indent(step)._replace(style=ITEM, depth=place.depth + 1)
        numbered = ParagraphFormat(numbering=numbering, left=inside.left, hanging=min(step, inside.left))
        first, rest = item.blocks[:1], item.blocks[1:]
        if first and isinstance(first[0], Paragraph):
            self._add_paragraph(parent, replace(first[0], indent=0), inside, numbered)
        else:
            self._start(parent, numbered._replace(style=ITEM))
            rest = item.blocks
        self.add_blocks(parent, rest, inside)

    # ── tables and figures ───────────────────────────────────────────────────────────────────

    def _add_table(self, parent: Element, table: Table, place: Place) -> None:
        rows, columns = lay_out(table)
        size = self._theme.styles.cell.size
        # What stands in a quote, a list or another table stays with it.
        on_page = place == self.page and self._sections is not None
        height = self.text_height if on_page else None
        turned = fit_table(rows, columns, size, place.width - place.left, height).turned
        if on_page:
            self._turn(parent, turned=turned)
        if table.caption:
            self._add_line(parent, table.caption, CAPTION, place, ParagraphFormat(keep_next=True))
        if not any(row.cells for row in table.rows):
            return
        area = Area(0, self.text_height) if turned else Area(place.left, place.width - place.left)
        add_table(parent, table, self._theme, area, self._fill_cell)
        # Word joins two tables that touch, and wants a paragraph after one in a cell.
        self.add_space(parent, self._theme.styles.body.pitch * 0.4)

    def _turn(self, parent: Element, *, turned: bool) -> None:
        """Begin a section on `parent` where its pages are to be turned and are not, or the other way round."""
        if self._sections is None or turned == (self.section == "turned"):
            return
        if len(parent):
            self._sections.end(end_of(parent), self.section)
        self.section = "turned" if turned else "continued"

    def _fill_cell(self, cell: Element, blocks: tuple[Block, ...], width: float, head: bool) -> None:
        style = HEAD_CELL if head else CELL
        self.add_blocks(cell, blocks, Place(max(width - PADDING, 1), style=style))
        if cell[-1].tag != qualify("w:p"):
            self._start(cell, ParagraphFormat(style))

    def _add_figure(self, parent: Element, figure: Figure, place: Place) -> None:
        picture = identify(figure.content) if figure.content else None
        keep = ParagraphFormat(keep_next=bool(figure.caption))
        if figure.content and picture:
            self._add_picture(parent, figure, figure.content, picture, place)
        else:
            self._report.add("missing-image", {"address": figure.address or "?"}, position=figure.position)
            element = self._start(parent, keep._replace(style=MISSING_PICTURE))
            self.runs.add_string(element, label_frame(figure))
        if figure.caption:
            self._add_line(parent, figure.caption, CAPTION, place)

    def _add_picture(
        self, parent: Element, figure: Figure, content: bytes, picture: Picture, place: Place
    ) -> None:
        self._pictures += 1
        size = fit_picture(figure, picture, place.width - place.left, self.text_height * _TALLEST)
        element = self._start(
            parent, ParagraphFormat(PICTURE, keep_next=bool(figure.caption), left=place.left or None)
        )
        relationship = self._package.add_image(content, picture.suffix)
        add_picture(element, relationship, self._pictures, describe_figure(figure), size)


def _kind_of(listing: Listing, item: ListItem) -> Kind:
    if item.checked is not None:
        return "checked" if item.checked else "unchecked"
    return "ordered" if listing.ordered else "bullet"


def _ends_with(parent: Element, style: str) -> bool:
    """Whether the last paragraph in `parent` is of `style`, as the style itself has it."""
    if not len(parent) or parent[-1].tag != qualify("w:p"):
        return False
    properties = parent[-1][0]
    return properties[0].get(qualify("w:val")) == style and properties.find(qualify("w:ind")) is None
