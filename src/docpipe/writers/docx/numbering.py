"""Automatic numbering, for lists that the source marked up as such: `word/numbering.xml`."""

from typing import Literal

from docpipe.themes.schema import Theme
from docpipe.writers.docx.formats import Numbering, RunFormat, add_run_properties
from docpipe.writers.docx.ooxml import Element, add, add_value, root, serialise, twips

Kind = Literal["bullet", "ordered", "checked", "unchecked"]
_KINDS: tuple[Kind, ...] = ("bullet", "ordered", "checked", "unchecked")
# Of GB 2312, so that every Chinese font has them; ☑ would be set in a font for emoji.
_BULLETS = ("●", "○", "■")
_ORDERED = (("decimal", "%{}."), ("decimal", "%{}）"), ("lowerLetter", "%{}."))
_BOXES = {"checked": "√", "unchecked": "□"}
_BULLET_SIZE = 0.5
"""Of the text: in Chinese fonts a bullet fills the whole square of a character."""
_BULLET_RAISE = 0.19
"""Of the text's size: what brings the middle of a small bullet up to the middle of the text."""
_DEEPEST = 8
_MAX_START = 32_767
INDENT = 2
"""Characters by which each level of a list is indented, and its marker hangs."""


class Numberings:
    """The numberings that one document uses. An ordered list has one of its own, so that it starts anew."""

    def __init__(self) -> None:
        self._used: list[tuple[Kind, int, int]] = []
        self._shared: dict[Kind, int] = {}

    def start(self, kind: Kind, level: int, first: int = 1) -> Numbering:
        """The place of a new list of `kind` at `level`, 0 at the top; `first` is its first number."""
        level = min(level, _DEEPEST)
        if kind == "ordered":
            return Numbering(self._add(kind, level, min(max(first, 0), _MAX_START)), level)
        if kind not in self._shared:
            self._shared[kind] = self._add(kind, 0, 1)
        return Numbering(self._shared[kind], level)

    def _add(self, kind: Kind, level: int, first: int) -> int:
        self._used.append((kind, level, first))
        return len(self._used)

    def build(self, theme: Theme) -> bytes | None:
        """`word/numbering.xml`; None where no list was started."""
        if not self._used:
            return None
        numbering = root("w:numbering", "w")
        for number, kind in enumerate(_KINDS):
            _add_definition(numbering, number, kind, theme)
        for number, (kind, level, first) in enumerate(self._used, 1):
            instance = add(numbering, "w:num", {"w:numId": number})
            add_value(instance, "w:abstractNumId", _KINDS.index(kind))
            if kind == "ordered":
                override = add(instance, "w:lvlOverride", {"w:ilvl": level})
                add_value(override, "w:startOverride", first)
        return serialise(numbering)


def _add_definition(numbering: Element, number: int, kind: Kind, theme: Theme) -> None:
    definition = add(numbering, "w:abstractNum", {"w:abstractNumId": number})
    add_value(definition, "w:multiLevelType", "hybridMultilevel")
    item = theme.styles.item
    for level in range(_DEEPEST + 1):
        element = add(definition, "w:lvl", {"w:ilvl": level})
        add_value(element, "w:start", 1)
        number_format, text = _describe_level(kind, level)
        add_value(element, "w:numFmt", number_format)
        add_value(element, "w:lvlText", text)
        add_value(element, "w:lvlJc", "left")
        step = INDENT * item.size
        indent = {"w:left": twips(step * (level + 1)), "w:hanging": twips(step)}
        add(add(element, "w:pPr"), "w:ind", indent)
        look = RunFormat(face=theme.faces.face(item.face), hint=kind != "ordered")
        if kind == "bullet":
            look = look._replace(size=item.size * _BULLET_SIZE, raised=item.size * _BULLET_RAISE)
        add_run_properties(element, look)


def _describe_level(kind: Kind, level: int) -> tuple[str, str]:
    """The number format and the text of a marker."""
    if kind == "ordered":
        number_format, text = _ORDERED[level % len(_ORDERED)]
        return number_format, text.format(level + 1)
    return "bullet", _BOXES.get(kind) or _BULLETS[level % len(_BULLETS)]
