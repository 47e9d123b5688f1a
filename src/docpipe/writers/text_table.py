"""A table in plain text, as a Chinese book sets one: three rules, no verticals (三线表).

A column is as wide as its text. The last one may wrap, since its lines then still follow one
another; a table that would have to wrap another column, or in which a cell before the last has lines
of the author's own, is written row by row, each cell after the head of its column. So a reader, or a program, finds every cell whole and in order.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from docpipe.model import Cell, Row
from docpipe.writers.columns import measure
from docpipe.writers.sheet import Sheet, pad

GAP = 2
"""Columns between two cells."""
NARROWEST = 16
"""Columns below which wrapped Chinese is no longer read with pleasure."""
RULE = "─"

SetCell = Callable[[Cell, int], list[str]]
"""The lines of a cell in so many columns; 0 for as many as it takes."""


class _Place(NamedTuple):
    """A cell, the first of its columns, and how many it has."""

    cell: Cell
    column: int
    span: int


def set_table(rows: Sequence[Row], header_rows: int, sheet: Sheet, set_cell: SetCell) -> None:
    """`rows` onto `sheet`, no wider than it; a rule under the first `header_rows`, or none where 0."""
    grid = _place_cells(rows)
    columns = max((place.column + place.span for line in grid for place in line), default=0)
    widths = _fit(grid, columns, sheet.width, set_cell)
    if widths is None or not all(_reads_in_order(line, widths, set_cell) for line in grid):
        _set_row_by_row(grid, header_rows, sheet, set_cell)
        return
    whole = sum(widths) + GAP * (columns - 1)
    rule = RULE * (whole // 2)
    inner = Sheet(whole)
    inner.add(rule)
    wrapped = [_set_row(line, widths, set_cell) for line in grid]
    airy = any(len(lines) > 1 for lines in wrapped[header_rows:])
    for number, lines in enumerate(wrapped):
        if number == header_rows and number:
            inner.add(rule)
        elif airy and number:
            inner.space(1)
        for line in lines:
            inner.add(line)
    inner.end_space()
    inner.add(rule)
    sheet.inset(inner, pad((sheet.width - whole) // 4 * 2))


def _place_cells(rows: Sequence[Row]) -> list[list[_Place]]:
    """The cells of every row at their columns; a cell that reaches down keeps its columns free below."""
    grid: list[list[_Place]] = []
    held: dict[int, int] = {}
    for row in rows:
        line: list[_Place] = []
        below = {column: left - 1 for column, left in held.items() if left > 1}
        column = 0
        for cell in row.cells:
            while held.get(column):
                column += 1
            # A span over more columns than a page has characters is a slip of the source's.
            span = max(1, min(cell.columns, 100))
            line.append(_Place(cell, column, span))
            if cell.rows > 1:
                below.update(dict.fromkeys(range(column, column + span), cell.rows - 1))
            column += span
        grid.append(line)
        held = below
    return grid


def _fit(grid: list[list[_Place]], columns: int, width: int, set_cell: SetCell) -> list[int] | None:
    """The width of every column, or None where they cannot stand side by side."""
    wanted = [0] * columns
    for place in sorted((place for line in grid for place in line), key=lambda place: place.span):
        lines = set_cell(place.cell, 0)
        natural = max(map(measure, lines), default=0)
        inside = range(place.column, place.column + place.span)
        missing = natural - sum(wanted[column] for column in inside) - GAP * (place.span - 1)
        if missing > 0:
            for number, column in enumerate(inside):
                wanted[column] += (missing + number) // place.span
    wanted = [max(2, columns_wanted + columns_wanted % 2) for columns_wanted in wanted]
    if not width:
        return wanted
    room = width - GAP * (columns - 1)
    if sum(wanted) <= room:
        return wanted
    last = room - sum(wanted[:-1])
    spanned = any(place.span > 1 for line in grid for place in line)
    return None if spanned or last < min(NARROWEST, wanted[-1]) else [*wanted[:-1], last // 2 * 2]


def _reads_in_order(line: list[_Place], widths: list[int], set_cell: SetCell) -> bool:
    """Whether no cell of a row but the last with text has several lines, which those beside it would part."""
    heights = [height for _, lines in _set_cells(line, widths, set_cell) if (height := len(lines))]
    return all(height == 1 for height in heights[:-1])


def _set_cells(line: list[_Place], widths: list[int], set_cell: SetCell) -> list[tuple[_Place, list[str]]]:
    cells = []
    for place in line:
        inside = widths[place.column : place.column + place.span]
        cells.append((place, set_cell(place.cell, sum(inside) + GAP * (place.span - 1))))
    return cells


def _set_row(line: list[_Place], widths: list[int], set_cell: SetCell) -> list[str]:
    cells = _set_cells(line, widths, set_cell)
    height = max((len(lines) for _, lines in cells), default=0)
    offsets = [0, *accumulate(column + GAP for column in widths)]
    rows: list[str] = []
    for number in range(height):
        text = ""
        for place, lines in cells:
            if number < len(lines) and lines[number]:
                gap = offsets[place.column] - measure(text)
                text += pad(max(gap, 1) if text else gap) + lines[number]
        rows.append(text)
    return rows


def _set_row_by_row(grid: list[list[_Place]], header_rows: int, sheet: Sheet, set_cell: SetCell) -> None:
    """The header rows as lines, then the cells of each row one below the other, each after its column's head."""
    heads: dict[int, str] = {}
    for line in grid[:header_rows]:
        texts = ["".join(set_cell(place.cell, 0)) for place in line]
        heads |= {place.column: text for place, text in zip(line, texts, strict=True)}
        sheet.set("　".join(filter(None, texts)))
    rule = RULE * (sheet.width // 2 or 20)
    sheet.add(rule)
    for line in grid[header_rows:]:
        for place in line:
            _set_labelled(heads.get(place.column, ""), place.cell, sheet, set_cell)
        sheet.space(1)
    sheet.end_space()
    sheet.add(rule)


def _set_labelled(head: str, cell: Cell, sheet: Sheet, set_cell: SetCell) -> None:
    label = f"{head}：" if head else ""
    if measure(label) > sheet.width - NARROWEST:
        label = ""
    lines = set_cell(cell, sheet.width and sheet.width - measure(label))
    for number, text in enumerate(filter(None, lines)):
        sheet.add((pad(measure(label)) if number else label) + text)
