"""Table → `<table>`: the cells of its grid, each row as long as the others, columns as wide as in DOCX."""

from collections.abc import Callable
from typing import NamedTuple

from docpipe.model import Block, Table
from docpipe.writers.fit import fit_table
from docpipe.writers.grid import Placed, lay_out, share_width

Fill = Callable[[tuple[Block, ...]], str]
"""The HTML of the blocks in a cell."""


class Room(NamedTuple):
    """Where a table stands: its width, that of a turned page if it may move to one, and the size of its text; in points."""

    width: float
    turned: float | None
    size: float


def build_table(table: Table, caption: str, room: Room, fill: Fill) -> str:
    """The element, in another called `turned` where it wants a page that is turned.

    No span leaves the table, or its head, so that whoever listens is told the right head of each
    cell (PDF/UA-1, 7.5). A table of nothing but head rows has none to repeat.
    """
    rows, columns = lay_out(table)
    lines = [f"<caption>{caption}</caption>"] if caption else []
    fit = fit_table(rows, columns, room.size, room.width, room.turned)
    area = room.turned if fit.turned and room.turned else room.width
    lines.append(_build_columns(rows, columns, area, room.size * fit.scale))
    head = min(table.header_rows, len(rows))
    groups = [("thead", 0, head), ("tbody", head, len(rows))] if head < len(rows) else [("tbody", 0, head)]
    for element, start, end in groups:
        if start < end:
            inner = "\n".join(_build_row(rows, at, at < head, fill) for at in range(start, end))
            lines.append(f"<{element}>\n{inner}\n</{element}>")
    name = f' class="{fit.name}"' if fit.name else ""
    element = f"<table{name}>\n" + "\n".join(lines) + "\n</table>"
    return f'<div class="turned">\n{element}\n</div>' if fit.turned else element


def _build_columns(rows: list[list[Placed]], columns: int, area: float, size: float) -> str:
    widths = share_width(rows, columns, area, size)
    shares = (f"{100 * width / sum(widths):.4g}%" for width in widths)
    return "<colgroup>" + "".join(f'<col style="width:{share}">' for share in shares) + "</colgroup>"


def _build_row(rows: list[list[Placed]], at: int, in_head: bool, fill: Fill) -> str:
    cells = []
    for cell in rows[at]:
        if cell.continued:
            continue
        # What only fills the row up heads nothing.
        element = "th" if cell.header or (in_head and cell.blocks) else "td"
        scope = "" if element == "td" else f' scope="{"col" if in_head else "row"}"'
        columns = f' colspan="{cell.span}"' if cell.span > 1 else ""
        reach = _count_rows(rows, at, cell.column)
        below = f' rowspan="{reach}"' if reach > 1 else ""
        cells.append(f"<{element}{scope}{columns}{below}>{fill(cell.blocks)}</{element}>")
    return f"<tr>{''.join(cells)}</tr>"


def _count_rows(rows: list[list[Placed]], at: int, column: int) -> int:
    """How many rows the cell that starts at `column` of row `at` reaches down."""
    end = at + 1
    while end < len(rows) and any(cell.column == column and cell.continued for cell in rows[end]):
        end += 1
    return end - at
