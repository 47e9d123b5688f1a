"""The extras in plain text."""

from docpipe.model import Cell
from docpipe.walk import block_text
from docpipe.writers.columns import measure
from docpipe.writers.extras.attendance import APART
from docpipe.writers.extras.shapes import Column, Cover, Entry, Extras, Supplement
from docpipe.writers.sheet import WIDE_SPACE, Sheet, pad
from docpipe.writers.text_inlines import clean
from docpipe.writers.text_table import RULE, set_table

_THICK = "═"
_BETWEEN = 3
"""Empty lines around an extra, for the page of its own that print has."""
_UNBROKEN = 56
"""Columns of rules and blanks where no line is broken."""
_NARROWEST = 8
"""Columns that text needs beside something else."""
_ROOMY = 24
"""Columns of a page on which deeper headings are indented."""


def set_before(extras: Extras, sheet: Sheet) -> None:
    """The cover and the contents."""
    if extras.cover:
        _set_cover(extras.cover, sheet)
    if extras.contents:
        _set_contents(extras.contents, sheet)


def set_after(extras: Extras, sheet: Sheet) -> None:
    """The supplements, one below the other."""
    setters = {"case-table": _set_table, "rule-card": _set_card, "sign-in-sheet": _set_blanks}
    for supplement in extras.supplements:
        sheet.space(_BETWEEN)
        sheet.set(supplement.title, "center")
        sheet.space(1)
        for line in supplement.lead:
            _set_lead(clean(line), supplement, sheet)
        sheet.space(1)
        setters[supplement.kind](supplement, sheet)
        sheet.space(_BETWEEN)


def _set_lead(line: str, supplement: Supplement, sheet: Sheet) -> None:
    """A line about the supplement; blanks to fill in stand one below the other where they have no room."""
    if supplement.kind != "sign-in-sheet":
        sheet.set(line, "center")
        return
    fits = not sheet.width or measure(line) <= sheet.width
    for part in (line,) if fits else line.split(APART):
        sheet.set(part)


def _set_cover(cover: Cover, sheet: Sheet) -> None:
    rule = _THICK * ((sheet.width or _UNBROKEN) // 2)
    sheet.add(rule)
    sheet.space(1)
    sheet.set(clean(cover.title), "center")
    sheet.space(1)
    sheet.add(rule)
    sheet.space(1)
    for line in cover.lines:
        sheet.set(clean(line), "center")
    sheet.space(_BETWEEN)


def _set_contents(entries: tuple[Entry, ...], sheet: Sheet) -> None:
    """The headings, each a character and a half of indent deeper a level."""
    sheet.set("目　录", "center")
    sheet.space(1)
    for entry in entries:
        indent = pad(4 * (entry.level - 1)) if not sheet.width or sheet.width > _ROOMY else ""
        _set_hanging(entry.text, indent, indent + pad(4), sheet)
    sheet.space(_BETWEEN)


def _set_cell(cell: Cell, width: int) -> list[str]:
    inner = Sheet(width)
    for block in cell.blocks:
        inner.set(clean(block_text(block)))
    return inner.lines


def _set_table(supplement: Supplement, sheet: Sheet) -> None:
    table = supplement.table
    set_table(table.rows, table.header_rows, sheet, _set_cell)


def _set_card(supplement: Supplement, sheet: Sheet) -> None:
    """Box, number and rule on a line, and below it what the rule rests on."""
    heads = [column.head for column in supplement.columns]
    rule = RULE * ((sheet.width or _UNBROKEN) // 2)
    sheet.add(rule)
    longest = max(measure(row[1]) for row in supplement.rows)
    for box, number, title, *others in supplement.rows:
        lead = f"{box}{pad(2 + longest - measure(number))}{number}{WIDE_SPACE}"
        _set_hanging(title, lead, pad(measure(lead)), sheet)
        about = [
            f"{head}：{clean(text).replace(chr(10), '、')}"
            for head, text in zip(heads[3:], others, strict=True)
            if text
        ]
        _set_hanging("　".join(about), pad(measure(lead)), pad(measure(lead)), sheet)
    sheet.add(rule)


def _set_blanks(supplement: Supplement, sheet: Sheet) -> None:
    """A line for everybody, with rules to write on; the halves that stand side by side in print follow one another."""
    half = len(supplement.columns) // 2
    number, *others = supplement.columns[:half]
    room = max((sheet.width or _UNBROKEN) - 4 - 2 * len(others), 0)
    total = sum(column.share for column in others)
    widths = [int(room * column.share / total) // 2 for column in others]
    if min(widths) < 2:
        # No room for more than one place to write.
        others, widths = others[:1], [max((sheet.width - 6) // 2, 1)]
    sheet.add(number.head + "".join(map(_set_head, others, widths)))
    blanks = "".join(WIDE_SPACE + "＿" * width for width in widths)
    for start in (0, half):
        for row in supplement.rows:
            sheet.space(1)
            sheet.add(row[start] + pad(4 - measure(row[start])) + blanks)


def _set_head(column: Column, width: int) -> str:
    """The head of `column` in the middle of `width` characters, and the gap before it."""
    left = max((width - len(column.head)) // 2, 0)
    return WIDE_SPACE * (left + 1) + column.head + WIDE_SPACE * (width - len(column.head) - left)


def _set_hanging(text: str, lead: str, indent: str, sheet: Sheet) -> None:
    """`text` after `lead`, its further lines after `indent`; below `lead` where there is no room beside it."""
    room = sheet.width - measure(indent)
    if sheet.width and room < _NARROWEST:
        sheet.set(lead.strip())
        sheet.set(clean(text))
        return
    inner = Sheet(room if sheet.width else 0)
    inner.set(clean(text))
    sheet.inset(inner, indent, lead)
