"""Title and author, where the carrier gave none: the first centred or emphasised lines of the body."""

import re
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.source import Source
from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.letter import find_salutation
from docpipe.structure.markers import parse_marker
from docpipe.structure.rows import Row

# Calibrated on corpus letters 035 and 078.
_TITLE_LENGTH = range(3, 46)
_WRITER = re.compile(r"(?:文|作者|图文)\s?[/:|]\s?(?P<name>\S{2,12})$")


class Head(NamedTuple):
    """Title and author, and the rows that remain."""

    title: str | None
    author: str | None
    rows: list[Row]


def settle_head(source: Source, rows: list[Row], report: Report) -> Head:
    """The head of the article: the carrier's own, else what the first lines say."""
    if source.title is not None:
        return Head(source.title, source.author, rows)
    head = _glued_head(rows)
    if head is not None:
        report.add(
            "repeated-title", {"title": head.title or ""}, text=rows[1].text, position=rows[1].place(0)
        )
    head = head or _first_lines(rows)
    if head is None:
        report.add("missing-title")
        return Head(None, source.author, rows)
    report.add("title-from-body", {"title": head.title or ""})
    return head._replace(author=head.author or source.author)


def _glued_head(rows: list[Row]) -> Head | None:
    """A title with the author stuck to it, which the next two lines say once more."""
    if len(rows) < 3:
        return None
    first, second, third = (row.folded.strip() for row in rows[:3])
    writer = _WRITER.match(third)
    if writer is None or first != second + writer.group("name"):
        return None
    return Head(rows[1].text, writer.group("name"), rows[2:])


def _first_lines(rows: list[Row]) -> Head | None:
    """One or two lines of one look at the top, unlike what follows them."""
    count = 2 if len(rows) > 2 and _alike(rows[0], rows[1]) and _may_be_title(rows[1]) else 1
    if len(rows) <= count or not _may_be_title(rows[0]):
        return None
    # In a body of one look, what stands above a salutation is the title all the same.
    if not (_looks_like_title(rows[0], rows[count]) or find_salutation(rows[count])):
        return None
    return Head("".join(row.text for row in rows[:count]), None, rows[count:])


def _alike(one: Row, other: Row) -> bool:
    """Whether two lines are parts of one title: of one look, or a subtitle after a dash."""
    if one.look.align == other.look.align == "center" and other.text.startswith("—"):
        return True
    looks = ((row.look.align, row.look.bold, row.look.size) for row in (one, other))
    return len(set(looks)) == 1


def _may_be_title(row: Row) -> bool:
    if not row.is_body or row.look.bare or len(row.text) not in _TITLE_LENGTH:
        return False
    # A dash begins a subtitle.
    marked = not row.text.startswith("—") and parse_marker(row.text, row.folded)
    return not (ends_like_sentence(row.folded) or row.folded.endswith((":", ",")) or marked)


def _looks_like_title(row: Row, following: Row) -> bool:
    one, other = row.look, following.look
    centred = one.align == "center" and other.align != "center"
    larger = (one.size or 0) > (other.size or 16) and (one.bold, one.align) >= (other.bold, other.align)
    return centred or larger or (one.bold and not other.bold)
