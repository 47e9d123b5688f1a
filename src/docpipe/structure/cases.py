"""Which rows begin a case.

A case is told by evidence (`telling`), not by its layout: somebody, named or anonymised, and
something that was done or that befell them. Labels (案例一) are taken at their word; a series of
headings, items or dates is a series of cases where most of its members have the evidence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from docpipe.model import Listing, Quote, Table, child_blocks
from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.case_ends import (
    end_last_member,
    headed_case_end,
    mark_commentary,
    mark_ends,
    section_end,
)
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.headings import CIRCUMSTANCES, COMMENTARY_LABEL, SUB_LABEL
from docpipe.structure.orders import PROHIBITION
from docpipe.structure.rows import Row
from docpipe.structure.telling import (
    begins_with_date,
    has_evidence,
    introduces,
    is_dated_event,
    is_event,
    is_told,
    people_in,
    tells_of_anybody,
    tells_particulars,
    tells_whole_case,
)
from docpipe.walk import block_text

_CASE_TITLE = re.compile("案例|案件|典型案|一案|案$|警示录|以案")
# A heading over cases, which names none of them.
_COLLECTION = re.compile(r"(?:典型|身边|警示|被?问责|真实)?(?:案例|案件)\w{0,2}")
_CASE_LABEL = re.compile(r"(?:典型|身边|警示|真实)?案例?|案件|事例|例")
_RUN_IN_LABEL = re.compile(
    r"[【\[(](?:\w{0,4}案例?\w{0,2}|以案\w{1,4}|案件\w{0,4})[】\])](?=.{8})|(?:典型|身边|警示|真实|相关)?案例[:](?=.{8})"
)
# Any other label before an event told by its date: 【身边事】2021年6月, 以案说法:2022年9月.
_TOLD_LABEL = re.compile(r"(?:[【\[(]\w{2,8}[】\])]|\w{2,6}:)\s*(?=\S)")
_TABLE_HEAD = re.compile("案例|警情|案情|案件|事件|事故|经过|违纪|违法|违规|问题|处理|处分|损失")
_SERIES_SHARE = 0.6
_HEADLINE_LENGTH = 30
# So many paragraphs are looked through for what a story came to.
_LONGEST_STORY = 12


def mark_cases(rows: Sequence[Row]) -> None:
    """Set `unit`, `commentary` and `ends_unit` of the rows at which cases begin and end."""
    _mark_run_in_cases(rows)
    _mark_item_cases(rows)
    _mark_headed_cases(rows)
    _mark_parted_cases(rows)
    _mark_announced_cases(rows)
    _mark_dated_cases(rows)
    _mark_strung_cases(rows)
    _mark_line_cases(rows)
    _mark_quoted_cases(rows)
    _mark_told_cases(rows)
    mark_ends(rows)
    mark_commentary(rows)


def inside_cases(rows: Sequence[Row]) -> set[int]:
    """The indexes of the rows that belong to a case with a heading, or begin one without."""
    inside: set[int] = set()
    for at, row in enumerate(rows):
        if row.unit == "case":
            inside.update(range(at, headed_case_end(rows, at) if row.level else at + 1))
    return inside


# ── labels ───────────────────────────────────────────────────────────────────────────────────


def _mark_run_in_cases(rows: Iterable[Row]) -> None:
    for row in rows:
        if (
            row.is_body
            and not CIRCUMSTANCES.match(row.folded)
            and not COMMENTARY_LABEL.match(row.folded)
            and (_is_labelled(row) or _RUN_IN_LABEL.match(row.folded) or _is_told_label(row.folded))
        ):
            row.unit = "case"


def _is_labelled(row: Row) -> bool:
    marker = row.marker
    return (
        marker is not None
        and marker.scheme == "label"
        and bool(_CASE_LABEL.match(marker.text.strip("【】 ")))
    )


def _is_told_label(text: str) -> bool:
    label = _TOLD_LABEL.match(text)
    if label is None or SUB_LABEL.match(label.group()) or COMMENTARY_LABEL.match(label.group()):
        return False
    return is_dated_event(text[label.end() :])


# ── items ────────────────────────────────────────────────────────────────────────────────────


def _mark_item_cases(rows: Sequence[Row]) -> None:
    """Items of one scheme below one heading, most of which tell of somebody."""
    below = 0
    keyed: list[tuple[tuple[int, str], Row]] = []
    for at, row in enumerate(rows):
        below = at if row.level else below
        if row.is_body and row.marker is not None and row.unit is None:
            sign = row.folded[0] if row.marker.scheme == "bullet" else row.marker.scheme
            keyed.append(((below, sign), row))
    for _, group in groupby(sorted(keyed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        members = [row for _, row in group]
        telling = [row for row in members if has_evidence(row.folded) and not _illustrates(row)]
        if len(members) > 1 and len(telling) >= _SERIES_SHARE * len(members):
            for row in members:
                row.unit = "case"


def _illustrates(row: Row) -> bool:
    """Whether an item orders something and only then tells of somebody, as an example."""
    sentence = row.title.split("。", 1)[0]
    return PROHIBITION.match(sentence.strip()) is not None and not people_in(sentence)


# ── headings ─────────────────────────────────────────────────────────────────────────────────


def _mark_headed_cases(rows: Sequence[Row]) -> None:
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
    if all(map(_is_labelled, heads)):
        return members
    texts = [_own_text(rows, at) for at in members]
    telling = [has_evidence(text) for text in texts]
    if len(members) == 1:
        named = _CASE_TITLE.search(heads[0].title) and not _COLLECTION.fullmatch(heads[0].title.strip())
        return members if telling[0] and named else []
    if sum(telling) >= _SERIES_SHARE * len(members):
        return members
    # Where fewer tell, a run of whole cases is one beside what else the series has.
    whole = [tells_whole_case(text) for text in texts]
    runs = [
        [at for _, at in run]
        for told, run in groupby(zip(whole, members, strict=True), key=lambda pair: pair[0])
        if told
    ]
    return next((run for run in runs if len(run) > 1), [])


def heading_series(rows: Sequence[Row]) -> list[list[int]]:
    """The indexes of headings that are siblings of one kind, series by series."""
    series: dict[tuple[int, int, str], list[int]] = {}
    ordered: list[list[int]] = []
    parents: list[int] = []
    for at, row in enumerate(rows):
        if not row.level:
            continue
        del parents[row.level - 1 :]
        parent = parents[-1] if parents else -1
        parents.append(at)
        scheme = row.marker.scheme if row.marker else f"{row.look.bold}{row.look.colour}{row.look.bare}"
        run = series.get((parent, row.level, scheme))
        if run is None or _restarts(rows[run[-1]], row):
            run = series[parent, row.level, scheme] = []
            ordered.append(run)
        run.append(at)
    return ordered


def _restarts(before: Row, row: Row) -> bool:
    """Whether the numbering begins anew at `row`."""
    first, second = (other.marker.value if other.marker else None for other in (before, row))
    return first is not None and second is not None and second <= first


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


def _mark_parted_cases(rows: Sequence[Row]) -> None:
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


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────


def _mark_dated_cases(rows: Sequence[Row]) -> None:
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
    if len(telling) > 1 and len(telling) >= _SERIES_SHARE * len(starts):
        for at in telling:
            rows[at].unit = "case"


def _mark_strung_cases(rows: Sequence[Row]) -> None:
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


def _mark_line_cases(rows: Sequence[Row]) -> None:
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


def _mark_quoted_cases(rows: Iterable[Row]) -> None:
    """Quotations that tell a case, and tables and lists whose rows and items tell one each."""
    for row in rows:
        match row.block:
            case Quote() if _RUN_IN_LABEL.match(row.folded) or _quotes_case(row.block):
                row.unit = "case"
            case Table() if _tells_cases(row.block):
                row.unit = "case"
            case Listing() if _lists_cases(row.block):
                row.unit = "case"
            case _:
                pass


def _quotes_case(quote: Quote) -> bool:
    return any(has_evidence(fold(block_text(block))) for block in quote.blocks)


def _lists_cases(listing: Listing) -> bool:
    telling = sum(has_evidence(fold(item_text(item))) for item in listing.items)
    return telling > 1 and telling >= _SERIES_SHARE * len(listing.items)


def _tells_cases(table: Table) -> bool:
    lines = [fold(",".join(map(block_text, child_blocks(Table(rows=(line,)))))) for line in table.rows]
    headed = _TABLE_HEAD.search(lines[0]) is not None
    if headed and sum(map(has_evidence, lines[1:])) > 1:
        return True
    telling = [line for line in lines[1:] if is_told(line)]
    return len(telling) > 1 and (headed or all(map(has_evidence, telling)))


def _mark_announced_cases(rows: Sequence[Row]) -> None:
    """The paragraphs below a heading that announces cases (身边案例), where none of them is marked as one."""
    taken = inside_cases(rows)
    for start, row in enumerate(rows):
        if not row.level or start in taken or not _COLLECTION.fullmatch(row.title.strip()):
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


def _mark_told_cases(rows: Sequence[Row]) -> None:
    """Paragraphs without label or number that tell a whole case: who, when and what it led to.

    Beside such a paragraph, one that gives other particulars of a stranger is a case as well.
    """
    taken = inside_cases(rows)
    known: set[str] = set()
    beside = False
    for at, row in enumerate(rows):
        names = people_in(row.folded)
        free = at not in taken and row.is_body and row.marker is None and row.unit is None
        if free and not names & known and not COMMENTARY_LABEL.match(row.folded):
            told = tells_whole_case(_told_on(rows, at, names)) or (
                tells_particulars(row.folded)
                and (
                    beside
                    or (at + 1 < len(rows) and rows[at + 1].is_body and tells_whole_case(rows[at + 1].folded))
                )
            )
            row.unit = "case" if told else None
        beside = row.unit == "case" and not row.level
        known |= names


def _told_on(rows: Sequence[Row], start: int, names: set[str]) -> str:
    """The text of a paragraph, and of those right after it that tell of the same people."""
    texts = [rows[start].folded]
    for row in rows[start + 1 : start + 1 + _LONGEST_STORY]:
        if row.level or row.unit or not row.is_body:
            break
        if people_in(row.folded) & names:
            texts.append(row.folded)
    return "\n".join(texts)
