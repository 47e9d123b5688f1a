"""What the extras are made of, before any format sets them."""

from typing import Literal, NamedTuple

from docpipe.model import Cell, Paragraph, Row, Table, Text

SupplementKind = Literal["case-table", "rule-card", "sign-in-sheet"]

BOX = "□"
"""A box to tick with a pen. Not ☐, which 宋体 and GB 2312 do not have."""


class Cover(NamedTuple):
    """A page of its own before everything: the title, and below it what is known of the article, a line each."""

    title: str
    lines: tuple[str, ...]


class Entry(NamedTuple):
    """A line of the contents: the heading's level from 1, its text, and the name of its place."""

    level: int
    text: str
    anchor: str


class Column(NamedTuple):
    """A column of a supplement: its head and its share of the width, in whatever unit the others are in."""

    head: str
    share: float
    centred: bool = False


class Supplement(NamedTuple):
    """A table on a page of its own after the article, with a title and, under it, lines about it.

    A cell may have several lines. `row_height` is the least height of a row in millimetres; None
    that of its text. `wide` wants the paper turned.
    """

    kind: SupplementKind
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: tuple[str, ...] = ()
    row_height: float | None = None
    wide: bool = False

    @property
    def table(self) -> Table:
        """The same as a table of the model, its heads in the first row."""
        heads = tuple(column.head for column in self.columns)
        return Table(rows=tuple(_build_row(row) for row in (heads, *self.rows)), header_rows=1)


class Extras(NamedTuple):
    """What is asked for and what the article has; `contents` is None where it is not asked for."""

    cover: Cover | None = None
    contents: tuple[Entry, ...] | None = None
    supplements: tuple[Supplement, ...] = ()


NO_EXTRAS = Extras()


def _build_row(texts: tuple[str, ...]) -> Row:
    return Row(cells=tuple(Cell(blocks=_build_blocks(text)) for text in texts))


def _build_blocks(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(line),)) for line in text.split("\n") if line)
