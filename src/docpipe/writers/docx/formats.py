"""Properties of paragraphs and runs, each child in the place that the schema gives it."""

from typing import Literal, NamedTuple

from docpipe.model import Alignment
from docpipe.themes.schema import Face
from docpipe.writers.docx.ooxml import (
    Element,
    add,
    add_value,
    eighths,
    half_points,
    hexadecimal,
    twips,
)

Side = Literal["top", "left", "bottom", "right", "between"]
_SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right", "between")
_JUSTIFICATION: dict[Alignment, str] = {
    "start": "left",
    "center": "center",
    "end": "right",
    "justify": "both",
}
_AUTOMATIC = "auto"


class Border(NamedTuple):
    """A line at one side of a paragraph, table or cell, or between paragraphs of one look: width, distance from the text (0 to 31), both in points."""

    side: Side
    colour: str
    width: float
    space: float = 0
    line: Literal["single", "dotted", "thickThinSmallGap", "thinThickSmallGap", "nil"] = "single"


class Numbering(NamedTuple):
    """A place in an automatic numbering: which one, and how deep in it (0 to 8)."""

    number: int
    level: int


class ParagraphFormat(NamedTuple):
    """Formatting of a paragraph, of its style or on top of it; None and False say nothing.

    Lengths are points. `pitch` is exact; 0 lets the line be as high as what stands in it.
    `first_line` counts characters of `size` points.
    """

    style: str | None = None
    keep_next: bool = False
    keep_lines: bool = False
    contextual: bool = False
    """No space between this paragraph and another of its style."""
    widow_control: bool | None = None
    latin_gap: bool | None = None
    squeezes_start: bool = False
    """A mark at the start of a line gives up its blank half."""
    off_grid: bool = False
    """Lines keep their own pitch where the page has a grid: LibreOffice would move even exact ones onto it."""
    numbering: Numbering | None = None
    borders: tuple[Border, ...] = ()
    before: float | None = None
    after: float | None = None
    pitch: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    first_line: float | None = None
    size: float = 12
    align: Alignment | None = None
    outline: int | None = None
    tab: float | None = None
    """Where a tabulator, led by dots, ends what follows it."""


def add_paragraph_properties(parent: Element, paragraph: ParagraphFormat) -> Element:
    """The `w:pPr` of `paragraph`, in the order of ECMA-376 17.3.1.26 (CT_PPrBase)."""
    properties = add(parent, "w:pPr")
    if paragraph.style:
        add_value(properties, "w:pStyle", paragraph.style)
    if paragraph.keep_next:
        add(properties, "w:keepNext")
    if paragraph.keep_lines:
        add(properties, "w:keepLines")
    if paragraph.widow_control is not None:
        add_value(properties, "w:widowControl", int(paragraph.widow_control))
    if paragraph.numbering:
        numbering = add(properties, "w:numPr")
        add_value(numbering, "w:ilvl", paragraph.numbering.level)
        add_value(numbering, "w:numId", paragraph.numbering.number)
    if paragraph.borders:
        add_borders(add(properties, "w:pBdr"), paragraph.borders)
    if paragraph.tab is not None:
        stop: dict[str, str | int] = {"w:val": "right", "w:leader": "dot", "w:pos": twips(paragraph.tab)}
        add(add(properties, "w:tabs"), "w:tab", stop)
    if paragraph.latin_gap is not None:
        _add_line_breaking(properties, latin_gap=paragraph.latin_gap)
    elif paragraph.squeezes_start:
        add(properties, "w:topLinePunct")
    if paragraph.off_grid:
        add_value(properties, "w:snapToGrid", 0)
    _add_spacing(properties, paragraph)
    _add_indent(properties, paragraph)
    if paragraph.contextual:
        add(properties, "w:contextualSpacing")
    if paragraph.align:
        add_value(properties, "w:jc", _JUSTIFICATION[paragraph.align])
    if paragraph.outline is not None:
        add_value(properties, "w:outlineLvl", paragraph.outline)
    return properties


def add_borders(parent: Element, borders: tuple[Border, ...]) -> None:
    """One child of `parent` for each border, in the order of the schema."""
    for border in sorted(borders, key=lambda border: _SIDES.index(border.side)):
        add(
            parent,
            f"w:{border.side}",
            {
                "w:val": border.line,
                "w:sz": eighths(border.width),
                "w:space": min(round(border.space), 31),
                "w:color": hexadecimal(border.colour),
            },
        )


def _add_line_breaking(properties: Element, *, latin_gap: bool) -> None:
    """Chinese line breaking; no mark hangs outside the text, as in most mainland books (clreq 3.1.9)."""
    add_value(properties, "w:kinsoku", 1)
    add_value(properties, "w:wordWrap", 1)
    add_value(properties, "w:overflowPunct", 0)
    add_value(properties, "w:autoSpaceDE", int(latin_gap))
    add_value(properties, "w:autoSpaceDN", int(latin_gap))


def _add_spacing(properties: Element, paragraph: ParagraphFormat) -> None:
    spacing: dict[str, str | int] = {}
    if paragraph.before is not None:
        spacing["w:before"] = twips(paragraph.before)
    if paragraph.after is not None:
        spacing["w:after"] = twips(paragraph.after)
    if paragraph.pitch is not None:
        exact = paragraph.pitch > 0
        spacing |= {
            "w:line": twips(paragraph.pitch) if exact else 240,
            "w:lineRule": "exact" if exact else "auto",
        }
    if spacing:
        add(properties, "w:spacing", spacing)


def _add_indent(properties: Element, paragraph: ParagraphFormat) -> None:
    """The indents; of the first line in characters, and in twips for readers that know no characters."""
    indent: dict[str, str | int] = {}
    if paragraph.left is not None:
        indent["w:left"] = twips(paragraph.left)
    if paragraph.right is not None:
        indent["w:right"] = twips(paragraph.right)
    if paragraph.hanging is not None:
        indent["w:hanging"] = twips(paragraph.hanging)
    elif paragraph.first_line is not None:
        indent["w:firstLineChars"] = round(paragraph.first_line * 100)
        indent["w:firstLine"] = twips(paragraph.first_line * paragraph.size)
    if indent:
        add(properties, "w:ind", indent)


class RunFormat(NamedTuple):
    """Formatting of a run, of its style or on top of it; None and False say nothing. `size` in points."""

    style: str | None = None
    face: Face | None = None
    hint: bool = False
    """Set what is ambiguous in the East Asian font."""
    bold: bool | None = None
    italic: bool = False
    strike: bool = False
    colour: str | None = None
    raised: float | None = None
    """Points above the line."""
    size: float | None = None
    underline: bool = False
    background: str | None = None
    superscript: bool = False
    subscript: bool = False


PLAIN = RunFormat()


def lay_over(above: RunFormat, below: RunFormat) -> RunFormat:
    """`above`, and where it says nothing what `below` says."""
    if below == PLAIN:
        return above
    return RunFormat._make(mine or other for mine, other in zip(above, below, strict=True))


def add_run_properties(parent: Element, run: RunFormat) -> None:
    """The `w:rPr` of `run`, where it says anything, in the order of ECMA-376 17.3.2.28 (CT_RPr)."""
    if run == PLAIN:
        return
    properties = add(parent, "w:rPr")
    if run.style:
        add_value(properties, "w:rStyle", run.style)
    add_fonts(properties, run.face, hint=run.hint)
    if run.bold is not None:
        _add_switch(properties, ("w:b", "w:bCs"), on=run.bold)
    if run.italic:
        _add_switch(properties, ("w:i", "w:iCs"), on=True)
    if run.strike:
        add(properties, "w:strike")
    if run.colour:
        add_value(properties, "w:color", _AUTOMATIC if run.colour == "#000000" else hexadecimal(run.colour))
    if run.size is not None and (narrower := twips(run.size - half_points(run.size) / 2)):
        # Word knows sizes to half a point; the rest comes off each character's width.
        add_value(properties, "w:spacing", narrower)
    if run.raised is not None:
        add_value(properties, "w:position", half_points(run.raised))
    if run.size is not None:
        add_value(properties, "w:sz", half_points(run.size))
        add_value(properties, "w:szCs", half_points(run.size))
    if run.underline:
        add_value(properties, "w:u", "single")
    if run.background:
        add(
            properties,
            "w:shd",
            {"w:val": "clear", "w:color": _AUTOMATIC, "w:fill": hexadecimal(run.background)},
        )
    if run.superscript or run.subscript:
        add_value(properties, "w:vertAlign", "superscript" if run.superscript else "subscript")


def add_fonts(properties: Element, face: Face | None, *, hint: bool = False) -> None:
    """The `w:rFonts` of `face`, all four of its names; only the hint where `face` is None."""
    fonts: dict[str, str | int] = {"w:hint": "eastAsia"} if hint else {}
    if face:
        fonts |= {
            "w:ascii": face.word_latin,
            "w:hAnsi": face.word_latin,
            "w:eastAsia": face.word,
            "w:cs": face.word_latin,
        }
    if fonts:
        add(properties, "w:rFonts", fonts)


def _add_switch(properties: Element, names: tuple[str, str], *, on: bool) -> None:
    for name in names:
        add(properties, name, None if on else {"w:val": 0})
