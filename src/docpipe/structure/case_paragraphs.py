"""Cases that are told in paragraphs without heading, label or number."""

from collections.abc import Sequence
from itertools import pairwise

from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.case_ends import inside_cases
from docpipe.structure.headings import COMMENTARY_LABEL
from docpipe.structure.rows import Row
from docpipe.structure.series import SERIES_SHARE
from docpipe.structure.telling import (
    begins_with_date,
    introduces,
    is_event,
    people_in,
    tells_particulars,
    tells_whole_case,
)

_HEADLINE_LENGTH = 30
# So many paragraphs are looked through for what a story came to.
_LONGEST_STORY = 12


def mark_dated_cases(rows: Sequence[Row]) -> None:
    """Paragraphs that begin with a date, two or more in a row of sections without a case."""
    stretch: list[int] = []
    inside = 0
    for at, row in enumerate(rows):
        if row.level and row.level <= inside:
            inside = 0
        if row.unit == "case" and row.level:
            inside = row.level
        if row.level:
            _settle_dated(rows, stretch)
            stretch = []
        elif not inside and row.is_body:
            stretch.append(at)
    _settle_dated(rows, stretch)


def _settle_dated(rows: Sequence[Row], stretch: Sequence[int]) -> None:
    starts: list[int] = []
    known: set[str] = set()
    for at in stretch:
        text = rows[at].folded
        names = people_in(text)
        if rows[at].unit is None and begins_with_date(text) and not (names & known):
            starts.append(at)
            known = names
        else:
            known |= names
    telling = [at for at in starts if is_event(rows[at].folded)]
    if len(telling) > 1 and len(telling) >= SERIES_SHARE * len(starts):
        for at in starts:
            rows[at].unit = "case"


def mark_strung_cases(rows: Sequence[Row]) -> None:
    """Mark the cases that were strung together in one paragraph, which ended each in a semicolon."""
    taken = inside_cases(rows)
    for at, (row, following) in enumerate(pairwise(rows)):
        if at in taken and (row.level or row.unit is None):
            continue
        free = following.unit in (None, "case")
        strung = (
            row.folded.endswith(";")
            and row.is_body
            and following.is_body
            and not (row.marker or following.marker)
        )
        if free and strung and introduces(row.folded) and introduces(following.folded):
            row.unit = following.unit = "case"


def mark_line_cases(rows: Sequence[Row]) -> None:
    """Two or more lines on end that are each the headline of an event."""
    run: list[Row] = []
    taken = inside_cases(rows)
    for at, row in enumerate([*rows, None]):
        if row is not None and at not in taken and _is_headline(row):
            run.append(row)
            continue
        if len(run) > 1:
            for member in run:
                member.unit = "case"
        run = []


def _is_headline(row: Row) -> bool:
    return (
        row.is_body
        and not (row.marker or row.unit)
        and len(row.folded) <= _HEADLINE_LENGTH
        and not ends_like_sentence(row.folded)
        and is_event(row.folded)
    )


def mark_told_cases(rows: Sequence[Row]) -> None:
    """Paragraphs without label or number that tell a whole case: who, when and what it led to.

    Beside such a paragraph, one that gives other particulars of a stranger is a case as well.
    """
    taken = inside_cases(rows)
    known: set[str] = set()
    particular: list[int] = []
    for at, row in enumerate(rows):
        names = people_in(row.folded)
        free = at not in taken and row.is_body and row.marker is None and row.unit is None
        if free and not names & known and not COMMENTARY_LABEL.match(row.folded):
            if tells_whole_case(_told_on(rows, at, names)):
                row.unit = "case"
            elif tells_particulars(row.folded):
                particular.append(at)
        known |= names
    # One such paragraph may be anything; two of them, or one beside a case, are a series.
    beside = [
        at
        for at in particular
        if any(other.unit == "case" and not other.level for other in rows[max(at - 1, 0) : at + 2])
    ]
    for at in particular if len(particular) > 1 else beside:
        rows[at].unit = "case"


def _told_on(rows: Sequence[Row], start: int, names: set[str]) -> str:
    """The text of a paragraph, and of those right after it that tell of the same people."""
    texts = [rows[start].folded]
    for row in rows[start + 1 : start + 1 + _LONGEST_STORY]:
        if row.level or row.unit or not row.is_body:
            break
        if people_in(row.folded) & names:
            texts.append(row.folded)
    return "\n".join(texts)
