"""The working form of the structurer: one row for each line or ready-made block, filled in pass by pass."""

from dataclasses import dataclass, field
from typing import Literal

from docpipe.model import Block, Marker, ParagraphRole, Position
from docpipe.source import Line, Look, Source, SourceBlock
from docpipe.structure.fold import fold
from docpipe.walk import block_text, plain_text

Unit = Literal["case", "rule"]


@dataclass(slots=True)
class Row:
    """A line with what the passes found of it, or a block that came ready made.

    `marker` and `title_start` split the text; `level` is 1 or more for a heading, 0 for the rest.
    `unit` says that a case or a rule begins here; `title_end` ends a run-in head. `ends_unit`
    says that what began before does not go on here; `commentary` that the case's own comment
    begins.
    """

    line: Line | None
    block: Block | None
    text: str
    folded: str
    look: Look = field(default_factory=Look)
    marker: Marker | None = None
    title_start: int = 0
    role: ParagraphRole = "body"
    level: int = 0
    merged: Literal["parent", "child"] | None = None
    unit: Unit | None = None
    title_end: int = 0
    ends_unit: bool = False
    commentary: bool = False
    part: bool = False
    verse: bool = False

    @property
    def title(self) -> str:
        """The folded text after the marker."""
        return self.folded[self.title_start :]

    @property
    def is_line(self) -> bool:
        """Whether this is a line of text, not a ready-made block."""
        return self.line is not None

    @property
    def is_body(self) -> bool:
        """Whether this is a line of the running text: no heading and no part of a letter's frame."""
        return self.line is not None and not self.level and self.role == "body"

    def place(self, index: int) -> Position:
        """The position in the source of the character at `index` of the text."""
        if self.line is None or not self.line.places:
            return Position()
        start, position = max(
            (pair for pair in self.line.places if pair[0] <= index),
            default=self.line.places[0],
            key=lambda pair: pair[0],
        )
        return Position(position.line, position.column + max(index - start, 0))


def build_rows(source: Source) -> list[Row]:
    """A row for every block of `source`."""
    return [_build_row(block) for block in source.blocks]


def line_row(line: Line) -> Row:
    """The row of a line."""
    text = plain_text(line.inlines)
    return Row(line=line, block=None, text=text, folded=fold(text), look=line.look)


def _build_row(block: SourceBlock) -> Row:
    if isinstance(block, Line):
        return line_row(block)
    text = block_text(block)
    return Row(line=None, block=block, text=text, folded=fold(text))
