"""An ordinal that a layout sets in a box of its own (01, PART.1, 壹) → the first word of the title beside it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docpipe.model import Text
from docpipe.source import Line, SourceBlock
from docpipe.walk import plain_text

_ORDINAL = re.compile(
    r"[#/|.\-—·•\s]*(?:(?:PART|Part|part|NO|No|no|CHAPTER|Chapter|STEP|Step|TIPS?|Tips?|第)\s?[.·:：\-]?\s?)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖拾]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[①-⑳]|[IVX]{1,4}|ONE|TWO|THREE|FOUR|FIVE|SIX|One|Two|Three|Four|Five)"
    r"(?:部分|章|篇|讲|步|节)?[#/|.\-—·•、\s]*"
)
_WORD = re.compile(r"[#/|.\-—·•\s]*(?:PART|Part|NO|No|CHAPTER|Chapter|STEP|Step)[.#/|\-—·•\s]*")
# A title beside an ordinal, in characters; and what a title never ends with.
_TITLE = 32
_SENTENCE = "。；;，,：:"


def join_ordinals(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """`blocks` with every ordinal that stands alone on a line joined to the title on the next."""
    joined: list[SourceBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Line) and isinstance(last, Line) and _belong_together(last, block):
            joined[-1] = _join(last, block)
        else:
            joined.append(block)
    return tuple(joined)


def _belong_together(ordinal: Line, title: Line) -> bool:
    first, second = plain_text(ordinal.inlines), plain_text(title.inlines)
    if _WORD.fullmatch(first) and _ORDINAL.fullmatch(second):
        return True
    return (
        bool(_ORDINAL.fullmatch(first))
        and not _ORDINAL.fullmatch(second)
        and len(second) <= _TITLE
        and second[-1] not in _SENTENCE
        and not title.look.gap_before
        and not title.look.blank_before
        and bool(re.search(r"[^\W\d_]", second))
    )


def _join(ordinal: Line, title: Line) -> Line:
    lead = len(plain_text(ordinal.inlines)) + 1
    look = replace(
        title.look,
        gap_before=ordinal.look.gap_before,
        blank_before=ordinal.look.blank_before,
        rank=title.look.rank or ordinal.look.rank,
        lead_space=ordinal.look.lead_space,
    )
    return Line(
        inlines=(*ordinal.inlines, Text(" "), *title.inlines),
        look=look,
        position=ordinal.position,
        places=(*ordinal.places, *((index + lead, position) for index, position in title.places)),
    )
