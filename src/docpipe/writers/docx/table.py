"""Table → `w:tbl`: its cells laid out on a grid, its columns as wide as their text asks."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from docpipe.model import Block, Cell, Row, Table
from docpipe.themes.schema import Theme
from docpipe.walk import block_text
from docpipe.writers.docx.formats import Border, add_borders
from docpipe.writers.docx.ooxml import Element, add, add_value, twips
from docpipe.writers.docx.styles import HAIRLINE, TABLE, add_grid, hair_colour

MAX_COLUMNS = 63
"""Word opens no table with more."""
_LONGEST = 40
"""East Asian columns beyond which a longer text asks for no wider a column."""
PADDING = 10
"""Points of a cell's width that its margins take."""
_HEAD_SHADE = "F5F5F5"

Fill = Callable[[Element, tuple[Block, ...], float, bool], None]
"""Puts blocks into a cell of so many points of width; the flag says whether it is a head cell."""


class Placed(NamedTuple):
    """A cell on the grid: the column where it starts, how many it spans, whether it goes on from above."""

    column: int
    span: int
    blocks: tuple[Block, ...]
    header: bool = False
    continued: bool = False
    continues: bool = False


def lay_out(table: Table) -> tuple[list[list[Placed]], int]:
    """The rows of `table` on a grid without holes, and its number of columns, at most `MAX_COLUMNS`.

    A span that leaves the table ends at its edge; what has no room is put into the row's last cell.
    """
    rows: list[list[Placed]] = []
    reaching: dict[int, tuple[int, int]] = {}  # column → its span, and how many more rows it reaches
    for number, row in enumerate(table.rows):
        placed, reaching = _lay_out_row(row, reaching, len(table.rows) - number - 1)
        rows.append(placed)
    columns = max((cell.column + cell.span for row in rows for cell in row), default=0)
    return [_fill_up(row, columns) for row in rows], columns


def _lay_out_row(
    row: Row, reaching: dict[int, tuple[int, int]], below: int
) -> tuple[list[Placed], dict[int, tuple[int, int]]]:
    """One row's cells, and what reaches into the next; `reaching` is what reaches into this one."""
    placed: list[Placed] = []
    further: dict[int, tuple[int, int]] = {}
    column = 0

    def pass_reaching() -> None:
        nonlocal column
        while column in reaching:
            span, more = reaching[column]
            placed.append(Placed(column, span, (), continued=True, continues=more > 1))
            if more > 1:
                further[column] = (span, more - 1)
            column += span

    for cell in row.cells:
        pass_reaching()
        if column >= MAX_COLUMNS:
            _append(placed, cell)
            continue
        span = _free_span(cell, column, reaching)
        rows = min(max(cell.rows, 1), below + 1)
        placed.append(Placed(column, span, cell.blocks, cell.header, continues=rows > 1))
        if rows > 1:
            further[column] = (span, rows - 1)
        column += span
    for start in sorted(start for start in reaching if start >= column):
        column = _pad(placed, column, start)
        pass_reaching()
    return placed, further


def _free_span(cell: Cell, column: int, reaching: dict[int, tuple[int, int]]) -> int:
    """How many columns `cell` gets: what it asks for, up to the next cell from above and the table's limit."""
    limit = min((start for start in reaching if start > column), default=MAX_COLUMNS)
    return min(max(cell.columns, 1), limit - column)


def _append(placed: list[Placed], cell: Cell) -> None:
    """Put the blocks of `cell` into the last cell that shows its own; a column from above ends for them."""
    shown = [number for number, other in enumerate(placed) if not other.continued]
    last = shown[-1] if shown else -1
    placed[last] = placed[last]._replace(blocks=placed[last].blocks + cell.blocks, continued=False)


def _pad(placed: list[Placed], column: int, end: int) -> int:
    if end > column:
        placed.append(Placed(column, end - column, ()))
    return max(column, end)


def _fill_up(row: list[Placed], columns: int) -> list[Placed]:
    end = row[-1].column + row[-1].span if row else 0
    return row if end >= columns else [*row, Placed(end, columns - end, ())]


# ── widths ───────────────────────────────────────────────────────────────────────────────────


def share_width(rows: list[list[Placed]], columns: int, area: float, size: float) -> list[float]:
    """The width of each column in points, in all `area`, for text of `size` points.

    Columns whose text fits into an even share get what they need, the others share the rest; where
    all fit, each gets more in proportion.
    """
    wanted = [float(PADDING)] * columns
    for row in rows:
        for cell in row:
            share = _measure(cell.blocks) * size / 2 / cell.span + PADDING
            for column in range(cell.column, cell.column + cell.span):
                wanted[column] = max(wanted[column], share)
    return _fit(wanted, area)


def _fit(wanted: list[float], area: float) -> list[float]:
    total = sum(wanted)
    if total <= area:
        return [width * area / total for width in wanted]
    left, widths = area, list(wanted)
    open_columns = sorted(range(len(wanted)), key=lambda column: wanted[column])
    # Narrowest first: once a column wants more than an even share, all that follow do.
    while wanted[open_columns[0]] <= left / len(open_columns):
        left -= wanted[open_columns.pop(0)]
    excess = sum(wanted[column] for column in open_columns)
    for column in open_columns:
        widths[column] = left * wanted[column] / excess
    return widths


def _measure(blocks: tuple[Block, ...]) -> int:
    lines = (line for block in blocks for line in block_text(block).split("\n"))
    return max((_width(line[:_LONGEST]) for line in lines), default=0)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


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
