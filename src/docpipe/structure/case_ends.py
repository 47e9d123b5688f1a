"""Where cases end, and where the comment on each begins."""

import re
from collections.abc import Sequence

from docpipe.structure.headings import CIRCUMSTANCES, COMMENTARY_LABEL
from docpipe.structure.rows import Row
from docpipe.structure.sources import is_source_line
from docpipe.structure.telling import is_deed_or_bystander, people_in

_OTHER_LABEL = re.compile(r"[【\[]\w{2,8}[】\]]")
# A last paragraph that draws the lesson belongs to no single case.
_LESSON = re.compile(
    "告诉我们|警示我们|启示|教训|结局|以上案例|上述案例|希望|号召|倡议|提醒|让我们|广大党员|可以看出|不难看出|为此"
)
_COMMON_SOURCE = re.compile(r"[■●※▪*(\s]*(?:以上|上述)[^。]{0,12}案例[^。]{0,10}(?:来源|摘|选|整理|转)")


def section_end(rows: Sequence[Row], start: int) -> int:
    """The index after the last row below the heading at `start`."""
    level = rows[start].level
    return next((at for at in range(start + 1, len(rows)) if 0 < rows[at].level <= level), len(rows))


def headed_case_end(rows: Sequence[Row], start: int) -> int:
    """The index after the last row of the case headed at `start`.

    Where the label of its first part heads it (【案情】), the parts beside that are its own.
    """
    end = section_end(rows, start)
    while rows[start].part and end < len(rows) and _is_further_part(rows[end]):
        end = section_end(rows, end)
    return end


def _is_further_part(row: Row) -> bool:
    return row.part and not CIRCUMSTANCES.match(row.folded)


def inside_cases(rows: Sequence[Row]) -> set[int]:
    """The indexes of the rows that belong to a case with a heading, or begin one without."""
    inside: set[int] = set()
    for at, row in enumerate(rows):
        if row.unit == "case":
            inside.update(range(at, headed_case_end(rows, at) if row.level else at + 1))
    return inside


def mark_ends(rows: Sequence[Row]) -> None:
    """End a case without heading at the first paragraph that no longer tells of it."""
    names: set[str] | None = None
    for row in rows:
        if row.level:
            names = None
        if row.unit == "case" and not row.level:
            names = people_in(row.folded)
        elif names is not None and not row.level and not _goes_on(row, names):
            row.ends_unit = True
            names = None
    for row in rows:
        if _COMMON_SOURCE.match(row.folded):
            row.ends_unit = True


def end_last_member(rows: Sequence[Row], members: Sequence[int]) -> None:
    """End the last of a series of headed units at a gap inside it, where none of the others has one."""
    inner = [_inner_gap(rows, at) for at in members]
    last = inner[-1] if inner else None
    if last is not None and len(members) > 1 and all(gap is None for gap in inner[:-1]):
        rows[last].ends_unit = True


def _inner_gap(rows: Sequence[Row], start: int) -> int | None:
    """The index of the first paragraph after the first that a gap parts from the heading at `start`."""
    below = range(start + 2, section_end(rows, start))
    return next((at for at in below if rows[at].is_body and rows[at].look.gap_before), None)


def _goes_on(row: Row, names: set[str]) -> bool:
    if is_source_line(row.text) or (row.role == "body" and COMMENTARY_LABEL.match(row.folded)):
        return True
    if row.role != "body" or _OTHER_LABEL.match(row.folded):
        return False
    if _LESSON.search(row.folded):
        return False
    if names:
        return bool(people_in(row.folded) & names)
    return is_deed_or_bystander(row.folded)


def mark_commentary(rows: Sequence[Row]) -> None:
    """Mark the first row of each case's own comment, by its label."""
    inside: Row | None = None
    for row in rows:
        if row.unit == "case":
            inside = row
            continue
        beside = inside is not None and 0 < row.level <= inside.level
        if row.ends_unit or (beside and inside is not None and not (inside.part and _is_further_part(row))):
            inside = None
        if inside is None:
            continue
        if COMMENTARY_LABEL.match(row.folded) and row.role == "body":
            row.commentary = True
