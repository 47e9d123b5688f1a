"""The seam into WeasyPrint: full lines of Chinese set flush, after its layout and before its drawing.

WeasyPrint stretches U+0020 and nothing else, so lines of Chinese end where the last character
that fits ends, up to two characters short. Here each full line of a justified paragraph is
widened by the same small space between its Chinese characters (clreq, 行内对齐: after squeezing,
stretching); digits and Latin words keep their own rhythm, —— and …… stay whole, and what
WeasyPrint gave to the spaces is taken back. Only the boxes of a finished layout are touched; no
function of WeasyPrint is replaced.

The boxes are private to WeasyPrint. `is_supported` says whether the installed version is one whose
boxes are known (70, tested with 70.0); with another, lines stay as WeasyPrint sets them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from docpipe.writers.breaks import HAN, strip_break_hints

_KNOWN_MAJORS = frozenset({"70"})
_MAX_STRETCH = 0.5
"""Of an em, between two characters; a line that wants more was broken before a long word and is not full."""
_ROUNDING = 0.0005
"""Of an em: WeasyPrint cuts each advance to 1/1000 em, which costs half of that on average."""

# One code point each that is a cluster of its own: nothing that joins with its neighbours.
_STRETCHED = re.compile(
    rf"(?:[{HAN} \u3000-\u3004\u3008-\u3020，。、；：？！（）“”‘’·％](?![\u0300-\u036f\u200d\ufe00-\ufe0f]))+"
)


def is_supported(version: str) -> bool:
    """Whether the boxes of WeasyPrint `version` are the ones this module knows."""
    return version.partition(".")[0] in _KNOWN_MAJORS


def set_flush(document: Any) -> None:
    """Widen the full lines of every justified paragraph of a rendered `weasyprint.Document`, in place."""
    lines = [found for page in document.pages for found in _justified_lines(page._page_box)]  # noqa: SLF001 the seam
    for (line, width), (following, _) in pairwise([*lines, (None, 0.0)]):
        is_last = following is None or following.element is not line.element
        if not is_last and not _ends_with_break(line):
            _stretch(line, width)


def drop_break_hints(document: Any) -> None:
    """Take the break hints out of the text to be drawn and out of the bookmarks; their work is done."""
    for page in document.pages:
        for leaf in _leaves(page._page_box):  # noqa: SLF001 the seam
            if _is_text(leaf):
                leaf.text = leaf.pango_layout.text = strip_break_hints(leaf.pango_layout.text)
        page.bookmarks = [(level, strip_break_hints(label), *rest) for level, label, *rest in page.bookmarks]


def _justified_lines(box: Any) -> Iterator[tuple[Any, float]]:
    """Every line of text below `box` that is justified, and the width in px that it is to fill."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "LineBox":
            yield from _justified_lines(child)
        elif child.style["text_align_all"] == "justify":
            yield child, box.width


def _leaves(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if getattr(child, "children", ()):
            yield from _leaves(child)
        else:
            yield child


def _is_text(leaf: Any) -> bool:
    return hasattr(leaf, "pango_layout") and bool(leaf.text)


def _ends_with_break(line: Any) -> bool:
    *_, last = (None, *_leaves(line))
    return last is not None and last.element_tag.startswith("br")


class _Spread(NamedTuple):
    """What of a text takes part: ranges of UTF-8 bytes, how many characters, whether at its ends."""

    ranges: tuple[tuple[int, int], ...]
    characters: int
    begins: bool
    ends: bool


def _measure(text: str) -> _Spread:
    found = [match.span() for match in _STRETCHED.finditer(text)]
    ranges = tuple((len(text[:start].encode()), len(text[:end].encode())) for start, end in found)
    count = sum(end - start for start, end in found)
    return _Spread(ranges, count, bool(found) and found[0][0] == 0, bool(found) and found[-1][1] == len(text))


def _given_to_spaces(leaf: Any) -> float:
    spacing: float = leaf.justification_spacing
    return spacing * (leaf.text.count(" ") + leaf.text.count("\u00a0")) if spacing else 0.0


def _stretch(line: Any, width: float) -> None:
    """Spread the slack of `line` over its Chinese characters, half of a space on either side of each.

    Pango leaves out the half before the first and after the last character of a text, so a line
    of n characters has n - 1 spaces, and each box of text is moved by the halves it lacks.
    """
    texts = [leaf for leaf in _leaves(line) if _is_text(leaf)]
    if not texts:
        return
    spreads = {id(leaf): _measure(leaf.text) for leaf in texts}
    begins, ends = spreads[id(texts[0])].begins, spreads[id(texts[-1])].ends
    spaces = sum(spread.characters for spread in spreads.values()) - (begins + ends) / 2
    slack = width - line.width + sum(_given_to_spaces(leaf) for leaf in texts)
    if spaces < 1 or slack <= 0 or slack / spaces > _MAX_STRETCH * line.style["font_size"]:
        return
    _widen(line, spreads, slack / spaces, -begins * slack / spaces / 2)
    line.width = width


def _widen(box: Any, spreads: dict[int, _Spread], space: float, shift: float) -> float:
    """Move and widen all in `box`, which is moved by `shift`; the shift of what follows it comes back."""
    for child in box.children:
        spread = spreads.get(id(child))
        if not child.is_in_normal_flow():
            continue
        if spread is not None:
            taken = _given_to_spaces(child)
            child.justification_spacing = child.pango_layout.justification_spacing = 0
            child.position_x += shift + spread.begins * space / 2
            child.width += (spread.characters - (spread.begins + spread.ends) / 2) * space - taken
            child.pango_layout = _SpreadLayout(child.pango_layout, spread.ranges, space)
            shift += spread.characters * space - taken
        elif type(child).__name__ == "InlineBox":
            child.position_x += shift
            after = _widen(child, spreads, space, shift)
            child.width += after - shift
            shift = after
        else:
            child.translate(dx=shift)
    return shift


class _SpreadLayout:
    """A Pango layout of WeasyPrint's that sets some ranges of its text `space` px wider, when it is drawn."""

    def __init__(self, layout: Any, ranges: tuple[tuple[int, int], ...], space: float) -> None:
        self._layout = layout
        self._ranges = ranges
        self._space = space

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layout, name)

    def reactivate(self, style: Any) -> None:
        """Make the layout ready for drawing, as WeasyPrint asks for it."""
        from weasyprint.text.ffi import TO_UNITS, ffi, pango  # noqa: PLC0415 - loaded by now

        self._layout.reactivate(style)
        attributes = pango.pango_layout_get_attributes(self._layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        units = round((self._space + _ROUNDING * style["font_size"]) * TO_UNITS)
        for start, end in self._ranges:
            attribute = pango.pango_attr_letter_spacing_new(units)
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self._layout.layout, attributes)
