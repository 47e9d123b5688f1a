"""同条, 该条, 前款 and the like: provisions named by what was cited before them."""

import re

from msgspec.structs import replace

from docpipe.model import Reference
from docpipe.structure.cues import COUNTED, CUE_AFTER
from docpipe.structure.provisions import ARTICLE, PARAGRAPH, Provisions, cut_reference, parse_provisions

POINTER = re.compile("[同该本前上](?:条(?!例)|款)|前[两二三]款")
"""The words that point back."""


def parse_pointer(text: str, at: int, place: Reference | None, *, quoting: bool) -> Provisions | None:
    """What the pointer at `at` means, with the parts named after it; None where none stands there.

    `place` is the provision cited last. `quoting` says that its text may stand in this line, so
    that 前条 is the article before it.
    """
    found = POINTER.match(text, at)
    if found is None or place is None or place.article is None:
        return None
    word = found[0]
    depth = PARAGRAPH if word.endswith("款") else ARTICLE
    base = _point(word, place, quoting=quoting)
    below = parse_provisions(text, found.end(), base, depth)
    if below is not None and below.depth > depth:
        return below
    after = text[found.end() : found.end() + 8]
    alone = (
        not COUNTED.match(after) if word in {"同条", "该条"} else word[0] == "前" and CUE_AFTER.match(after)
    )
    return Provisions(found.end(), (base,), depth, written_in_chinese=True) if alone else None


def _point(word: str, place: Reference, *, quoting: bool) -> Reference:
    if word == "前条" and quoting and (place.article or 0) > 1:
        return replace(cut_reference(place, ARTICLE), article=(place.article or 0) - 1, sub_article=None)
    if not word.endswith("款"):
        return cut_reference(place, ARTICLE)
    base = cut_reference(place, PARAGRAPH)
    if word == "前款" and (place.paragraph or 0) > 1:
        return replace(base, paragraph=(place.paragraph or 0) - 1)
    return base
