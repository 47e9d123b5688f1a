"""Which rows begin a case.

A case is told by evidence (`telling`), not by its layout: somebody, named or anonymised, and
something that was done or that befell them. Labels (案例一) are taken at their word; a series of
headings, items or dates is a series of cases where most of its members have the evidence.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from docpipe.model import Listing, Quote, Table, child_blocks
from docpipe.structure.case_ends import (
    mark_commentary,
    mark_ends,
)
from docpipe.structure.case_headings import (
    is_case_label,
    mark_announced_cases,
    mark_headed_cases,
    mark_parted_cases,
)
from docpipe.structure.case_paragraphs import (
    mark_dated_cases,
    mark_line_cases,
    mark_strung_cases,
    mark_told_cases,
)
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.headings import CIRCUMSTANCES, COMMENTARY_LABEL, SUB_LABEL
from docpipe.structure.orders import PROHIBITION
from docpipe.structure.rows import Row
from docpipe.structure.series import SERIES_SHARE
from docpipe.structure.telling import (
    has_evidence,
    is_dated_event,
    is_told,
    people_in,
)
from docpipe.walk import block_text

_RUN_IN_LABEL = re.compile(
    r"[【\[(](?:\w{0,4}案例?\w{0,2}|以案\w{1,4}|案件\w{0,4})[】\])](?=.{8})|(?:典型|身边|警示|真实|相关)?案例[:](?=.{8})"
)
# Any other label before an event told by its date: 【身边事】2021年6月, 以案说法:2022年9月.
_TOLD_LABEL = re.compile(r"(?:[【\[(]\w{2,8}[】\])]|\w{2,6}:)\s*(?=\S)")
_TABLE_HEAD = re.compile("案例|警情|案情|案件|事件|事故|经过|违纪|违法|违规|问题|处理|处分|损失")


def mark_cases(rows: Sequence[Row]) -> None:
    """Set `unit`, `commentary` and `ends_unit` of the rows at which cases begin and end."""
    _mark_run_in_cases(rows)
    _mark_item_cases(rows)
    mark_headed_cases(rows)
    mark_parted_cases(rows)
    mark_announced_cases(rows)
    mark_dated_cases(rows)
    mark_strung_cases(rows)
    mark_line_cases(rows)
    _mark_quoted_cases(rows)
    mark_told_cases(rows)
    mark_ends(rows)
    mark_commentary(rows)


def _mark_run_in_cases(rows: Iterable[Row]) -> None:
    for row in rows:
        if (
            row.is_body
            and not CIRCUMSTANCES.match(row.folded)
            and not COMMENTARY_LABEL.match(row.folded)
            and (is_case_label(row) or _RUN_IN_LABEL.match(row.folded) or _is_told_label(row.folded))
        ):
            row.unit = "case"


def _is_told_label(text: str) -> bool:
    label = _TOLD_LABEL.match(text)
    if label is None or SUB_LABEL.match(label.group()) or COMMENTARY_LABEL.match(label.group()):
        return False
    return is_dated_event(text[label.end() :])


def _mark_item_cases(rows: Sequence[Row]) -> None:
    """Items of one scheme below one heading, most of which tell of somebody; one alone where those of others do."""
    below = 0
    keyed: list[tuple[tuple[int, str], Row]] = []
    for at, row in enumerate(rows):
        below = at if row.level else below
        if row.is_body and row.marker is not None and row.unit is None:
            sign = row.folded[0] if row.marker.scheme == "bullet" else row.marker.scheme
            keyed.append(((below, sign), row))
    found: set[tuple[int, str, str]] = set()
    alone: list[tuple[tuple[int, str, str], Row]] = []
    for (heading, sign), group in groupby(sorted(keyed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        members = [row for _, row in group]
        telling = [row for row in members if has_evidence(row.folded) and not _illustrates(row)]
        over = rows[heading]
        sort = (over.level, over.marker.scheme if over.marker else "", sign)
        if len(members) > 1 and len(telling) >= SERIES_SHARE * len(members):
            found.add(sort)
            for row in members:
                row.unit = "case"
        elif telling and over.level:
            alone += [(sort, row) for row in telling]
    for sort, row in alone:
        if sort in found:
            row.unit = "case"


def _illustrates(row: Row) -> bool:
    """Whether an item orders something and only then tells of somebody, as an example."""
    sentence = row.title.split("。", 1)[0]
    return PROHIBITION.match(sentence.strip()) is not None and not people_in(sentence)


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
    return telling > 1 and telling >= SERIES_SHARE * len(listing.items)


def _tells_cases(table: Table) -> bool:
    lines = [fold(",".join(map(block_text, child_blocks(Table(rows=(line,)))))) for line in table.rows]
    headed = _TABLE_HEAD.search(lines[0]) is not None
    if headed and sum(map(has_evidence, lines[1:])) > 1:
        return True
    telling = [line for line in lines[1:] if is_told(line)]
    return len(telling) > 1 and (headed or all(map(has_evidence, telling)))
