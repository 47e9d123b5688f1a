"""Items that run on in one paragraph (1.…;2.…;3.…) → a line each."""

import re

from docpipe.structure.markers import parse_marker
from docpipe.structure.rows import Row, line_row
from docpipe.structure.slices import cut_line

_NEXT_ITEM = re.compile(
    r"(?<=[;。!?,])\s*(?=(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[①-⑳])\s*[^\d\s])"
)


def split_items(rows: list[Row]) -> list[Row]:
    """`rows` with every paragraph of two or more items, counted from its first, split into them."""
    split: list[Row] = []
    for row in rows:
        split.extend(_split(row))
    return split


def _split(row: Row) -> list[Row]:
    first = parse_marker(row.text, row.folded) if row.is_body else None
    if row.line is None or first is None or first.marker.value is None:
        return [row]
    cuts = [0]
    value, scheme = first.marker.value, first.marker.scheme
    for match in _NEXT_ITEM.finditer(row.folded):
        found = parse_marker(row.text[match.end() :], row.folded[match.end() :])
        if found and found.marker.scheme == scheme and found.marker.value == value + 1:
            cuts.append(match.end())
            value += 1
    if len(cuts) == 1:
        return [row]
    ends = [*cuts[1:], None]
    return [line_row(cut_line(row.line, start, end)) for start, end in zip(cuts, ends, strict=True)]
