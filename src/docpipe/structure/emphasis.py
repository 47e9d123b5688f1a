"""Emphasis that everything has is none: a body all in bold or all in one colour is set plain."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.model import Inline, Link, Text
from docpipe.structure.rows import Row
from docpipe.walk import Inlines

# The share of the body's characters from which a look says nothing. Calibrated on corpus c12, c32
# and letters 143, whose bodies are bold to the last character, and on the reference article (8 %).
_UNIFORM = 0.9


def settle_emphasis(rows: Sequence[Row], report: Report) -> None:
    """Drop bold and colour from the body where nearly all of it has them, and say so."""
    texts = [text for row in rows if row.is_body and row.line for text in _texts(row.line.inlines)]
    length = sum(len(text.text) for text in texts)
    if not length:
        return
    bold = sum(len(text.text) for text in texts if text.bold)
    colours = {text.colour for text in texts if text.colour}
    uniform = [colour for colour in sorted(colours) if _length(texts, colour) >= _UNIFORM * length]
    if bold >= _UNIFORM * length:
        _change(rows, lambda text: replace(text, bold=False))
        report.add("uniform-emphasis", {"look_zh": "加粗", "look_en": "bold"})
    if uniform:
        _change(rows, lambda text: replace(text, colour=None) if text.colour in uniform else text)
        report.add("uniform-emphasis", {"look_zh": "同一颜色", "look_en": "of one colour"})


def _length(texts: Sequence[Text], colour: str) -> int:
    return sum(len(text.text) for text in texts if text.colour == colour)


def _texts(inlines: Inlines) -> list[Text]:
    found: list[Text] = []
    for inline in inlines:
        match inline:
            case Text():
                found.append(inline)
            case Link():
                found.extend(_texts(inline.inlines))
    return found


def _change(rows: Sequence[Row], change: Callable[[Text], Text]) -> None:
    for row in rows:
        if row.is_body and row.line is not None:
            row.line = replace(row.line, inlines=_changed(row.line.inlines, change))


def _changed(inlines: Inlines, change: Callable[[Text], Text]) -> Inlines:
    changed: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                last = changed[-1] if changed else None
                text = change(inline)
                # What only emphasis had parted is one run again.
                if isinstance(last, Text) and replace(last, text="") == replace(text, text=""):
                    changed[-1] = replace(last, text=last.text + text.text)
                else:
                    changed.append(text)
            case Link():
                changed.append(replace(inline, inlines=_changed(inline.inlines, change)))
            case _:
                changed.append(inline)
    return tuple(changed)
