"""A supplement's table → `w:tbl`: case tables and sign-in sheets ruled throughout, cards framed."""

from docpipe.themes.schema import Colour, Theme
from docpipe.writers.balance import measure_text_width
from docpipe.writers.docx.characters import has_han, strip_forbidden
from docpipe.writers.docx.formats import (
    Border,
    ParagraphFormat,
    RunFormat,
    Side,
    add_borders,
    add_paragraph_properties,
)
from docpipe.writers.docx.ooxml import Attributes, Element, add, add_value, hexadecimal, points_of, twips
from docpipe.writers.docx.runs import add_run
from docpipe.writers.docx.styles import CELL, HAIRLINE, HEAD_CELL, TABLE, add_grid
from docpipe.writers.extras.shapes import BOX, Column, Supplement
from docpipe.writers.extras.turned import turn_page

_HEAD_SHADE = "F5F5F5"
_FRAME = 1.6
"""Points of the line around a card."""
_ABOVE_TITLE = 12
"""Points above the title of a card."""
_BOX_SCALE = 1.5
"""Of the type's size: that of a box to tick."""


def add_supplement_table(parent: Element, supplement: Supplement, theme: Theme) -> None:
    """The `w:tbl` of `supplement`, as wide as the text and ruled throughout."""
    table = _Table(parent, supplement, theme)
    table.add_properties(None)
    table.add_rows()


def add_card(parent: Element, supplement: Supplement, theme: Theme, accent: Colour) -> Element:
    """The `w:tbl` of `supplement`, framed; its first row is one cell, for the caller to put the title in."""
    table = _Table(parent, supplement, theme)
    table.add_properties(accent)
    head = table.add_title_row()
    table.add_rows()
    return head


class _Table:
    """The table of a supplement under construction."""

    def __init__(self, parent: Element, supplement: Supplement, theme: Theme) -> None:
        area = measure_text_width(turn_page(theme.page) if supplement.wide else theme.page)
        total = sum(column.share for column in supplement.columns)
        self._widths = [area * column.share / total for column in supplement.columns]
        self._supplement = supplement
        self._theme = theme
        self._element = add(parent, "w:tbl")

    def add_properties(self, frame: Colour | None) -> None:
        """Widths and borders: a frame of that colour, or rules throughout where there is none."""
        properties = add(self._element, "w:tblPr")
        add_value(properties, "w:tblStyle", TABLE)
        add(properties, "w:tblW", {"w:w": twips(sum(self._widths)), "w:type": "dxa"})
        add(properties, "w:tblInd", {"w:w": 0, "w:type": "dxa"})
        borders = add(properties, "w:tblBorders")
        hair = self._theme.styles.caption.colour
        if frame:
            sides: tuple[Side, ...] = ("top", "left", "bottom", "right")
            add_borders(borders, tuple(Border(side, frame, _FRAME) for side in sides))
            dotted: Attributes = {"w:val": "dotted", "w:sz": 4, "w:space": 0, "w:color": hexadecimal(hair)}
            add(borders, "w:insideH", dotted)
            add(borders, "w:insideV", {"w:val": "nil"})
        else:
            add_grid(borders, hair)
        add(properties, "w:tblLayout", {"w:type": "fixed"})
        add(properties, "w:tblLook", {"w:val": "0420", "w:firstRow": 1, "w:noVBand": 1})
        grid = add(self._element, "w:tblGrid")
        for width in self._widths:
            add(grid, "w:gridCol", {"w:w": twips(width)})

    def add_title_row(self) -> Element:
        """The one cell of a row across the table."""
        row = add(self._element, "w:tr")
        properties = add(row, "w:trPr")
        add(properties, "w:cantSplit")
        add(properties, "w:tblHeader")
        cell = add(row, "w:tc")
        cell_properties = add(cell, "w:tcPr")
        add(cell_properties, "w:tcW", {"w:w": twips(sum(self._widths)), "w:type": "dxa"})
        add_value(cell_properties, "w:gridSpan", len(self._widths))
        add(add(cell_properties, "w:tcMar"), "w:top", {"w:w": twips(_ABOVE_TITLE), "w:type": "dxa"})
        return cell

    def add_rows(self) -> None:
        """The heads, which every page repeats, and the rows."""
        self._add_row(tuple(column.head for column in self._supplement.columns), in_head=True)
        for row in self._supplement.rows:
            self._add_row(row, in_head=False)

    def _add_row(self, texts: tuple[str, ...], *, in_head: bool) -> None:
        row = add(self._element, "w:tr")
        properties = add(row, "w:trPr")
        add(properties, "w:cantSplit")
        if self._supplement.row_height:
            height = twips(points_of(self._supplement.row_height))
            add(properties, "w:trHeight", {"w:val": height, "w:hRule": "atLeast"})
        if in_head:
            add(properties, "w:tblHeader")
        for text, column, width in zip(texts, self._supplement.columns, self._widths, strict=True):
            cell = add(row, "w:tc")
            self._add_cell_properties(cell, width, column, in_head=in_head)
            for line in text.split("\n"):
                self._add_cell_line(cell, line, column, in_head=in_head)

    def _add_cell_properties(self, cell: Element, width: float, column: Column, *, in_head: bool) -> None:
        properties = add(cell, "w:tcPr")
        add(properties, "w:tcW", {"w:w": twips(width), "w:type": "dxa"})
        if in_head:
            border = Border("bottom", self._theme.styles.heading1.colour, 2 * HAIRLINE)
            add_borders(add(properties, "w:tcBorders"), (border,))
            if self._supplement.kind != "rule-card":
                add(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": _HEAD_SHADE})
        if column.centred:
            # A number needs no more air than centring gives it, and its column is narrow.
            margins = add(properties, "w:tcMar")
            for side in ("left", "right"):
                add(margins, f"w:{side}", {"w:w": twips(1), "w:type": "dxa"})
        if in_head or self._supplement.kind != "case-table":
            add_value(properties, "w:vAlign", "center")

    def _add_cell_line(self, cell: Element, text: str, column: Column, *, in_head: bool) -> None:
        paragraph = add(cell, "w:p")
        look = ParagraphFormat(HEAD_CELL if in_head else CELL)
        centred = in_head or column.centred
        add_paragraph_properties(paragraph, look._replace(align="center") if centred else look)
        clean = strip_forbidden(text)[0]
        if clean:
            size = self._theme.styles.cell.size * _BOX_SCALE if clean == BOX else None
            add_run(paragraph, clean, RunFormat(hint=has_han(clean) or clean == BOX, size=size))
