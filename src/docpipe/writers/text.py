"""Article → plain text that reads well in a plain editor.

The title stands centred; a heading of level 1 has air and a rule, a deeper one less of both; a
paragraph begins two characters in. Look has no trace. Widths are East Asian columns.
"""

from typing import ClassVar, Literal

from docpipe.diagnostics import Report
from docpipe.errors import Message, OptionError, WriteError
from docpipe.model import (
    Alignment,
    Article,
    Block,
    Case,
    Cell,
    Divider,
    Figure,
    Listing,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Verse,
)
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.writers.columns import measure
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.text import set_after, set_before
from docpipe.writers.frame import Frame
from docpipe.writers.printing import PrintOptions
from docpipe.writers.sheet import WIDE_SPACE, Sheet, pad
from docpipe.writers.text_inlines import clean, heading_line, text_of
from docpipe.writers.text_table import RULE, set_table

Encoding = Literal["utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16"]
"""`utf-8-sig` and `utf-16` begin with a byte order mark, which old editors of Windows want."""
SUBSTITUTE = "〓"
"""What printers set for a character that the case lacks; "?" where an encoding lacks that, too."""

_DEEPEST_INDENT = 10
_READABLE = 16
"""Columns below which a paragraph gives up its indent."""
_BLANK_BEFORE = {1: 2}


class TextOptions(PrintOptions, frozen=True, kw_only=True):
    """Options of plain text.

    `width` counts East Asian columns: None means the theme's, 0 that no line is broken.
    """

    width: int | None = None
    encoding: Encoding = "utf-8"
    newline: Literal["lf", "crlf"] = "lf"


class TextWriter:
    """The writer of plain text."""

    name = "txt"
    suffix = ".txt"
    for_print = True
    options_type: ClassVar[type[WriterOptions]] = TextOptions

    def write(self, article: Article, theme: Theme, options: TextOptions, report: Report) -> bytes:
        """`article` as text in the encoding of `options`, with a line end after the last line.

        A character that the encoding lacks becomes 〓 and is noted. Raises OptionError for a width
        below 0, WriteError where blocks are nested deeper than Python's stack reaches.
        """
        width = theme.text.columns if options.width is None else options.width
        if width < 0:
            problem = Message(f"宽度不能是 {width}", f"a width of {width} makes no sense")
            raise OptionError(problem, Message("用 0 表示不换行", "0 means no line breaks"))
        frame = frame_article(article, theme, options, report)
        text = set_article(article, frame, theme, width)
        if options.newline == "crlf":
            text = text.replace("\n", "\r\n")
        return _encode(text, options.encoding, report)


TEXT = TextWriter()


def set_article(article: Article, frame: Frame, theme: Theme, width: int) -> str:
    """`article` in `frame` as lines of at most `width` columns, each with its line feed; 0 breaks no line."""
    sheet = Sheet(width)
    setter = _Setter(theme)
    try:
        set_before(frame.extras, sheet)
        setter.article(article, frame, sheet)
        set_after(frame.extras, sheet)
    except RecursionError as error:
        raise WriteError(Message("文章嵌套过深", "the article is nested too deeply")) from error
    return "".join(line + "\n" for line in sheet.lines)


def _encode(text: str, encoding: Encoding, report: Report) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        lacking = sorted({char for char in set(text) if not _encodable(char, encoding)})
        report.add("unencodable-characters", {"characters": "".join(lacking), "encoding": encoding})
        substitute = SUBSTITUTE if _encodable(SUBSTITUTE, encoding) else "?"
        return text.translate({ord(char): substitute for char in lacking}).encode(encoding)


def _encodable(char: str, encoding: Encoding) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


class _Setter:
    """Sets blocks onto sheets."""

    def __init__(self, theme: Theme) -> None:
        self._styles = theme.styles
        self._first = round(theme.styles.body.first_line) * 2
        """Columns of indent before a paragraph of body text; none inside lists and tables."""
        self._cells: dict[tuple[int, int], list[str]] = {}
        """Cells by identity and width: a table in a table is asked for its width at every level."""

    # ── the frame ────────────────────────────────────────────────────────────────────────────

    def article(self, article: Article, frame: Frame, sheet: Sheet) -> None:
        if frame.title:
            sheet.set(clean(frame.title), _aligned(self._styles.title.align))
            sheet.space(1)
        if frame.byline:
            sheet.set(clean(frame.byline), _aligned(self._styles.byline.align))
        sheet.space(2)
        self._blocks(article.body, sheet)
        sheet.space(1)
        self._blocks(article.closing, sheet)
        sheet.space(2)
        for line in filter(None, (frame.keywords, frame.imprint)):
            sheet.set(clean(line), _aligned(self._styles.imprint.align))

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def _blocks(self, blocks: tuple[Block, ...], sheet: Sheet) -> None:
        displayed = False
        for block in blocks:
            # Centred lines stand in a group of their own.
            if displayed != (displayed := _is_displayed(block)):
                sheet.space(1)
            self._block(block, sheet)

    def _block(self, block: Block, sheet: Sheet) -> None:
        match block:
            case Section() | Rule():
                self._heading(block, sheet)
                self._blocks(block.blocks, sheet)
            case Case():
                self._heading(block, sheet)
                self._blocks(block.blocks + block.commentary, sheet)
            case Paragraph():
                self._paragraph(block, sheet)
            case Listing():
                self._listing(block, sheet)
            case Table():
                self._table(block, sheet)
            case Quote():
                self._quote(block, sheet)
            case Figure():
                self._figure(block, sheet)
            case Verse():
                self._verse(block, sheet)
            case Divider():
                self._apart(sheet, "＊　＊　＊")

    def _heading(self, block: Section | Case | Rule, sheet: Sheet) -> None:
        if not block.level:
            return
        text = heading_line(block.marker, block.title)
        if not text:
            return
        style = self._styles.heading(block.level)
        sheet.space(_BLANK_BEFORE.get(block.level, 1))
        start = len(sheet.lines)
        sheet.set(text, _aligned(style.align), self._first if block.level > 2 else 0)
        if block.level == 1 and len(sheet.lines) > start:
            longest = max(measure(line.strip(WIDE_SPACE + " ")) for line in sheet.lines[start:] if line)
            sheet.set(RULE * ((longest + 1) // 2), _aligned(style.align))
        sheet.space(1 if block.level == 1 else 0)

    def _paragraph(self, paragraph: Paragraph, sheet: Sheet) -> None:
        text = text_of(paragraph.inlines)
        align, first = self._layout(paragraph)
        depth = min(paragraph.indent, _DEEPEST_INDENT) * 4
        if depth > 0 and not 0 < sheet.width < depth + _READABLE:
            inner = Sheet(sheet.width - depth if sheet.width else 0)
            inner.set(text, align, first)
            sheet.inset(inner, pad(depth))
        else:
            sheet.set(text, align, first)

    def _layout(self, paragraph: Paragraph) -> tuple[Alignment, int]:
        """How the paragraph is aligned, and its first line's indent in columns."""
        styles = self._styles
        style = {
            "salutation": styles.salutation,
            "signature": styles.signature,
            "date": styles.signature,
            "credit": styles.credit,
            "caption": styles.caption,
        }.get(paragraph.role)
        if style:
            return _aligned(style.align), round(style.first_line) * 2
        if paragraph.align in ("center", "end"):
            return paragraph.align, 0
        return "start", self._first

    def _within(self, blocks: tuple[Block, ...], width: int, first: int) -> Sheet:
        """`blocks` on a sheet of their own, whose paragraphs begin `first` columns in."""
        inner = Sheet(width)
        outside, self._first = self._first, first
        self._blocks(blocks, inner)
        self._first = outside
        return inner

    def _listing(self, listing: Listing, sheet: Sheet) -> None:
        last = listing.start + len(listing.items) - 1
        hang = measure(f"{last}. ")
        for number, item in enumerate(listing.items, listing.start):
            sign = {None: "·", True: "√", False: "□"}[item.checked] + WIDE_SPACE
            if listing.ordered:
                sign = f"{number}.".ljust(hang) + (sign if item.checked is not None else "")
            self._item(item, sign, sheet)

    def _item(self, item: ListItem, lead: str, sheet: Sheet) -> None:
        """`item` after `lead`, its further lines as far in as the first."""
        hang, width = measure(lead), sheet.width
        indent = self._first if not width or width - self._first - hang >= _READABLE else 0
        if width and width - hang < _READABLE // 2:
            # No room beside the number: the item stands below it.
            sheet.set(lead)
            sheet.inset(self._within(item.blocks, width, 0), "")
            return
        inner = self._within(item.blocks, width and width - indent - hang, 0)
        if not any(inner.lines):
            sheet.add(pad(indent) + lead)
        sheet.inset(inner, pad(indent + hang), pad(indent) + lead)

    def _quote(self, quote: Quote, sheet: Sheet) -> None:
        sheet.space(1)
        inset = 4 if not sheet.width or sheet.width - 4 >= _READABLE else 0
        width = sheet.width and sheet.width - inset
        sheet.inset(self._within(quote.blocks, width, self._first), pad(inset))
        sheet.space(1)

    def _table(self, table: Table, sheet: Sheet) -> None:
        sheet.space(1)
        if table.caption:
            sheet.set(text_of(table.caption), _aligned(self._styles.caption.align))
        header_rows = min(table.header_rows, len(table.rows) - 1)
        set_table(table.rows, max(header_rows, 0), sheet, self._cell)
        sheet.space(1)

    def _cell(self, cell: Cell, width: int) -> list[str]:
        key = id(cell), width
        if key not in self._cells:
            self._cells[key] = [line for line in self._within(cell.blocks, width, 0).lines if line]
        return self._cells[key]

    def _figure(self, figure: Figure, sheet: Sheet) -> None:
        caption = text_of(figure.caption)
        about = figure.alternative or ("" if figure.address.startswith("data:") else figure.address)
        about = "" if about == caption else clean(about)
        self._apart(sheet, f"[图片：{about}]" if about else "[图片]", caption)

    def _verse(self, verse: Verse, sheet: Sheet) -> None:
        sheet.space(1)
        for line in verse.lines:
            sheet.set(text_of(line), _aligned(self._styles.verse.align), self._first)
        sheet.space(1)

    def _apart(self, sheet: Sheet, *lines: str) -> None:
        """Centred lines with air around them."""
        sheet.space(1)
        for line in lines:
            sheet.set(line, "center")
        sheet.space(1)


def _is_displayed(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "body" and block.align == "center"


def _aligned(align: Alignment) -> Alignment:
    return "start" if align == "justify" else align
