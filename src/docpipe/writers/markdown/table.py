"""A table in Markdown: GFM's where it can say it, else the elements with Markdown inside their cells.

CommonMark reads what stands between blank lines inside an element as Markdown (4.6), so a cell of
the second kind may hold whatever an article may.
"""

from collections.abc import Callable

from docpipe.diagnostics import Report
from docpipe.model import Block, Cell, Paragraph, Table
from docpipe.writers.markdown.inlines import build_lines

_MOST_SPANNED = 100

SetBlocks = Callable[[tuple[Block, ...]], list[str]]
"""The lines of blocks."""


def build_table(table: Table, set_blocks: SetBlocks, report: Report) -> list[str]:
    """The lines of `table`, its caption not among them."""
    if not any(row.cells for row in table.rows):
        return []
    return _build_pipes(table, report) if _is_plain(table) else _build_elements(table, set_blocks)


def _is_plain(table: Table) -> bool:
    """Whether GFM can say it: at most one row of heads, no spans, nothing in a cell but paragraphs."""
    cells = [cell for row in table.rows for cell in row.cells]
    return (
        table.header_rows <= 1
        and all(cell.columns <= 1 and cell.rows <= 1 for cell in cells)
        and all(isinstance(block, Paragraph) for cell in cells for block in cell.blocks)
    )


def _build_pipes(table: Table, report: Report) -> list[str]:
    columns = max(len(row.cells) for row in table.rows)
    rows = [[_build_cell(cell, report) for cell in row.cells] for row in table.rows]
    # GFM knows no table without heads: an empty row stands in.
    heads = rows.pop(0) if table.header_rows else []
    lines = [_join_row(heads, columns), _join_row(["---"] * columns, columns)]
    return lines + [_join_row(row, columns) for row in rows]


def _join_row(cells: list[str], columns: int) -> str:
    return "| " + " | ".join(cells + [""] * (columns - len(cells))) + " |"


def _build_cell(cell: Cell, report: Report) -> str:
    lines = [
        line
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for line in build_lines(block.inlines, report)
    ]
    return "<br>".join(lines).replace("|", "\\|")


def _build_elements(table: Table, set_blocks: SetBlocks) -> list[str]:
    lines = ["<table>"]
    for number, row in enumerate(table.rows):
        lines.append("<tr>")
        for cell in row.cells:
            element = "th" if cell.header or number < table.header_rows else "td"
            lines.append(f"<{element}{_spans(cell)}>")
            if content := set_blocks(cell.blocks):
                lines += ["", *content, ""]
            lines.append(f"</{element}>")
        lines.append("</tr>")
    return [*lines, "</table>"]


def _spans(cell: Cell) -> str:
    columns, rows = (min(span, _MOST_SPANNED) for span in (cell.columns, cell.rows))
    return (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
