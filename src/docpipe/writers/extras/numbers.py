"""What numbers a row of a supplement, and numbers in Chinese."""

from collections.abc import Sequence

from docpipe.model import Marker

_AROUND = "、.．,，:：()（）【】[]〔〕 \u3000"
_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def number_rows(markers: Sequence[Marker | None]) -> list[str]:
    """A number for every row: the author's, bare of its marks, where each row has one of its own; else 1, 2, 3."""
    written = [marker.text.strip(_AROUND) if marker else "" for marker in markers]
    if all(written) and len(set(written)) == len(written):
        return written
    return [str(number) for number in range(1, len(markers) + 1)]


def write_chinese(number: int) -> str:
    """`number` as statutes write it: 一百零三, 十二; in digits beyond 9999, where none has so many."""
    if not 0 <= number < 10_000:
        return str(number)
    if number < 10:
        return _DIGITS[number]
    size, unit = next((size, unit) for size, unit in _UNITS if number >= size)
    count, rest = divmod(number, size)
    head = unit if 10 <= number < 20 else _DIGITS[count] + unit
    if not rest:
        return head
    between = "零" if rest < size // 10 else ""
    return head + between + ("一" if 10 <= rest < 20 else "") + write_chinese(rest)
