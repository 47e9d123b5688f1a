"""Cases that a heading or the label of a part stands over."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from docpipe.model import Table
from docpipe.structure.case_ends import (
    end_last_member,
    inside_cases,
    section_end,
)
from docpipe.structure.headings import CIRCUMSTANCES, COMMENTARY_LABEL
from docpipe.structure.orders import NEGATION, PROHIBITION
from docpipe.structure.rows import Row
from docpipe.structure.series import SERIES_SHARE, heading_series
from docpipe.structure.telling import (
    begins_with_date,
    has_evidence,
    is_dated_event,
    people_in,
    tells_of_anybody,
    tells_whole_case,
)

_CASE_TITLE = re.compile("案例|案件|典型案|一案|案$|警示录|以案")
# A heading over cases, which names none of them.
_COLLECTION = re.compile(r"(?:典型|身边|警示|被?问责|真实)?(?:案例|案件)\w{0,2}")
# Labels that count kinds of things, of which a case is an example.
_KIND_LABEL = re.compile("误区|陷阱|骗局|套路|骗术|手法|类型|情形|误解")
_CASE_LABEL = re.compile(r"(?:典型|身边|警示|真实)?案例?|案件|事例|例")


def is_case_label(row: Row) -> bool:
    """Whether a label counts cases at the head of the row (案例一)."""
    marker = row.marker
    return (
        marker is not None
        and marker.scheme == "label"
        and bool(_CASE_LABEL.match(marker.text.strip("【】 ")))
    )


def mark_headed_cases(rows: Sequence[Row]) -> None:
    """Set `unit` of every heading that stands over a case, and end the last of a series at its gap."""
    # The lowest first, so that what is told below a heading belongs to the case that tells it.
    found: set[tuple[int, str]] = set()
    lone: list[int] = []
    for members in sorted(heading_series(rows), key=lambda run: -rows[run[0]].level):
        cases = _cases_among(rows, members)
        _head_cases(rows, cases)
        end_last_member(rows, cases)
        if cases:
            found.add(_sort_of(rows[members[0]]))
        elif len(members) == 1 and rows[members[0]].marker is not None:
            lone += members
    # One case alone in its category is known by those in the others.
    alike = [at for at in lone if _sort_of(rows[at]) in found and has_evidence(_own_text(rows, at))]
    _head_cases(rows, alike)


def _head_cases(rows: Sequence[Row], cases: Iterable[int]) -> None:
    for at in cases:
        rows[at].unit = "case"
        for row in rows[at + 1 : section_end(rows, at)]:
            row.unit = None


def _sort_of(row: Row) -> tuple[int, str]:
    return row.level, row.marker.scheme if row.marker else ""


def _cases_among(rows: Sequence[Row], members: Sequence[int]) -> Sequence[int]:
    """Those of a series of headings that head a case each: all, or a run of them, or none."""
    heads = [rows[at] for at in members]
    if any(row.part for row in heads):
        return []
    if all(map(is_case_label, heads)):
        return members
    texts = [_own_text(rows, at) for at in members]
    at_once = [_tells_at_once(rows, at) for at in members]
    telling = [now and has_evidence(text) for now, text in zip(at_once, texts, strict=True)]
    if len(members) == 1:
        named = _CASE_TITLE.search(heads[0].title) and not _COLLECTION.fullmatch(heads[0].title.strip())
        return members if telling[0] and named else []
    if sum(telling) >= SERIES_SHARE * len(members):
        return members
    # Where fewer tell, a run of whole cases is one beside what else the series has.
    whole = [now and tells_whole_case(text) for now, text in zip(at_once, texts, strict=True)]
    runs = [
        [at for _, at in run]
        for told, run in groupby(zip(whole, members, strict=True), key=lambda pair: pair[0])
        if told
    ]
    return next((run for run in runs if len(run) > 1), [])


def _tells_at_once(rows: Sequence[Row], start: int) -> bool:
    """Whether the first paragraph below a heading may begin a case: it does not order, nor say how a trick goes."""
    first = next((row for row in rows[start + 1 : section_end(rows, start)] if row.is_body), None)
    if first is None:
        return True
    # What orders first tells of somebody only as an example.
    sentence = first.folded.split("。", 1)[0].strip()
    if (PROHIBITION.match(sentence) or NEGATION.match(sentence)) and not people_in(sentence):
        return False
    marker = rows[start].marker
    kinds = marker is not None and marker.scheme == "label" and _KIND_LABEL.search(marker.text)
    return not kinds or tells_of_anybody(first.folded) or begins_with_date(first.folded)


def _own_text(rows: Sequence[Row], start: int) -> str:
    """The text below the heading at `start` that no case of its own has claimed."""
    claimed, level = False, 0
    texts: list[str] = []
    for row in rows[start + 1 : section_end(rows, start)]:
        if row.unit == "case":
            claimed, level = True, row.level
        elif (row.level and row.level <= max(level, 1)) or (row.level and not level):
            claimed = False
        if not claimed and row.role == "body" and not isinstance(row.block, Table):
            texts.append(row.folded)
    return "\n".join(texts)


def mark_parted_cases(rows: Sequence[Row]) -> None:
    """Cases whose parts are labelled (【案情】…【处理】…) and that have at most a heading over them."""
    taken = inside_cases(rows)
    openings = [at for at, row in enumerate(rows) if at not in taken and _opens_parted(row)]
    over = _headings_over(rows)
    shared = Counter(over[at] for at in openings)
    for at in openings:
        rows[at].unit = None
    for at in openings:
        above = over[at]
        below = range(at + 1, section_end(rows, at)) if rows[at].level else range(0)
        if sum(rows[other].is_body and is_dated_event(rows[other].folded) for other in below) > 1:
            _mark_strangers(rows, below)
        elif above >= 0 and shared[above] == 1 and not _COLLECTION.fullmatch(rows[above].title.strip()):
            rows[above].unit = "case"
        elif tells_of_anybody(_part_text(rows, at)):
            rows[at].unit = "case"


def _headings_over(rows: Sequence[Row]) -> list[int]:
    """The index of the heading right over each row, parts of cases left out; -1 where there is none."""
    over: list[int] = []
    open_headings: list[int] = []
    for at, row in enumerate(rows):
        while row.level and open_headings and rows[open_headings[-1]].level >= row.level:
            open_headings.pop()
        over.append(open_headings[-1] if open_headings else -1)
        if row.level and not row.part:
            open_headings.append(at)
    return over


def _opens_parted(row: Row) -> bool:
    label = CIRCUMSTANCES.match(row.folded)
    return label is not None and row.role == "body" and (not row.level or label.end() == len(row.folded))


def _part_text(rows: Sequence[Row], at: int) -> str:
    end = section_end(rows, at) if rows[at].level else at + 1
    return "\n".join(row.folded for row in rows[at:end])


def mark_announced_cases(rows: Sequence[Row]) -> None:
    """The paragraphs below a heading that announces cases (身边案例), where none of them is marked as one."""
    taken = inside_cases(rows)
    for start, row in enumerate(rows):
        # 案例点评 speaks of the cases before it.
        announces = _COLLECTION.fullmatch(row.title.strip()) and not COMMENTARY_LABEL.match(row.title)
        if not row.level or start in taken or not announces:
            continue
        below = range(start + 1, section_end(rows, start))
        if any(rows[at].unit or rows[at].level for at in below):
            continue
        _mark_strangers(rows, below)


def _mark_strangers(rows: Sequence[Row], below: Iterable[int]) -> None:
    """The first paragraph that tells of anybody begins a case; after it, each that tells of a stranger or another day."""
    known: set[str] = set()
    begun = False
    for at in below:
        row = rows[at]
        names = people_in(row.folded)
        anew = has_evidence(row.folded) and not names & known and (names or begins_with_date(row.folded))
        if row.is_body and (anew if begun else tells_of_anybody(row.folded)):
            row.unit, begun = "case", True
        known |= names
