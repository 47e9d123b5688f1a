"""The levels of the headings: a stack of kinds, each kind at one level until a higher one comes.

Kinds are told by marker scheme, by the editor's rank, or by look. A kind seen before returns to
its level; a new one goes below the heading before it or beside it, as `_is_below` decides.
"""

import re
from typing import NamedTuple

from docpipe.structure.bare import CLOSING, COLLECTIVE
from docpipe.structure.headings import COMMENTARY_LABEL
from docpipe.structure.markers import LADDER
from docpipe.structure.rows import Row

# A part of a whole that is named before it: 学校篇 and 户外篇 stand below 防暴雨 (corpus letters 098).
_PART_NAME = re.compile(r"[^—-]{1,4}篇$")


class _Kind(NamedTuple):
    name: str
    detail: str = ""
    bare: bool = False


class _Entry(NamedTuple):
    kind: _Kind
    row: Row
    place: int
    has_body: bool


def set_levels(rows: list[Row]) -> None:
    """Give every heading its level, 1 at the top."""
    headings = [index for index, row in enumerate(rows) if row.level]
    kinds = {index: _kind_of(rows[index]) for index in headings}
    counts: dict[_Kind, int] = {}
    for kind in kinds.values():
        counts[kind] = counts.get(kind, 0) + 1
    stack: list[_Entry] = []
    series: dict[_Kind, tuple[int | None, list[_Entry]]] = {}
    _spread_children(rows, headings, kinds)
    for position, index in enumerate(headings):
        following = headings[position + 1] if position + 1 < len(headings) else len(rows)
        entry = _Entry(kinds[index], rows[index], index, has_body=following - index > 1)
        if _counts_on(entry, stack, series.get(entry.kind)):
            del stack[len(series[entry.kind][1]) :]
            stack.append(entry)
        else:
            _place(stack, entry, counts)
        rows[index].level = len(stack)
        if entry.row.marker is not None:
            series[entry.kind] = entry.row.marker.value, stack[:-1]


def _counts_on(entry: _Entry, stack: list[_Entry], last: tuple[int | None, list[_Entry]] | None) -> bool:
    """Whether the heading counts on a series that an unnumbered one beside it broke, below the same parent."""
    if last is None or entry.row.marker is None:
        return False
    value, parents = last
    beside = len(stack) > len(parents) and all(
        one.row is other.row for one, other in zip(stack, parents, strict=False)
    )
    return beside and value is not None and entry.row.marker.value == value + 1


def _spread_children(rows: list[Row], headings: list[int], kinds: dict[int, _Kind]) -> None:
    """Make the bare headings after a merged child children too, up to the next that names a collection."""
    inside = False
    for index in headings:
        row = rows[index]
        if row.merged:
            inside = row.merged == "child"
        elif inside and kinds[index].name == "unmarked" and row.look.bare:
            inside = not any(
                (
                    COLLECTIVE.search(row.folded),
                    CLOSING.fullmatch(row.folded),
                    COMMENTARY_LABEL.match(row.folded),
                )
            )
            kinds[index] = _Kind("unmarked", "child" if inside else "", bare=True)


def _kind_of(row: Row) -> _Kind:
    look = row.look
    if row.look.rank:
        return _Kind("rank", str(look.rank))
    if row.part:
        return _Kind("sub-label")
    if row.merged:
        return _Kind("unmarked", "" if row.merged == "parent" else "child", bare=True)
    if row.marker is not None and row.marker.scheme != "bullet":
        return _Kind(row.marker.scheme, "" if row.title.strip() else "alone", bare=look.bare)
    if look.bare:
        return _Kind("unmarked", "篇" if _PART_NAME.fullmatch(row.folded) else "", bare=True)
    return _Kind("unmarked", f"{look.bold} {look.colour} {look.size} {look.align == 'center'}")


def _place(stack: list[_Entry], entry: _Entry, counts: dict[_Kind, int]) -> None:
    """Cut `stack` down to the parent of `entry` and put it on top."""
    known = [at for at, other in enumerate(stack) if _same_kind(other.kind, entry.kind)]
    if known:
        del stack[known[-1] :]
    else:
        popped = False
        while stack and not _is_below(entry, stack, counts, popped=popped):
            stack.pop()
            popped = True
    stack.append(entry)


def _same_kind(one: _Kind, other: _Kind) -> bool:
    # A numbered series keeps its level whether its members are bare text or paragraphs.
    return one == other or (one.name == other.name != "unmarked" and one.detail == other.detail)


def _is_below(entry: _Entry, stack: list[_Entry], counts: dict[_Kind, int], *, popped: bool) -> bool:
    """Whether the heading belongs to the last of `stack`; `popped` says that others below that one are done."""
    parent, kind = stack[-1], entry.kind
    above = parent.kind
    if kind.name == "sub-label":
        return above.name != "sub-label"
    if kind.name == "rank":
        return kind.detail > above.detail if above.name == "rank" else not parent.has_body
    if kind.name == "unmarked":
        # A plain line that begins a segment, after the parts of the one before, begins something new.
        fresh = popped and entry.row.look.gap_before and not (entry.row.look.bold or entry.row.look.colour)
        return not fresh and _unmarked_is_below(entry, parent)
    if above.name == "unmarked":
        return _marked_is_below(entry, parent, counts)
    if above.name == "rank":
        return True
    if above.name == kind.name:
        return above.detail == "" and kind.detail == "alone"
    return LADDER[kind.name] > LADDER.get(above.name, 0)


def _unmarked_is_below(entry: _Entry, parent: _Entry) -> bool:
    kind, above = entry.kind, parent.kind
    if parent.row.merged == "parent" or (entry.row.merged == "child" and parent.row.merged != "child"):
        return True
    if above.detail == "alone":
        # A number alone on its line, and its title on the next.
        return entry.place == parent.place + 1
    if kind.detail == "篇":
        return above.name == "unmarked" and above.detail == ""
    return above.name == "rank" or (above.bare and not kind.bare) or _is_larger(parent.row, entry.row)


def _is_larger(parent: Row, child: Row) -> bool:
    if parent.marker is not None and child.marker is None:
        return False
    return (parent.look.size or 16) > (child.look.size or 16)


def _is_louder(parent: Row, child: Row) -> bool:
    one, other = parent.look, child.look
    return not one.bare and one.colour is not None and other.colour is None and one.bold >= other.bold


def _marked_is_below(entry: _Entry, parent: _Entry, counts: dict[_Kind, int]) -> bool:
    """Whether a numbered heading belongs to the unnumbered one before it.

    It does where nothing stands between, where it looks less, or where it is of a low scheme. A
    bare series after a bare heading with a body of its own is its child only where other headings
    of that kind enclose the series.
    """
    if not parent.has_body or parent.row.merged == "parent":
        return True
    if entry.kind.bare != parent.kind.bare or LADDER[entry.kind.name] >= LADDER["decimal"]:
        # A number alone on its line is below a louder title, and beside one that is bare (corpus c29).
        return entry.kind.detail != "alone" or _is_louder(parent.row, entry.row)
    return counts[parent.kind] > 1
