"""The lines of an article as the checks read them: folded text, and the place of each character."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docpipe.diagnostics import CATALOGUE
from docpipe.model import (
    Article,
    Block,
    Case,
    Diagnostic,
    Figure,
    Paragraph,
    Position,
    Rule,
    Section,
    Table,
    Verse,
    child_blocks,
)
from docpipe.structure.fold import fold
from docpipe.walk import heading_text, plain_text


class Passage(NamedTuple):
    """One heading, paragraph, caption or line of verse. `folded` has the length of `text`."""

    text: str
    folded: str
    position: Position
    is_heading: bool = False

    def find(self, code: str, start: int, end: int, values: dict[str, str] | None = None) -> Diagnostic:
        """A diagnostic of `code` about the characters from `start` to `end`."""
        # A block knows where it begins; the columns inside it are counted on from there.
        line, column = self.position.line, self.position.column
        return Diagnostic(
            code=code,
            severity=CATALOGUE[code].severity,
            values=values or {},
            text=self.text[start:end],
            position=Position(line, column + start if line else 0),
        )


def article_passages(article: Article) -> list[Passage]:
    """Every passage of body and closing, in the order of the text."""
    return list(block_passages(article.body + article.closing))


def block_passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every passage of `blocks`."""
    for block in blocks:
        match block:
            case Section() | Case() | Rule() if block.level:
                yield _passage(heading_text(block.marker, block.title), block.position, is_heading=True)
            case Paragraph():
                yield _passage(plain_text(block.inlines), block.position)
            case Verse():
                yield from (_passage(plain_text(line), block.position) for line in block.lines)
            case Figure() | Table() if block.caption:
                yield _passage(plain_text(block.caption), block.position)
        yield from block_passages(child_blocks(block))


def _passage(text: str, position: Position, *, is_heading: bool = False) -> Passage:
    return Passage(text, fold(text), position, is_heading)
