"""A table in plain text, as a Chinese book sets one: three rules, no verticals (三线表).

A column is as wide as its text where all fit; else the wide ones give way. A table of more columns
than have room is written as its cells, one below the other.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from docpipe.model import Cell, Row
from docpipe.writers.columns import measure
from docpipe.writers.sheet import Sheet, pad

GAP = 2
"""Columns between two cells."""
NARROWEST = 6
"""Columns below which a cell of Chinese is no longer read with pleasure."""
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
    if widths is None:
        _set_in_sequence(grid, sheet, set_cell)
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
    return _shrink(wanted, room) if room >= NARROWEST * columns else None


def _shrink(wanted: list[int], room: int) -> list[int]:
    """Widths that fill `room`: columns narrower than an even share keep theirs, the others share the rest."""
    widths = list(wanted)
    wide = set(range(len(wanted)))
    rest = room
    while settled := {column for column in wide if wanted[column] <= rest // len(wide)}:
        wide -= settled
        rest -= sum(wanted[column] for column in settled)
    # Longer text gets more of what is left, but no column falls below the narrowest.
    total = sum(wanted[column] for column in wide)
    spare = rest - NARROWEST * len(wide)
    for column in wide:
        widths[column] = (NARROWEST + spare * wanted[column] // total) // 2 * 2
    return widths


def _set_row(line: list[_Place], widths: list[int], set_cell: SetCell) -> list[str]:
    cells = []
    for place in line:
        inside = widths[place.column : place.column + place.span]
        cells.append((place, set_cell(place.cell, sum(inside) + GAP * (place.span - 1))))
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


def _set_in_sequence(grid: list[list[_Place]], sheet: Sheet, set_cell: SetCell) -> None:
    for line in grid:
        sheet.space(1)
        for place in line:
            for text in set_cell(place.cell, sheet.width):
                sheet.add(text)
