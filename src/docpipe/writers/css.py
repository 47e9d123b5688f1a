"""Theme → CSS for paper, in points and millimetres, and what paper and screen share."""

from msgspec.structs import replace

from docpipe.themes.schema import Page, Style, Theme
from docpipe.writers.fit import STEPS, Fit
from docpipe.writers.margins import Furniture
from docpipe.writers.stacks import (
    ROLES,
    FontStacks,
    build_type_rules,
    choose_emphasis,
    join_families,
    list_families,
)

_BAR_LEADING = 1.25
"""Line height of a heading with a bar, in em: the bar is as tall as the type, not as the line."""


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
table{border-collapse:collapse;width:100%;table-layout:fixed}
ul,ol{padding-left:2em}
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
        *_list_ranks(theme),
    ]


def _list_ranks(theme: Theme) -> list[tuple[str, Style]]:
    """Headings that take the look of another level, or of a part: see `Theme.rank_heading`."""
    styles = theme.styles
    ranks = [(f".rank{rank}", styles.heading(rank)) for rank in range(1, 5)] if theme.ladder else []
    return [(".rank0", styles.part), *ranks] if styles.part else ranks


def build_face_rules(theme: Theme, stacks: FontStacks) -> list[str]:
    """Rules for what has a face of its own (emphasis, italics, narrow marks), and for coloured markers."""
    rules = [
        f"em{{font-family:{list_families(stacks, 'kai')};font-style:normal}}",
        f"strong{{{_set_emphasis(theme, stacks)}}}",
        # A label and a head cell are set in their own face from end to end.
        f"p.label,th p{{font-family:{list_families(stacks, 'hei')}}}",
        "p.label strong,th strong{font:inherit}",
    ]
    for role in ROLES:
        if stacks[role].marks:
            family = join_families(stacks[role].marks + stacks[role].families, role)
            rules.append(f".marks-{role}{{font-family:{family};font-style:normal}}")
    for selector, style in list_styles(theme):
        if style.marker_colour:
            rules += [f"{part} .marker{{color:{style.marker_colour}}}" for part in selector.split(",")]
    return rules


def _set_emphasis(theme: Theme, stacks: FontStacks) -> str:
    """How emphasis is set so that it shows: where its face has no bold, in 黑体, or else underlined."""
    role, bold = choose_emphasis(theme, stacks)
    family = f"font-family:{list_families(stacks, role)}"
    if bold or stacks[role].families[:1] != stacks[theme.styles.body.face].families[:1]:
        return f"{family};font-weight:{'bold' if bold else 'normal'}"
    return f"{family};text-decoration:underline"


# ── paper ────────────────────────────────────────────────────────────────────────────────────


def build_print_css(theme: Theme, stacks: FontStacks, title: str) -> str:
    """The style sheet for paper. `stacks` names the fonts to use, `title` is the running title's text."""
    styled = [f"{selector}{{{_set_style(style, stacks)}}}" for selector, style in list_styles(theme)]
    furniture = Furniture(theme, stacks, title)
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
    least = 2 if style.widow_control else 1
    declared.append(f"orphans:{least};widows:{least}")
    if style.inset:
        declared.append(f"padding-{'left' if style.align == 'start' else 'right'}:{style.inset:g}em")
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
        "h1,h2,h3,h4,h5,h6{break-inside:avoid}",
        "header{break-after:avoid}",
        f"p.label{{text-indent:0;break-after:avoid;margin-top:{line * 0.25:g}pt}}",
        # The signature never stands alone on a page: it stays with the line before it.
        f".signed{{break-inside:avoid;break-before:avoid;margin-top:{styles.signature.before:g}pt}}",
        ".signed p{margin-top:0}",
        f"footer>p:first-child{{margin-top:{line * 0.6:g}pt}}",
        f".signed+p.credit{{margin-top:{line * 0.8:g}pt}}",
        *_build_signature_rules(styles.signature),
        # A short closing is one piece, and its last lines never stand alone either.
        "footer.short{break-inside:avoid}",
        "p.imprint{break-before:avoid}",
        f"p.imprint{{border-top:.4pt solid {hair};padding-top:4pt;overflow-wrap:anywhere}}",
        "p.imprint+p.imprint{border-top:none;padding-top:0;margin-top:0}",
        # Two characters in all, so that full lines hold whole characters.
        f"blockquote{{margin:{line * 0.3:g}pt 0;padding-left:{2 * styles.body.size - bar:g}pt;{quote_bar}}}",
        "blockquote p{border-left:none;padding-left:0}",
        # Markers as part of the line: those of a list are drawn last, and extracted text would end in them.
        "li{list-style-type:none}",
        # Lower than the line, so that a sign from another font makes no line taller.
        "li>p:first-child::before{display:inline-block;width:1.6em;margin-left:-1.6em;text-indent:0;line-height:1}",
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
        "caption,thead{break-after:avoid}",
        # WeasyPrint goes back from a named page only to another that has a name.
        "body{page:text}",
        ".turned{page:turned}",
        *_build_fitted_rules(styles.cell),
        f"hr{{border:none;border-top:.5pt solid {hair};width:33%;margin:{line * 0.6:g}pt auto}}",
    ]


def _build_fitted_rules(cell: Style) -> list[str]:
    """Tables whose text is smaller than the theme's, so that they fit the page: see `fit`."""
    return [
        f"table.{Fit(step).name} :is(td,th) p{{font-size:{cell.size * step:.4g}pt;line-height:{cell.pitch * step:.4g}pt}}"
        for step in STEPS
        if step < 1
    ]


def _build_signature_rules(style: Style) -> list[str]:
    """A name with its date below it, as GB/T 9704-2012, 7.3.5.2 places them: see `markup`."""
    if style.align != "end":
        return [".pair{display:block}"]
    return [
        f".pair{{font-size:{style.size:g}pt;line-height:0;text-align:right}}",
        ".pair>div{display:inline-block;vertical-align:top;text-align:left}",
        ".pair p{text-align:left;padding-right:0}",
        ".pair p.date{padding-left:2em}",
    ]


def _text_height(page: Page) -> float:
    return max(page.height - page.top - page.bottom, 10)
