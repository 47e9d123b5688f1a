"""Title and author, where the carrier gave none: the first centred or emphasised lines of the body."""

import re
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.model import Divider, Figure
from docpipe.source import Source
from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.letter import find_salutation
from docpipe.structure.looks import DECORATION
from docpipe.structure.markers import parse_marker
from docpipe.structure.rows import Row

# Calibrated on corpus letters 035 and 078.
_TITLE_LENGTH = range(3, 46)
_NAME_LENGTH = 3
# What a writing is, which may be a title or its second line by itself.
_KINDS = frozenset(
    ("通知", "通报", "公告", "通告", "启事", "喜报", "倡议", "倡议书", "公开信", "须知", "邀请函")
)
# What stands under a title and is none of it: who wrote it, when, which issue.
_NO_TITLE = re.compile(
    r"(?:文|图|图文|作者|编辑|来源|撰稿)\s?[/:|].*|\(.*\)|[\d〇零一二三四五六七八九十年月日./\s-]+"
)
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
    """One or two lines of one look at the top, unlike what follows them; pictures may stand above."""
    start = next(
        (at for at, row in enumerate(rows) if not isinstance(row.block, Figure | Divider)), len(rows)
    )
    above, below = rows[:start], rows[start:]
    count = 2 if len(below) > 2 and _is_continued(below[0], below[1]) else 1
    if len(below) <= count or not _may_be_title(below[0]):
        return None
    # What names the writer or the day says nothing of how the body looks.
    body = next((at for at in range(count, len(below)) if not _is_byline(below[at])), count)
    # In a body of one look, what stands above a salutation is the title all the same.
    following = below[body]
    if not (_looks_like_title(below[0], following) or find_salutation(following)):
        return None
    return Head("".join(row.text for row in below[:count]), None, [*above, *below[count:]])


def _is_continued(one: Row, other: Row) -> bool:
    """Whether two lines are parts of one title: of one look, or a subtitle after a dash."""
    if not _may_be_title(other) or _is_byline(other):
        return False
    if one.look.align == other.look.align == "center" and other.text.startswith("—"):
        return True
    looks = ((row.look.align, row.look.bold, row.look.size) for row in (one, other))
    # A name under the title is its writer's.
    return (
        len(set(looks)) == 1 and len(other.folded.strip()) > _NAME_LENGTH
    ) or other.folded.strip() in _KINDS


def _is_byline(row: Row) -> bool:
    text = row.folded.strip()
    named = row.look.align == "center" and len(text) <= _NAME_LENGTH and text not in _KINDS
    return row.is_line and bool(named or _NO_TITLE.fullmatch(text))


def _may_be_title(row: Row) -> bool:
    text = row.folded.strip()
    if not row.is_body or row.look.bare or (len(row.text) not in _TITLE_LENGTH and text not in _KINDS):
        return False
    # A dash begins a subtitle, a picture adorns; any other marker begins an item.
    split = None if row.text.startswith("—") else parse_marker(row.text, row.folded)
    marked = split is not None and not (split.marker.scheme == "bullet" and DECORATION.match(row.folded))
    called = row.look.align == "center" and text.endswith(("!", "?"))
    return not ((ends_like_sentence(text) and not called) or text.endswith((":", ",")) or marked)


def _looks_like_title(row: Row, following: Row) -> bool:
    one, other = row.look, following.look
    centred = one.align == "center" and (other.align != "center" or other.gap_before)
    larger = (one.size or 0) > (other.size or 16) and (one.bold, one.align) >= (other.bold, other.align)
    ranked = one.rank is not None and (other.rank is None or other.rank > one.rank)
    # Above the first numbered heading stands the title, of whatever look they share.
    over_number = (one.bold or one.align == "center") and _is_numbered(following)
    return centred or larger or ranked or over_number or (one.bold and not other.bold)


def _is_numbered(row: Row) -> bool:
    split = parse_marker(row.text, row.folded) if row.is_line else None
    return split is not None and split.marker.scheme == "chinese" and split.marker.value == 1
