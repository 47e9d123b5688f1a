"""The lines of an article as the checks read them: folded text, and the place of each character."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docpipe.diagnostics import CATALOGUE
from docpipe.model import (
    NOWHERE,
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
    Text,
    Verse,
    child_blocks,
)
from docpipe.structure.fold import fold
from docpipe.walk import Inlines, plain_text


class Passage(NamedTuple):
    """One heading, paragraph, caption or line of verse. `folded` has the length of `text`."""

    text: str
    folded: str
    position: Position
    is_heading: bool = False

    def find(self, code: str, start: int, end: int, values: dict[str, str] | None = None) -> "Finding":
        """A fault of `code` in the characters from `start` to `end`."""
        return Finding(code, self, start, end, values or {})


class Finding(NamedTuple):
    """A fault: its code, the passage it stands in, the characters from `start` to `end`, and its values."""

    code: str
    passage: Passage
    start: int
    end: int
    values: dict[str, str]

    @property
    def text(self) -> str:
        """The faulty characters."""
        return self.passage.text[self.start : self.end]

    def to_diagnostic(self, position: Position | None = None) -> Diagnostic:
        """The diagnostic of this fault, at `position`; omitted, where the passage's own place puts it."""
        return Diagnostic(
            code=self.code,
            severity=CATALOGUE[self.code].severity,
            values=self.values,
            text=self.text,
            position=position or self._counted_on(),
        )

    def _counted_on(self) -> Position:
        # A passage knows where it begins; without the source, markup inside it is not counted.
        line, column = self.passage.position.line, self.passage.position.column
        return Position(line, column + self.start if line else 0)


def article_passages(article: Article) -> list[Passage]:
    """The title, and every passage of body and closing, in the order of the text."""
    return [passage for passage, _ in article_lines(article)]


def block_passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every passage of `blocks`."""
    return (passage for passage, _ in block_lines(blocks))


def article_lines(article: Article) -> Iterator[tuple[Passage, Inlines]]:
    """The passages of `article`, each with its inlines, which end where the passage does."""
    if article.meta.title:
        # A title of more than one line has no line break; where it stands is not known.
        yield _line((Text(article.meta.title),), NOWHERE, heading=True)
    yield from block_lines(article.body + article.closing)


def block_lines(blocks: Iterable[Block]) -> Iterator[tuple[Passage, Inlines]]:
    """The passages of `blocks`, each with its inlines, which end where the passage does."""
    for block in blocks:
        match block:
            case Section() | Case() | Rule() if block.level:
                before = f"{block.marker.text}{block.marker.gap}" if block.marker else ""
                yield _line(block.title, block.position, before, heading=True)
            case Paragraph():
                yield _line(block.inlines, block.position)
            case Verse():
                yield from (_line(line, block.position) for line in block.lines)
            case Figure() | Table() if block.caption:
                yield _line(block.caption, block.position)
        yield from block_lines(child_blocks(block))


def _line(
    inlines: Inlines, position: Position, before: str = "", *, heading: bool = False
) -> tuple[Passage, Inlines]:
    text = before + plain_text(inlines)
    return Passage(text, fold(text), position, heading), inlines
