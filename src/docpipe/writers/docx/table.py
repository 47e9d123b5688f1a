"""Table → `w:tbl`: the cells of its grid, in columns as wide as their text asks."""

from collections.abc import Callable
from typing import NamedTuple

from docpipe.model import Block, Table
from docpipe.themes.schema import Theme
from docpipe.writers.docx.formats import Border, add_borders
from docpipe.writers.docx.ooxml import Element, add, add_value, twips
from docpipe.writers.docx.styles import HAIRLINE, TABLE, add_grid, hair_colour
from docpipe.writers.grid import Placed, lay_out, share_width

_HEAD_SHADE = "F5F5F5"

Fill = Callable[[Element, tuple[Block, ...], float, bool], None]
"""Puts blocks into a cell of so many points of width; the flag says whether it is a head cell."""


# ── the element ──────────────────────────────────────────────────────────────────────────────


class Area(NamedTuple):
    """Where a table stands: its distance from the margin and its width, in points."""

    left: float
    width: float


def add_table(parent: Element, table: Table, theme: Theme, area: Area, fill: Fill) -> None:
    """The `w:tbl` of `table`."""
    rows, columns = lay_out(table)
    widths = share_width(rows, columns, area.width, theme.styles.cell.size)
    element = add(parent, "w:tbl")
    _add_properties(element, theme, area)
    grid = add(element, "w:tblGrid")
    for column in widths:
        add(grid, "w:gridCol", {"w:w": twips(column)})
    for number, row in enumerate(rows):
        in_head = number < table.header_rows
        row_element = _start_row(element, in_head=in_head)
        for cell in row:
            width = sum(widths[cell.column : cell.column + cell.span])
            cell_element = add(row_element, "w:tc")
            _add_cell_properties(cell_element, cell, width, theme, in_head=in_head)
            fill(cell_element, cell.blocks, width, in_head or cell.header)


def _add_properties(element: Element, theme: Theme, area: Area) -> None:
    properties = add(element, "w:tblPr")
    add_value(properties, "w:tblStyle", TABLE)
    add(properties, "w:tblW", {"w:w": twips(area.width), "w:type": "dxa"})
    add(properties, "w:tblInd", {"w:w": twips(area.left), "w:type": "dxa"})
    add_grid(add(properties, "w:tblBorders"), hair_colour(theme))
    add(properties, "w:tblLayout", {"w:type": "fixed"})
    add(properties, "w:tblLook", {"w:val": "0420", "w:firstRow": 1, "w:noVBand": 1})


def _start_row(element: Element, *, in_head: bool) -> Element:
    row = add(element, "w:tr")
    properties = add(row, "w:trPr")
    add(properties, "w:cantSplit")
    if in_head:
        add(properties, "w:tblHeader")
    return row


def _add_cell_properties(
    element: Element, cell: Placed, width: float, theme: Theme, *, in_head: bool
) -> None:
    properties = add(element, "w:tcPr")
    add(properties, "w:tcW", {"w:w": twips(width), "w:type": "dxa"})
    if cell.span > 1:
        add_value(properties, "w:gridSpan", cell.span)
    if cell.continues or cell.continued:
        add_value(properties, "w:vMerge", "continue" if cell.continued else "restart")
    if in_head:
        border = Border("bottom", theme.styles.heading1.colour, 2 * HAIRLINE)
        add_borders(add(properties, "w:tcBorders"), (border,))
    if in_head or cell.header:
        add(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": _HEAD_SHADE})
