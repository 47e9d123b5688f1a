"""Theme → CSS for paper, in points and millimetres, and what paper and screen share."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.themes.schema import Face, FontRole, Page, Style, Theme
from docpipe.writers.balance import shorten
from docpipe.writers.escape import quote

ROLES: tuple[FontRole, ...] = ("song", "hei", "kai", "fang", "title")
_GENERIC: dict[FontRole, str] = {
    "song": "serif",
    "hei": "sans-serif",
    "kai": "serif",
    "fang": "serif",
    "title": "sans-serif",
}
_RUNNING_TITLE = 40
"""Width of a running title in em; a longer one is cut, since the line holds no more in a small size."""
_BAR_LEADING = 1.25
"""Line height of a heading with a bar, in em: the bar is as tall as the type, not as the line."""


class FontStack(NamedTuple):
    """What a face is set in: families for text, and for the marks that are narrow in these, best first."""

    families: tuple[str, ...]
    marks: tuple[str, ...]


FontStacks = Mapping[FontRole, FontStack]


def declare_stacks(theme: Theme) -> dict[FontRole, FontStack]:
    """The stacks as the theme declares them, with the names that Windows and WPS use after them."""
    return {role: _declare_stack(theme.faces.face(role)) for role in ROLES}


def _declare_stack(face: Face) -> FontStack:
    return FontStack((*face.families, face.word), face.marks)


# ── what paper and screen share ──────────────────────────────────────────────────────────────

STRUCTURE = """
body,article,header,footer,section,div{margin:0;padding:0}
p,h1,h2,h3,h4,h5,h6,figure,blockquote,ul,ol,table,hr{margin:0;padding:0}
h1,h2,h3,h4,h5,h6,caption,th{font-weight:normal}
p.end{text-align:right;text-indent:0}
.line{display:inline-block;text-indent:0}
a{color:inherit;text-decoration:none}
sup,sub{font-size:.7em;line-height:0}
img{display:block;max-width:100%;margin:0 auto;image-rendering:crisp-edges}
figure{text-align:center}
table{border-collapse:collapse;width:100%}
ul,ol{padding-left:2em}
td.short,th.short{white-space:nowrap}
"""


def list_styles(theme: Theme) -> list[tuple[str, Style]]:
    """Which elements of the markup each style sets, the more special ones later."""
    styles = theme.styles
    return [
        ("p", styles.body),
        ("h1", styles.title),
        ("h2", styles.heading1),
        ("h3", styles.heading2),
        ("h4", styles.heading3),
        ("h5,h6", styles.heading4),
        ("p.byline", styles.byline),
        ("p.centred", styles.centred),
        ("p.salutation", styles.salutation),
        ("p.signature,p.date", styles.signature),
        ("p.credit", styles.credit),
        ("p.caption,figcaption,caption,p.missing-image", styles.caption),
        ("blockquote p", replace(styles.quote, bar=None)),
        ("li,li p", styles.item),
        ("td p,th p", styles.cell),
        ("p.verse", styles.verse),
        ("p.imprint", styles.imprint),
    ]


def list_families(stacks: FontStacks, role: FontRole) -> str:
    """The value of `font-family` for `role`."""
    return _join_families(stacks[role].families, role)


def _join_families(families: tuple[str, ...], role: FontRole) -> str:
    return ",".join([*(f'"{family}"' for family in families), _GENERIC[role]])


def build_type_rules(style: Style, stacks: FontStacks) -> list[str]:
    """The declarations of `style` that are the same on paper and on a screen."""
    return [
        f"font-family:{list_families(stacks, style.face)}",
        f"font-weight:{'bold' if style.bold else 'normal'}",
        f"color:{style.colour}",
        f"text-align:{find_alignment(style)}",
        f"text-indent:{style.first_line:g}em",
    ]


def find_alignment(style: Style) -> str:
    """The value of `text-align` for `style`."""
    return {"start": "left", "end": "right"}.get(style.align, style.align)


def build_face_rules(theme: Theme, stacks: FontStacks) -> list[str]:
    """Rules for what has a face of its own (emphasis, italics, narrow marks), and for coloured markers."""
    emphasis = theme.emphasis
    weight = "bold" if emphasis.bold else "normal"
    rules = [
        f"em{{font-family:{list_families(stacks, 'kai')};font-style:normal}}",
        f"strong{{font-family:{list_families(stacks, emphasis.face)};font-weight:{weight}}}",
        # A label and a head cell are set in their own face from end to end.
        f"p.label,th p{{font-family:{list_families(stacks, 'hei')}}}",
        "p.label strong,th strong{font:inherit}",
    ]
    for role in ROLES:
        if stacks[role].marks:
            family = _join_families(stacks[role].marks + stacks[role].families, role)
            rules.append(f".marks-{role}{{font-family:{family};font-style:normal}}")
    for selector, style in list_styles(theme):
        if style.marker_colour:
            rules += [f"{part} .marker{{color:{style.marker_colour}}}" for part in selector.split(",")]
    return rules


# ── paper ────────────────────────────────────────────────────────────────────────────────────


def build_print_css(theme: Theme, stacks: FontStacks, title: str) -> str:
    """The style sheet for paper. `stacks` names the fonts to use, `title` is the running title's text."""
    styled = [f"{selector}{{{_set_style(style, stacks)}}}" for selector, style in list_styles(theme)]
    furniture = _Furniture(theme, stacks, title)
    return "\n".join(
        [
            *furniture.build_page_rules(),
            STRUCTURE,
            *styled,
            *_build_block_rules(theme),
            *build_face_rules(theme, stacks),
        ]
    )


def _set_style(style: Style, stacks: FontStacks) -> str:
    pitch, before, after = style.pitch, style.before, style.after
    if style.bar:
        pitch = style.size * _BAR_LEADING
        before, after = before + (style.pitch - pitch) / 2, after + (style.pitch - pitch) / 2
    declared = [
        *build_type_rules(style, stacks),
        f"font-size:{style.size:g}pt",
        f"line-height:{pitch:g}pt",
        f"margin-top:{before:g}pt",
        f"margin-bottom:{after:g}pt",
    ]
    if style.rule_below:
        declared += [
            f"border-bottom:.6pt solid {style.rule_below}",
            f"padding-bottom:{style.pitch * 0.4:g}pt",
        ]
    if style.bar:
        declared += [f"border-left:3.2pt solid {style.bar}", "padding-left:.55em"]
    if style.keep_with_next:
        declared.append("break-after:avoid")
    return ";".join(declared)


def _build_block_rules(theme: Theme) -> list[str]:
    styles = theme.styles
    line = styles.body.pitch
    hair = styles.header.rule_below or styles.caption.colour
    bar = 2 if styles.quote.bar else 0
    quote_bar = f"border-left:{bar}pt solid {styles.quote.bar};" if bar else ""
    return [
        "article{overflow-wrap:break-word}",
        ".half{font-feature-settings:'halt'}",
        "p{orphans:2;widows:2}",
        "h1,h2,h3,h4,h5,h6{break-inside:avoid}",
        "header{break-after:avoid}",
        f"p.label{{text-indent:0;break-after:avoid;margin-top:{line * 0.25:g}pt}}",
        # The signature never stands alone on a page: it stays with the line before it.
        ".signed{break-inside:avoid;break-before:avoid}",
        f".signed,footer>p:first-child{{margin-top:{line * 0.6:g}pt}}",
        f".signed+p.credit{{margin-top:{line * 0.8:g}pt}}",
        "p.signature,p.date{padding-right:2em}",
        # A short closing is one piece, and its last lines never stand alone either.
        "footer.short{break-inside:avoid}",
        "p.imprint{break-before:avoid}",
        f"p.imprint{{border-top:.4pt solid {hair};padding-top:4pt;overflow-wrap:anywhere}}",
        # Two characters in all, so that full lines hold whole characters.
        f"blockquote{{margin:{line * 0.3:g}pt 0;padding-left:{2 * styles.body.size - bar:g}pt;{quote_bar}}}",
        "blockquote p{border-left:none;padding-left:0}",
        # Markers as part of the line: those of a list are drawn last, and extracted text would end in them.
        "li{list-style-type:none}",
        "li>p:first-child::before{display:inline-block;width:1.6em;margin-left:-1.6em;text-indent:0}",
        'ol>li>p:first-child::before{content:counter(list-item) "."}',
        'ul>li>p:first-child::before{content:"•"}',
        'li.done>p:first-child::before{content:"☑"}',
        'li.open>p:first-child::before{content:"☐"}',
        f"figure{{break-inside:avoid;margin:{line * 0.5:g}pt 0}}",
        f"img{{max-height:{_text_height(theme.page) * 0.8:g}mm}}",
        f"p.missing-image{{border:.5pt solid {hair};padding:8pt;break-inside:avoid;overflow-wrap:anywhere}}",
        f"table{{margin:{line * 0.4:g}pt 0}}",
        f"td,th{{border:.5pt solid {hair};padding:3pt 5pt;vertical-align:top}}",
        f"thead th{{border-bottom:1pt solid {styles.heading1.colour};background:#f5f5f5}}",
        "tr{break-inside:avoid}",
        f"hr{{border:none;border-top:.5pt solid {hair};width:33%;margin:{line * 0.6:g}pt auto}}",
    ]


def _text_height(page: Page) -> float:
    return max(page.height - page.top - page.bottom, 10)


class _Furniture:
    """The @page rules: paper, margins, and what stands in the margins."""

    def __init__(self, theme: Theme, stacks: FontStacks, title: str) -> None:
        self._theme = theme
        self._stacks = stacks
        self._title = title

    def build_page_rules(self) -> list[str]:
        page, furniture, styles = self._theme.page, self._theme.furniture, self._theme.styles
        size = f"size:{page.width:g}mm {page.height:g}mm"
        margins = f"margin:{page.top:g}mm {page.outer:g}mm {page.bottom:g}mm {page.inner:g}mm"
        header = self._build_box("top", furniture.header, styles.header)
        footer = self._build_box("bottom", furniture.footer, styles.footer)
        rules = [f"@page{{{size};{margins};{header}{footer}}}"]
        if page.facing:
            rules.append(f"@page :left{{margin-left:{page.outer:g}mm;margin-right:{page.inner:g}mm}}")
        if header and not furniture.header_on_first:
            rules.append("@page :first{@top-center{content:none;border:none}}")
        return rules

    def _build_box(self, edge: str, template: str, style: Style) -> str:
        """A margin box as wide as the text, a fixed way from it, with a hairline if the style has one."""
        if not template or (template == "{title}" and not self._title):
            return ""
        page = self._theme.page
        near = "bottom" if edge == "top" else "top"
        depth = page.top if edge == "top" else page.bottom
        declared = [
            f"content:{self._build_content(template)}",
            "white-space:pre-wrap",
            f"width:{page.width - page.inner - page.outer:g}mm",
            f"vertical-align:{near}",
            f"margin-{near}:{depth * 0.3:g}mm",
            *build_type_rules(style, self._stacks),
            f"font-size:{style.size:g}pt",
            f"line-height:{style.pitch:g}pt",
        ]
        if style.rule_below:
            declared += [f"border-{near}:.4pt solid {style.rule_below}", f"padding-{near}:3pt"]
        return f"@{edge}-center{{{';'.join(declared)}}}"

    def _build_content(self, template: str) -> str:
        """The CSS `content` for a line of furniture: its text as strings, its page numbers as counters."""
        fields = {
            "{title}": quote(shorten(self._title, _RUNNING_TITLE)),
            "{page}": "counter(page)",
            "{pages}": "counter(pages)",
        }
        parts = re.split(r"(\{(?:title|page|pages)\})", template)
        return " ".join(fields.get(part) or quote(part) for part in parts if part)
