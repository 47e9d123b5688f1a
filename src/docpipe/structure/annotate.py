"""Citations as inlines: the runs of a line, wrapped where something is cited, each in its own look."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from docpipe.model import Citation, Inline, LineBreak, Link, Text
from docpipe.structure.citations import Found
from docpipe.walk import Inlines, plain_text


def annotate(inlines: Inlines, found: Sequence[Found]) -> Inlines:
    """`inlines` with a `Citation` around each span of `found`; the plain text stays as it is.

    Spans count characters of the plain text, ascend and do not overlap. A link wholly inside a
    span stands inside its citation, a citation wholly inside a link inside the link; where they
    overlap, the link is parted in two with the same address.
    """
    if not found:
        return inlines
    around, inside = _sort_out(inlines, found)
    cuts = sorted({at for span in around for at in (span.start, span.end)})
    pieces = _cut(inlines, 0, cuts)
    annotated: list[Inline] = []
    spans = iter([*around, Found(len(plain_text(inlines)) + 1, 0, ())])
    span = next(spans)
    gathered: list[Inline] = []
    for start, piece in pieces:
        if gathered and start >= span.end:
            annotated.append(Citation(inlines=tuple(gathered), references=span.references))
            gathered, span = [], next(spans)
        whole = _inside_link(piece, start, inside)
        if span.start <= start < span.end:
            gathered.append(whole)
        else:
            annotated.append(whole)
    if gathered:
        annotated.append(Citation(inlines=tuple(gathered), references=span.references))
    return tuple(annotated)


def _sort_out(inlines: Inlines, found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The spans that stand around whole runs, and those inside a link."""
    around: list[Found] = []
    inside: list[Found] = []
    links = _links(inlines)
    starts = [start for start, _ in links]
    for span in found:
        at = bisect_right(starts, span.start) - 1
        start, end = links[at] if at >= 0 else (0, 0)
        if span.end <= end and (span.start, span.end) != (start, end):
            inside.append(span)
        elif span.start < span.end:
            around.append(span)
    return around, inside


def _links(inlines: Inlines) -> list[tuple[int, int]]:
    """The span of each link, in order."""
    spans: list[tuple[int, int]] = []
    at = 0
    for inline in inlines:
        length = len(plain_text((inline,)))
        if isinstance(inline, Link) and length:
            spans.append((at, at + length))
        at += length
    return spans


def _inside_link(piece: Inline, start: int, inside: Sequence[Found]) -> Inline:
    """`piece`, which starts at `start`, with those of the spans in it that stand inside a link."""
    if not inside or not isinstance(piece, Link):
        return piece
    first = bisect_left(inside, start, key=_start)
    last = bisect_left(inside, start + len(plain_text((piece,))), key=_start)
    shifted = [span._replace(start=span.start - start, end=span.end - start) for span in inside[first:last]]
    return replace(piece, inlines=annotate(piece.inlines, shifted))


def _start(span: Found) -> int:
    return span.start


def _cut(inlines: Inlines, start: int, cuts: Sequence[int]) -> list[tuple[int, Inline]]:
    """The pieces of `inlines`, parted at `cuts`, each with the index of its first character."""
    pieces: list[tuple[int, Inline]] = []
    for inline in inlines:
        end = start + len(plain_text((inline,)))
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        pieces += _part(inline, start, end, inner) if inner else [(start, inline)]
        start = end
    return pieces


def _part(inline: Inline, start: int, end: int, cuts: Sequence[int]) -> list[tuple[int, Inline]]:
    bounds = [start, *cuts, end]
    match inline:
        case Text():
            return [
                (first, replace(inline, text=inline.text[first - start : last - start]))
                for first, last in pairwise(bounds)
            ]
        case Link() | Citation():
            groups: dict[int, list[Inline]] = {bound: [] for bound in bounds[:-1]}
            for at, piece in _cut(inline.inlines, start, cuts):
                groups[bounds[min(bisect_right(bounds, at), len(bounds) - 1) - 1]].append(piece)
            return [(at, replace(inline, inlines=tuple(group))) for at, group in groups.items()]
        case LineBreak():
            return [(start, inline)]
