"""The name of a provision as Chinese law writes it: 第四十六条第一款第（二）项."""

from docpipe.model import Reference

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def name_provision(reference: Reference) -> str:
    """The provision without its document, 编章节条款项目 in this order; "" where the document is meant as a whole."""
    article = f"第{spell(reference.article)}条" if reference.article is not None else ""
    if article and reference.sub_article is not None:
        article += f"之{spell(reference.sub_article)}"
    named = (
        (reference.chapter, "第{}章"),
        (reference.section, "第{}节"),
        (None, ""),
        (reference.paragraph, "第{}款"),
        (reference.item, "第（{}）项"),
    )
    parts = [form.format(spell(number)) if number is not None else "" for number, form in named]
    parts[2] = article
    point = f"第{reference.point}目" if reference.point is not None else ""
    return "".join(parts) + point


def spell(number: int) -> str:
    """`number`, 0 to 9999, in Chinese: 一百零八, 十二."""
    if not 0 < number < 10_000:
        return _DIGITS[0] if number == 0 else str(number)
    spelled, gap = "", False
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            spelled += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = bool(spelled) and not digit
    return spelled.removeprefix("一") if spelled.startswith("一十") else spelled
