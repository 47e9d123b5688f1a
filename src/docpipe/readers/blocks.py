"""Events of a page → flat blocks with the look of each. It knows elements, and nothing of what they mean."""

from collections.abc import Iterable

from msgspec.structs import replace

from docpipe.model import (
    Alignment,
    Block,
    Cell,
    Divider,
    Figure,
    LineBreak,
    Listing,
    ListItem,
    Quote,
    Row,
    Table,
)
from docpipe.readers.enclosed import (
    as_listing_lines,
    as_paragraphs,
    parse_pixels,
    parse_span,
)
from docpipe.readers.events import Characters, End, Event, Start
from docpipe.readers.image_tags import emoticon_text, image_address
from docpipe.readers.lines import Run, Setting, build_line
from docpipe.readers.look import PLAIN, Look, block_alignment, block_indent, inherit_look
from docpipe.readers.nesting import CONTAINERS, limit_nesting
from docpipe.readers.places import Places, visible_count
from docpipe.source import Line, SourceBlock

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_TEXT_BLOCKS = frozenset({"p", "dt", "dd", "figcaption", "caption", "address", "center", *HEADINGS})
_WRAPPERS = frozenset(
    "div section article header footer main nav aside figure dl form fieldset tbody thead tfoot".split()  # noqa: SIM905 - as a list it takes half a screen
)
_BLOCKS = _TEXT_BLOCKS | _WRAPPERS | CONTAINERS
_VOID = frozenset({"br", "hr", "img", "wbr", "input", "source", "col", "meta", "link"})
_CHECKED = {"true": True, "false": False}


class _Open:
    """An element that is open: its look, and what a line in it inherits."""

    __slots__ = ("align", "attributes", "indent", "look", "rank", "tag", "wrote")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "_Open | None", base: Look) -> None:
        self.tag = tag
        self.attributes = attributes
        self.look: Look = inherit_look(parent.look if parent else base, tag, attributes)
        self.align: Alignment = parent.align if parent else "start"
        self.indent: int = parent.indent if parent else 0
        self.rank: int | None = parent.rank if parent else None
        self.wrote = False
        if tag in _BLOCKS:
            self.align = "center" if tag == "center" else block_alignment(attributes) or self.align
            self.indent += block_indent(attributes)
            self.rank = HEADINGS.get(tag, self.rank)


class BlockBuilder:
    """Collects the blocks of a page.

    `places` says where its visible characters stand, None: nowhere; `base` is the look of the page's
    own text, which what it holds inherits.
    """

    def __init__(self, places: Places | None = None, base: Look = PLAIN) -> None:
        self.dropped_characters = 0
        self._base = base
        self._places = places
        self._open: list[_Open] = []
        self._runs: list[Run] = []
        self._sinks: list[list[SourceBlock]] = [[]]
        self._rows: list[list[Row]] = []
        self._cells: list[list[Cell]] = []
        self._items: list[list[ListItem]] = []
        self._lists: list[dict[str, str]] = []
        self._quote: Quote | None = None
        self._count = 0
        self._gap = self._blank = False

    def build(self, events: Iterable[Event]) -> tuple[SourceBlock, ...]:
        """The blocks that `events` make, in their order."""
        for event in limit_nesting(events):
            match event:
                case Characters():
                    if event.preceding is not None:
                        self._count = event.preceding
                    self._add_text(event.text)
                case Start():
                    self._start(event.tag, event.attributes)
                case End():
                    self._end(event.tag)
        while self._open:
            self._end(self._open[-1].tag)
        self._flush()
        return tuple(self._sinks[0])

    # ── text ─────────────────────────────────────────────────────────────────────────────

    def _add_text(self, text: str) -> None:
        innermost = self._open[-1] if self._open else None
        if not text.strip() and not self._runs and not self._in_text_block():
            # Segments are joined by a blank; the line ends of a prettified page are no segment's end.
            self._gap = self._gap or (" " in text and "\n" not in text)
            return
        if innermost and "\n" in text and any(element.tag == "pre" for element in self._open):
            for piece in text.splitlines(keepends=True):
                self._append(piece.rstrip("\r\n"), innermost.look)
                if piece.endswith("\n"):
                    self._flush()
            return
        self._append(text, innermost.look if innermost else self._base)

    def _append(self, text: str, look: Look) -> None:
        self._runs.append(Run(text, look, self._count))
        self._count += visible_count(text)

    def _in_text_block(self) -> bool:
        return any(element.tag in _BLOCKS for element in self._open)

    # ── elements ─────────────────────────────────────────────────────────────────────────

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _VOID:
            self._void(tag, attributes)
            return
        element = _Open(tag, attributes, self._open[-1] if self._open else None, self._base)
        if tag in _BLOCKS:
            self._flush()
        self._open.append(element)
        if tag in _BLOCKS:
            self._enter(tag, attributes)

    def _end(self, tag: str) -> None:
        if not any(element.tag == tag for element in reversed(self._open[-64:])):
            return
        while self._open:
            element = self._open[-1]
            if element.tag in _BLOCKS:
                self._flush()
                self._leave(element)
            self._open.pop()
            if element.tag == tag:
                break

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "ul" | "ol":
                self._lists.append({"tag": tag, **attributes})
                self._items.append([])
            case "li" | "blockquote" | "pre" | "td" | "th" | "figcaption":
                self._sinks.append([])
            case "table":
                self._rows.append([])
            case "tr":
                self._cells.append([])

    def _leave(self, element: _Open) -> None:
        match element.tag:
            case "ul" | "ol":
                self._leave_list()
            case "li":
                self._leave_item(element)
            case "blockquote":
                self._leave_quote(as_paragraphs(self._sinks.pop()))
            case "pre":
                self._leave_listing(as_listing_lines(self._sinks.pop()))
            case "td" | "th":
                self._leave_cell(element)
            case "figcaption":
                self._leave_caption()
            case "tr":
                self._leave_row()
            case "table":
                self._leave_table()
            case _ if element.tag in _TEXT_BLOCKS and not element.wrote:
                self._blank = True

    def _leave_list(self) -> None:
        attributes, items = self._lists.pop(), self._items.pop()
        if items:
            start = attributes.get("start", "1")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
            self._add(Listing(items=tuple(items), ordered=attributes["tag"] == "ol", start=number))

    def _leave_item(self, element: _Open) -> None:
        blocks = as_paragraphs(self._sinks.pop())
        if not blocks:
            return
        if self._items:
            checked = _CHECKED.get(element.attributes.get("data-checked", ""))
            self._items[-1].append(ListItem(blocks=blocks, checked=checked))
        else:
            self._sinks[-1].extend([Listing(items=(ListItem(blocks=blocks),))])

    def _leave_quote(self, blocks: tuple[Block, ...]) -> None:
        sink = self._sinks[-1]
        # Quill writes one quotation for every line of it.
        if blocks and sink and isinstance(sink[-1], Quote) and sink[-1] is self._quote and not self._gap:
            sink[-1] = self._quote = Quote(blocks=sink[-1].blocks + blocks, position=sink[-1].position)
        elif blocks:
            self._quote = Quote(blocks=blocks)
            self._add(self._quote)

    def _leave_listing(self, blocks: tuple[Block, ...]) -> None:
        # The model has no listing of a program; a box keeps its lines together.
        if blocks:
            self._add(Quote(blocks=blocks))

    def _leave_caption(self) -> None:
        """Give the caption to the image above it; where there is none, it is text like any other."""
        blocks = self._sinks.pop()
        sink = self._sinks[-1]
        lines = [block for block in blocks if isinstance(block, Line)]
        last = sink[-1] if sink else None
        if not lines or len(lines) < len(blocks) or not isinstance(last, Figure) or last.caption:
            sink.extend(blocks)
            return
        caption = [inline for line in lines for inline in (LineBreak(), *line.inlines)]
        sink[-1] = replace(last, caption=tuple(caption[1:]))

    def _leave_cell(self, element: _Open) -> None:
        sink = self._sinks.pop()
        if self._cells:
            blocks = as_paragraphs(sink)
            columns, rows = (parse_span(element.attributes.get(name, "")) for name in ("colspan", "rowspan"))
            header = element.tag == "th"
            self._cells[-1].append(Cell(blocks=blocks, header=header, columns=columns, rows=rows))
        else:
            self._sinks[-1].extend(sink)

    def _leave_row(self) -> None:
        cells = self._cells.pop()
        if cells and self._rows:
            self._rows[-1].append(Row(cells=tuple(cells)))
        elif cells:
            # A row without its table.
            self._add(Table(rows=(Row(cells=tuple(cells)),)))

    def _leave_table(self) -> None:
        rows = self._rows.pop()
        if not rows:
            return
        heads = 1 if all(cell.header for cell in rows[0].cells) else 0
        self._add(Table(rows=tuple(rows), header_rows=heads))

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "br":
                # Ended first, whatever stood before: a line after an empty one ends as well.
                written = self._flush()
                self._blank = self._blank or not written
            case "hr":
                self._flush()
                self._add(Divider())
            case "img":
                self._add_image(attributes)

    def _add_image(self, attributes: dict[str, str]) -> None:
        address = image_address(attributes)
        if emoticon := emoticon_text(address, attributes):
            # Not counted: in the source it is no character.
            self._runs.append(Run(emoticon, self._open[-1].look if self._open else PLAIN, self._count))
            return
        self._flush()
        width, height = (parse_pixels(attributes.get(name, "")) for name in ("width", "height"))
        self._add(Figure(address=address, alternative=attributes.get("alt", ""), width=width, height=height))
        self._gap = True

    # ── blocks ───────────────────────────────────────────────────────────────────────────

    def _flush(self) -> bool:
        """End the line that is being written; False where nothing visible was in it."""
        if not self._runs:
            return False
        runs, self._runs = self._runs, []
        line, dropped = build_line(runs, self._setting(), self._places)
        self.dropped_characters += dropped
        if line is None:
            return False
        for element in self._open:
            element.wrote = True
        bare = line.look.bare
        self._sinks[-1].append(line)
        # Bare text is a segment of its own, so a segment ends with it.
        self._gap, self._blank = bare, False
        return True

    def _setting(self) -> Setting:
        block = next((element for element in reversed(self._open) if element.tag in _BLOCKS), None)
        bare = block is None
        gap = self._gap or bare
        if block is None:
            return Setting(bare=True, gap_before=gap, blank_before=self._blank)
        return Setting(block.align, block.indent, block.rank, bare, gap, self._blank)

    def _add(self, block: SourceBlock) -> None:
        self._sinks[-1].append(block)
        for element in self._open:
            element.wrote = True
        self._blank = False
