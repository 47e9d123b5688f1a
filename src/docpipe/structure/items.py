"""Items (1.…;2.…;3.…) and cases that run on in one paragraph → a line each."""

import re
from itertools import pairwise

from docpipe.structure.markers import parse_marker
from docpipe.structure.rows import Row, line_row
from docpipe.structure.slices import cut_line
from docpipe.structure.telling import introduces, is_dated_event, people_in

# With fewer, a semicolon parts what befell several people in one case.
_FEWEST_CASES = 3
_ENDS = re.compile("处分|罚款|诫勉|批评教育|通报批评|免职|判处|处罚|拘留|开除|撤职|移送")
_CASE_LEAD = re.compile("[^;:]{4,80}:(?=[^;]{8,};)")
_FIRST_ITEM = re.compile(
    r"(?:,(?=一[是要])|[:。])\s*(?=(?:1[.、](?!\d(?!\d{3}年))|\(1\)|\(一\)|①|一[是要])\s*[^\d\s])"
)
_ALL = (
    "(?:凡|如有|对)?违反(?:上述|以上|前述|规定|本)|有(?:上述|以上|前述|下列)[^,。]{0,6}(?:行为|情形)|(?:以上|上述)(?:规定|要求|行为|各项)|违者"
    r"|党员[^,。;]{0,20}的,[^。;]{0,40}《"
)
SPEAKS_FOR_ALL = re.compile(_ALL)
"""The begin of a sentence after a series of rules that speaks of all of them."""
_COMMON_BASIS = re.compile(rf"(?<=[。;])(?={_ALL})")
_NEXT_ITEM = re.compile(
    r"(?<=[;。!?,])\s*(?=(?:\d{1,2}[.、](?!\d(?!\d{3}年))|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[①-⑳]|[二三四五六七八九十][是要])\s*[^\d\s])"
)


def split_items(rows: list[Row]) -> list[Row]:
    """`rows` with every paragraph of several items, or of several cases, split into them."""
    split: list[Row] = []
    for row in rows:
        split.extend(_split(row))
    return split


def _split(row: Row) -> list[Row]:
    if row.line is None or not row.is_body:
        return [row]
    strung = _case_cuts(row.folded)
    pieces = _cut(row, strung or _item_cuts(row))
    for piece in pieces if strung else ():
        if _tells_end(piece.folded):
            piece.unit = "case"
    return pieces


def _cut(row: Row, cuts: list[int]) -> list[Row]:
    if len(cuts) == 1 or row.line is None:
        return [row]
    ends = [*cuts[1:], None]
    return [line_row(cut_line(row.line, start, end)) for start, end in zip(cuts, ends, strict=True)]


def _tells_end(clause: str) -> bool:
    """Whether a clause tells of somebody and how it ended for them."""
    return _ENDS.search(clause) is not None and (introduces(clause) or is_dated_event(clause))


def _item_cuts(row: Row) -> list[int]:
    """Where the items of the paragraph begin, 0 first; what leads them in is a line of its own."""
    first = parse_marker(row.text, row.folded)
    lead = _FIRST_ITEM.search(row.folded)
    cuts = [0]
    if first is None and lead is not None:
        cuts.append(lead.end())
        first = parse_marker(row.text[lead.end() :], row.folded[lead.end() :])
    if first is None or first.marker.value is None:
        return [0]
    value, scheme = first.marker.value, first.marker.scheme
    for match in _NEXT_ITEM.finditer(row.folded, cuts[-1]):
        found = parse_marker(row.text[match.end() :], row.folded[match.end() :])
        if found and found.marker.scheme == scheme and found.marker.value == value + 1:
            cuts.append(match.end())
            value += 1
    common = _COMMON_BASIS.search(row.folded, cuts[-1])
    if common is not None and len(cuts) > 1:
        cuts.append(common.start())
    # A lead-in before one item alone is a sentence that happens to hold a number.
    return cuts if len(cuts) > (2 if lead is not None and cuts[1:2] == [lead.end()] else 1) else [0]


def _case_cuts(text: str) -> list[int]:
    """Where the cases begin that one paragraph strings together: clauses that each tell of somebody else's end."""
    if len(_ENDS.findall(text)) < _FEWEST_CASES:
        return []
    # A lead-in may stand before the first (…没有守住底线:), sentences before them and after.
    lead = _CASE_LEAD.match(text)
    begin = lead.end() if lead else 0
    clauses = [
        (begin + found.start(), found.group()) for found in re.finditer(r"[^;。]+[;。]?", text[begin:])
    ]
    told = [_tells_end(clause) for _, clause in clauses]
    first = next((at for at, tells in enumerate(told) if tells), len(told))
    after = next((at for at in range(first, len(told)) if not told[at]), len(told))
    people = [people_in(clause) for _, clause in clauses[first:after]]
    strangers = all(not (one & other) for one, other in pairwise(people))
    if after - first < _FEWEST_CASES or not strangers or any(told[after:]):
        return []
    starts = [start for start, _ in clauses[first:after]]
    rest = [clauses[after][0]] if after < len(clauses) else []
    return [*([0] if starts[0] else []), *starts, *rest]
