"""The contents: which headings they list, and the name of each one's place."""

from docpipe.model import Article, Block, Case, Inline, Rule, Section, descend
from docpipe.walk import heading_text
from docpipe.writers.extras.shapes import Entry, Supplement

_DEEPEST = 3


def is_heading(node: Block | Inline) -> bool:
    """Whether `node` has a heading that can be seen, and so a place of its own."""
    return (
        isinstance(node, Section | Case | Rule)
        and node.level > 0
        and bool(heading_text(node.marker, node.title).strip())
    )


def name_heading(number: int) -> str:
    """The name of the place of the heading that `is_heading` finds as `number`, from 1."""
    return f"heading-{number}"


def build_contents(article: Article, supplements: tuple[Supplement, ...]) -> tuple[Entry, ...]:
    """An entry for every heading down to the third level, and for every supplement.

    The labelled parts of cases (【案情】) are none: they are the same in every case.
    """
    entries = []
    number = 0
    for node in descend(article):
        if isinstance(node, Section | Case | Rule) and is_heading(node):
            number += 1
            part = isinstance(node, Section) and node.role == "part"
            if node.level <= _DEEPEST and not part:
                text = " ".join(heading_text(node.marker, node.title).split())
                entries.append(Entry(node.level, text, name_heading(number)))
    return (*entries, *(Entry(1, each.title, each.kind) for each in supplements))
