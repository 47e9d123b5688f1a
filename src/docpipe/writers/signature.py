"""A name and the date below it, placed as GB/T 9704-2012, 7.3.5.2 has them where nothing is sealed.

The name keeps two characters free at the right; the date begins two characters right of where the
name begins; and where the date is longer than the name, the date keeps the two characters free, and
the name moves left with it.
"""

from collections.abc import Sequence

from docpipe.model import Paragraph
from docpipe.themes.schema import Style
from docpipe.walk import plain_text
from docpipe.writers.balance import measure_ems

DATE_SHIFT = 2
"""Characters between the beginning of the name and that of the date."""
_DIGIT = 0.5
"""Em of a digit in 仿宋, 宋体 and 楷体."""


def find_pair(group: Sequence[Paragraph]) -> tuple[Paragraph, Paragraph] | tuple[()]:
    """The last name and its date, where `group`, of names and dates, ends in these two."""
    match group:
        case [*_, Paragraph(role="signature") as name, Paragraph(role="date") as date]:
            return name, date
    return ()


def inset_pair(pair: Sequence[Paragraph], style: Style) -> float:
    """Characters that stay free at the right of the longer of the two lines, shift included."""
    name, date = map(_measure, pair)
    sticks_out = min(max(date + DATE_SHIFT - name, 0), DATE_SHIFT)
    return style.inset if date > name else max(style.inset - sticks_out, 0)


def indent_pair(pair: Sequence[Paragraph], style: Style, width: float) -> tuple[float, float] | None:
    """Where the two begin on a line of `width`, in characters; None where they do not fit on one line each."""
    name, date = map(_measure, pair)
    begin = width - inset_pair(pair, style) - max(name, date + DATE_SHIFT)
    return (begin, begin + DATE_SHIFT) if begin >= 0 else None


def _measure(paragraph: Paragraph) -> float:
    text = plain_text(paragraph.inlines).strip()
    digits = sum(char.isascii() and char.isdigit() for char in text)
    return (
        measure_ems("".join(char for char in text if not (char.isascii() and char.isdigit())))
        + digits * _DIGIT
    )
