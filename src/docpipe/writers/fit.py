"""How a table is set that is too wide for the text: smaller, or on a page that is turned."""

import re
from typing import NamedTuple

from docpipe.model import Block
from docpipe.walk import block_text
from docpipe.writers.balance import measure_ems
from docpipe.writers.grid import PADDING, Placed

STEPS = (1.0, 0.9, 0.8, 0.7)
"""Sizes of a table's text, as shares of the theme's."""
_LEAST_UPRIGHT = 0.8
"""Smaller than that, and the page is turned instead: 10.5 points become 8.4, the size of footnotes."""
_READABLE = 4.0
"""Width in em below which a column of Chinese reads like a ladder; what is shorter needs no more than itself."""
_WHOLE = re.compile(r"[A-Za-z0-9.,:%/+-]+")
"""Words and figures, which are not broken."""


class Fit(NamedTuple):
    """The size of a table's text, one of `STEPS`, and whether its page is turned."""

    scale: float = 1.0
    turned: bool = False

    @property
    def name(self) -> str:
        """The class of a table of that size in HTML; "" at full size."""
        return f"fit{self.scale * 100:.0f}" if self.scale < 1 else ""


def fit_table(rows: list[list[Placed]], columns: int, size: float, width: float, turned: float | None) -> Fit:
    """The largest setting in which no column is too narrow to read.

    `size` is that of the text, `width` that of the place where the table stands, and `turned` that
    of a page that is turned, None where the table must stay where it is; all in points.
    """
    needed = _need(rows, columns) * size
    for step in STEPS:
        if needed * step + PADDING * columns <= width and (step >= _LEAST_UPRIGHT or turned is None):
            return Fit(step)
    if turned is None or turned <= width:
        return Fit(STEPS[-1])
    room = (step for step in STEPS if needed * step + PADDING * columns <= turned)
    return Fit(next(room, STEPS[-1]), turned=True)


def _need(rows: list[list[Placed]], columns: int) -> float:
    """The least width of all columns together, in em."""
    least = [0.0] * columns
    for row in rows:
        for cell in row:
            if cell.span == 1:
                least[cell.column] = max(least[cell.column], _least_of(cell.blocks))
    return sum(least)


def _least_of(blocks: tuple[Block, ...]) -> float:
    lines = [line for block in blocks for line in block_text(block).split("\n")]
    readable = max((min(measure_ems(line), _READABLE) for line in lines), default=0.0)
    whole = max((measure_ems(word) for line in lines for word in _WHOLE.findall(line)), default=0.0)
    return max(readable, min(whole, 2 * _READABLE))
