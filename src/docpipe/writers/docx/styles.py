"""Theme → `word/styles.xml`: a Word style for every kind of paragraph, and nothing of Word's own look.

The title and the headings are Word's built-in styles, so that the navigation pane and contents
find them; the others are named for what a clerk would look for in the list of styles.
"""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.model import ParagraphRole
from docpipe.themes.schema import Colour, Style, Theme
from docpipe.writers.docx.formats import (
    Border,
    ParagraphFormat,
    RunFormat,
    Side,
    add_borders,
    add_paragraph_properties,
    add_run_properties,
)
from docpipe.writers.docx.ooxml import Attributes, Element, add, add_value, root, serialise, twips

NORMAL = "Normal"
TITLE = "Title"
BYLINE = "DocpipeByline"
BODY = "DocpipeBody"
LEAD = "DocpipeLead"
LABEL = "DocpipeLabel"
CENTRED = "DocpipeCentred"
END = "DocpipeEnd"
SALUTATION = "DocpipeSalutation"
SIGNATURE = "DocpipeSignature"
CREDIT = "DocpipeCredit"
CAPTION = "DocpipeCaption"
QUOTE = "DocpipeQuote"
ITEM = "DocpipeItem"
CELL = "DocpipeCell"
HEAD_CELL = "DocpipeHeadCell"
VERSE = "DocpipeVerse"
PICTURE = "DocpipePicture"
MISSING_PICTURE = "DocpipeMissingPicture"
DIVIDER = "DocpipeDivider"
IMPRINT = "DocpipeImprint"
HEADER = "Header"
FOOTER = "Footer"
CONTENTS = ("TOC1", "TOC2", "TOC3")
"""An entry of the contents, by the level of its heading."""
STRONG = "Strong"
EMPHASIS = "Emphasis"
TABLE = "DocpipeTable"

ROLES: dict[ParagraphRole, str] = {
    "body": BODY,
    "salutation": SALUTATION,
    "signature": SIGNATURE,
    "date": SIGNATURE,
    "credit": CREDIT,
    "caption": CAPTION,
    "lead": LEAD,
    "label": LABEL,
}

_BUILT_IN = frozenset(
    {
        NORMAL,
        TITLE,
        HEADER,
        FOOTER,
        STRONG,
        EMPHASIS,
        *CONTENTS,
        *(f"Heading{level}" for level in range(1, 5)),
    }
)
HAIRLINE = 0.5


class Bar(NamedTuple):
    """A bar beside the text: its width in points, its distance in characters of the text."""

    width: float
    gap: float
    leading: float
    """How high the bar may be, in sizes of the text."""


_BAR = Bar(3.2, 0.55, 1.25)
_QUOTE_BAR = Bar(2, 1, 3)


class ParagraphStyle(NamedTuple):
    """A paragraph style: its name in Word's list, its look, and what the theme's schema has no word for."""

    name: str
    style: Style
    borders: tuple[Border, ...] = ()
    left: float = 0
    right: float = 0
    outline: int | None = None
    following: str | None = None
    contextual: bool = False


Stylesheet = Mapping[str, ParagraphStyle]


def heading(level: int) -> str:
    """The id of the style of a heading of `level`, 1 or more; deeper than 4 is set as 4."""
    return f"Heading{min(level, 4)}"


def define_styles(theme: Theme) -> Stylesheet:
    """Every paragraph style of `theme`, by its id."""
    styles = theme.styles
    body, caption = styles.body, styles.caption
    normal = replace(body, first_line=0, before=0, after=0, keep_with_next=False)
    return {
        NORMAL: _describe("Normal", normal),
        TITLE: _describe("Title", styles.title, following=BODY),
        BYLINE: _describe("署名行", styles.byline, following=BODY),
        **{heading(level): _describe_heading(theme, level) for level in range(1, 5)},
        BODY: _describe("正文段落", body),
        LEAD: _describe("导语", body),
        LABEL: _describe(
            "段首标签", replace(body, face="hei", first_line=0, align="start", keep_with_next=True)
        ),
        CENTRED: _describe("居中段落", styles.centred),
        END: _describe("居右段落", replace(body, first_line=0, align="end")),
        SALUTATION: _describe("称呼行", styles.salutation, following=BODY),
        SIGNATURE: _describe("落款", styles.signature),
        CREDIT: _describe("出处说明", styles.credit),
        CAPTION: _describe("图表题注", caption, following=BODY),
        QUOTE: _describe_quote(theme),
        ITEM: _describe("列表项", styles.item),
        CELL: _describe("表格文字", styles.cell),
        HEAD_CELL: _describe("表头文字", replace(styles.cell, face="hei")),
        VERSE: _describe("诗行", styles.verse),
        PICTURE: _describe("图片", replace(caption, pitch=0, before=body.pitch / 2, after=4)),
        MISSING_PICTURE: _describe_frame(theme),
        DIVIDER: _describe_divider(theme),
        IMPRINT: _describe("来源行", styles.imprint)._replace(
            borders=(Border("top", hair_colour(theme), HAIRLINE, 4),)
        ),
        HEADER: _describe("header", styles.header),
        FOOTER: _describe("footer", styles.footer),
        **{name: _describe_entry(theme, level) for level, name in enumerate(CONTENTS, 1)},
    }


def _describe(name: str, style: Style, *, following: str | None = None, bar: Bar = _BAR) -> ParagraphStyle:
    borders = []
    left = 0.0
    if style.bar:
        gap = style.size * bar.gap
        # Word draws the bar outside the indent; so much indent puts its outer edge on the margin.
        left = gap + bar.width
        borders.append(Border("left", style.bar, bar.width, gap))
        # A bar as high as the type, not as the line with its leading.
        pitch = min(style.pitch, style.size * bar.leading)
        spare = (style.pitch - pitch) / 2
        style = replace(style, pitch=pitch, before=style.before + spare, after=style.after + spare)
    if style.rule_below:
        borders.append(Border("bottom", style.rule_below, HAIRLINE, style.pitch * 0.4))
    inset = style.inset * style.size
    if style.align == "start":
        left += inset
    return ParagraphStyle(
        name, style, tuple(borders), left, 0 if style.align == "start" else inset, None, following
    )


def _describe_heading(theme: Theme, level: int) -> ParagraphStyle:
    described = _describe(f"heading {level}", theme.styles.heading(level), following=BODY)
    return described._replace(outline=level - 1)


def _describe_entry(theme: Theme, level: int) -> ParagraphStyle:
    body = theme.styles.body
    entry = replace(body, first_line=0, align="start", before=body.pitch * 0.25 if level == 1 else 0, after=0)
    return _describe(f"toc {level}", entry)._replace(left=2 * body.size * (level - 1))


def _describe_divider(theme: Theme) -> ParagraphStyle:
    body, page = theme.styles.body, theme.page
    third = (page.width - page.inner - page.outer) / 25.4 * 72 / 3
    line = replace(body, first_line=0, pitch=body.pitch / 2, before=0, after=body.pitch / 2, align="center")
    border = Border("bottom", hair_colour(theme), HAIRLINE)
    return ParagraphStyle("分隔线", line, (border,), third, third)


def _describe_frame(theme: Theme) -> ParagraphStyle:
    """What stands for a picture that is not at hand; the frame's outer edges are on the margins."""
    space = 6
    frame = replace(theme.styles.caption, before=8, after=8)
    sides: tuple[Side, ...] = ("top", "left", "bottom", "right", "between")
    borders = tuple(Border(side, hair_colour(theme), HAIRLINE, space) for side in sides)
    return ParagraphStyle("缺图框", frame, borders, space + HAIRLINE, space + HAIRLINE)


def _describe_quote(theme: Theme) -> ParagraphStyle:
    gap = theme.styles.body.pitch * 0.3
    quote = theme.styles.quote
    spaced = replace(quote, before=quote.before + gap, after=quote.after + gap)
    return _describe("引文段落", spaced, bar=_QUOTE_BAR)._replace(contextual=True)


def hair_colour(theme: Theme) -> Colour:
    """The colour of hairlines: that under the header where it has one, else that of captions."""
    return theme.styles.header.rule_below or theme.styles.caption.colour


def override(style: Style, look: Style, theme: Theme) -> tuple[ParagraphFormat, RunFormat]:
    """What makes a paragraph of `style` look like one of `look`."""
    if look == style:
        return ParagraphFormat(), RunFormat()
    paragraph = ParagraphFormat(
        before=None if look.before == style.before else look.before,
        after=None if look.after == style.after else look.after,
        pitch=None if look.pitch == style.pitch else look.pitch,
        first_line=None if look.first_line == style.first_line else look.first_line,
        size=look.size,
        align=None if look.align == style.align else look.align,
    )
    run = RunFormat(
        face=None if look.face == style.face else theme.faces.face(look.face),
        bold=None if look.bold == style.bold else look.bold,
        colour=None if look.colour == style.colour else look.colour,
        size=None if look.size == style.size else look.size,
    )
    return paragraph, run


# ── the part ─────────────────────────────────────────────────────────────────────────────────


def build_styles(theme: Theme, stylesheet: Stylesheet) -> bytes:
    """`word/styles.xml`."""
    styles = root("w:styles", "w")
    _add_defaults(styles, theme)
    for identifier, described in stylesheet.items():
        _add_paragraph_style(styles, identifier, described, theme)
    emphasis = theme.emphasis
    bold = True if emphasis.bold else None
    strong = RunFormat(face=theme.faces.face(emphasis.face), bold=bold)
    _add_character_style(styles, STRONG, strong)
    _add_character_style(styles, EMPHASIS, RunFormat(face=theme.faces.kai))
    _add_table_styles(styles, theme)
    return serialise(styles)


def _add_defaults(styles: Element, theme: Theme) -> None:
    defaults = add(styles, "w:docDefaults")
    body = theme.styles.body
    run = add(defaults, "w:rPrDefault")
    add_run_properties(run, RunFormat(face=theme.faces.face(body.face), size=body.size))
    add(run[0], "w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    add(add(defaults, "w:pPrDefault"), "w:pPr")
    # Word's own styles stay out of the list of styles until someone asks for them.
    hidden: Attributes = {
        "w:defLockedState": 0,
        "w:defUIPriority": 99,
        "w:defSemiHidden": 1,
        "w:defUnhideWhenUsed": 1,
        "w:defQFormat": 0,
        "w:count": 376,
    }
    add(styles, "w:latentStyles", hidden)


def _add_style(styles: Element, kind: str, identifier: str, name: str) -> Element:
    attributes: dict[str, str | int] = {"w:type": kind, "w:styleId": identifier}
    if identifier == NORMAL:
        attributes["w:default"] = 1
    if identifier not in _BUILT_IN:
        attributes["w:customStyle"] = 1
    style = add(styles, "w:style", attributes)
    add_value(style, "w:name", name)
    return style


def _add_paragraph_style(styles: Element, identifier: str, described: ParagraphStyle, theme: Theme) -> None:
    element = _add_style(styles, "paragraph", identifier, described.name)
    if identifier != NORMAL:
        add_value(element, "w:basedOn", NORMAL)
    if described.following:
        add_value(element, "w:next", described.following)
    add_value(element, "w:uiPriority", 1)
    add(element, "w:qFormat")
    style, body = described.style, theme.styles.body
    is_normal = identifier == NORMAL
    add_paragraph_properties(
        element,
        ParagraphFormat(
            keep_next=style.keep_with_next,
            keep_lines=described.outline is not None or identifier == TITLE,
            widow_control=style.widow_control
            if is_normal or style.widow_control != body.widow_control
            else None,
            latin_gap=style.latin_gap if is_normal or style.latin_gap != body.latin_gap else None,
            squeezes_start=described.outline is not None and not style.first_line,
            off_grid=theme.page.lines is not None and style.pitch != body.pitch,
            borders=described.borders,
            before=style.before,
            after=style.after,
            pitch=style.pitch,
            left=described.left or None,
            right=described.right or None,
            first_line=style.first_line or None,
            size=style.size,
            align=style.align,
            outline=described.outline,
            contextual=described.contextual,
        ),
    )
    run = RunFormat(
        face=theme.faces.face(style.face),
        bold=True if style.bold else None,
        colour=style.colour,
        size=style.size,
    )
    add_run_properties(element, run)


def _add_character_style(styles: Element, identifier: str, run: RunFormat) -> None:
    style = _add_style(styles, "character", identifier, identifier)
    add_value(style, "w:uiPriority", 1)
    add(style, "w:qFormat")
    add_run_properties(style, run)


def _add_table_styles(styles: Element, theme: Theme) -> None:
    style = _add_style(styles, "table", TABLE, "材料表格")
    add_value(style, "w:uiPriority", 1)
    add(style, "w:qFormat")
    add_run_properties(style, RunFormat(face=theme.faces.face(theme.styles.item.face)))
    properties = add(style, "w:tblPr")
    add_grid(add(properties, "w:tblBorders"), hair_colour(theme))
    margins = add(properties, "w:tblCellMar")
    for side, points in (("top", 3), ("left", 5), ("bottom", 3), ("right", 5)):
        add(margins, f"w:{side}", {"w:w": twips(points), "w:type": "dxa"})


def add_grid(borders: Element, colour: Colour) -> None:
    """Hairlines around and between all cells."""
    add_borders(borders, tuple(Border(side, colour, HAIRLINE) for side in ("top", "left", "bottom", "right")))
    inside: Attributes = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": colour[1:].upper()}
    add(borders, "w:insideH", inside)
    add(borders, "w:insideV", inside)
