"""Table → cells on a grid without holes, and columns as wide as their text asks; the same in every format."""

from typing import NamedTuple

from docpipe.model import Block, Cell, Row, Table
from docpipe.walk import block_text
from docpipe.writers.balance import measure_ems

MAX_COLUMNS = 63
"""Word opens no table with more."""
_LONGEST = 20.0
"""Width in em beyond which a longer text asks for no wider a column."""
PADDING = 10
"""Points of a cell's width that its margins take."""


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

    A span that leaves the table, or its head, ends at its edge; what has no room is put into the
    row's last cell.
    """
    rows: list[list[Placed]] = []
    reaching: dict[int, tuple[int, int]] = {}  # column → its span, and how many more rows it reaches
    for number, row in enumerate(table.rows):
        end = table.header_rows if number < table.header_rows else len(table.rows)
        placed, reaching = _lay_out_row(row, reaching, min(end, len(table.rows)) - number - 1)
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
            share = _measure(cell.blocks) * size / cell.span + PADDING
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


def _measure(blocks: tuple[Block, ...]) -> float:
    """The width in em of the longest line of `blocks`."""
    lines = (line for block in blocks for line in block_text(block).split("\n"))
    return max((min(measure_ems(line), _LONGEST) for line in lines), default=0.0)
