"""Theme → the CSS of the extras, on paper and on a screen."""

from docpipe.themes.schema import Style, Theme
from docpipe.writers.extras.markup import COVER_SCALE
from docpipe.writers.extras.turned import turn_page
from docpipe.writers.stacks import FontStacks, build_type_rules

COVER_TITLE_AT = 0.30
"""Of the text's height: where the title stands on a cover, a little above the middle of the page."""


def build_extras_print_css(theme: Theme, stacks: FontStacks) -> str:
    """The rules for paper: each extra on pages of its own, the wide ones on paper that is turned."""
    page = theme.page
    height = max(page.height - page.top - page.bottom, 10)
    accent = choose_accent(theme)
    line = theme.styles.body.pitch
    return "\n".join(
        [
            *_build_page_rules(theme),
            *_build_type(theme, stacks, "pt", 1),
            f"article>.cover{{page:cover;height:{height:g}mm;position:relative}}",
            f".cover-title{{position:absolute;left:0;right:0;top:{height * COVER_TITLE_AT:g}mm}}",
            *_frame_title(accent, "pt", line),
            ".cover .about{position:absolute;left:0;right:0;bottom:12mm;border:none}",
            ".contents{page:contents}",
            ".contents a{display:block}",
            ".contents a::after{content:leader('…') target-counter(attr(href),page)}",
            ".supplement{page:supplement}",
            ".supplement.case-table{page:turned}",
            ".supplement h2{break-before:page}",
            # Each begins a page of its own although two of them may share its kind.
            ".supplement h2,.supplement p.about{break-after:avoid}",
            *_build_tables(theme, "pt", 1),
        ]
    )


def build_extras_screen_css(theme: Theme, stacks: FontStacks) -> str:
    """The rules for a screen: one under the other, tables that scroll where the screen is narrow."""
    base = theme.styles.body.size
    accent = choose_accent(theme)
    return "\n".join(
        [
            *_build_type(theme, stacks, "rem", base),
            ".cover{padding:4rem 0 3rem;margin-bottom:3rem}",
            *_frame_title(accent, "px", 24),
            ".cover .about{margin-top:2.5rem}",
            ".cover-title .frame{text-wrap:balance}",
            "@media (max-width:40em){.cover-title{font-size:1.9rem;line-height:1.4}}",
            ".contents{margin-bottom:3rem}",
            ".contents a:hover{text-decoration:underline}",
            ".supplement{margin-top:4rem;overflow-x:auto}",
            ".case-table table,.sign-in-sheet table{min-width:34rem}",
            *_build_tables(theme, "rem", base),
        ]
    )


def choose_accent(theme: Theme) -> str:
    """The theme's own colour: that of the bars and rules of its headings, else that of their type."""
    styles = theme.styles
    return styles.heading1.bar or styles.byline.rule_below or styles.heading1.colour


def _frame_title(accent: str, unit: str, gap: float) -> list[str]:
    """A thick line with a thin one inside above and below the title (文武线), as on the covers of old books."""
    return [
        f".cover-title{{border:solid {accent};border-width:3{unit} 0;padding:2{unit} 0}}",
        f".cover-title>.frame{{display:block;border:solid {accent};border-width:.75{unit} 0;padding:{gap:g}{unit} 0}}",
    ]


def _build_page_rules(theme: Theme) -> list[str]:
    page = theme.page
    turned = turn_page(page)
    width = turned.width - turned.inner - turned.outer
    return [
        "@page cover{@top-center{content:none;border:none}@bottom-center{content:none;border:none}}",
        "@page contents{@top-center{content:none;border:none}}",
        f"@page turned{{size:{turned.width:g}mm {turned.height:g}mm}}",
        f"@page turned{{margin:{turned.top:g}mm {turned.outer:g}mm {turned.bottom:g}mm {turned.inner:g}mm}}",
        f"@page turned{{@top-center{{width:{width:g}mm}}@bottom-center{{width:{width:g}mm}}}}",
        # The first page of the article shows its title anyway.
        "article>.text{page:text}",
        *(
            ["@page :nth(1 of text){@top-center{content:none;border:none}}"]
            if not theme.furniture.header_on_first
            else []
        ),
    ]


def _build_type(theme: Theme, stacks: FontStacks, unit: str, base: float) -> list[str]:
    """The type of what is no table; sizes are in `unit`, of which there are `base` points."""
    styles = theme.styles
    cover = _size(styles.title, COVER_SCALE, unit, base)
    head = _size(styles.title, 0.8, unit, base)
    title = ";".join(build_type_rules(styles.title, stacks))
    byline = ";".join(build_type_rules(styles.byline, stacks))
    centred = "text-align:center;text-indent:0"
    return [
        f".cover-title{{{title};{cover};{centred}}}",
        f".cover .about p{{{byline};{_size(styles.byline, 1.15, unit, base)};{centred};border:none}}",
        f".nav-title,.supplement h2{{{title};{head};{centred};border:none;padding:0}}",
        f".nav-title,.supplement h2{{margin:0 0 {_length(styles.body.pitch * 0.7, unit, base)}}}",
        f".supplement p.about{{{byline};{_size(styles.byline, 0.95, unit, base)};{centred};border:none}}",
        f".supplement p.about{{margin:0 0 {_length(4, unit, base)};padding:0}}",
        ".sign-in-sheet p.about{text-align:left}",
        ".contents p{text-indent:0}",
        ".contents a{text-align:left}",
        ".contents p.entry1{margin-top:.45em}",
        ".contents p.entry2{padding-left:2em}",
        ".contents p.entry3{padding-left:4em}",
    ]


def _build_tables(theme: Theme, unit: str, base: float) -> list[str]:
    """Case tables and sign-in sheets are ruled throughout; a card is framed and ruled between its lines."""
    accent = choose_accent(theme)
    hair = theme.styles.caption.colour
    gap = _length(theme.styles.body.pitch * 0.5, unit, base)
    return [
        f".supplement table{{margin-top:{gap};table-layout:fixed;width:100%}}",
        f".supplement td,.supplement th{{vertical-align:middle;border-color:{hair}}}",
        ".supplement td.centred p,.supplement th p{text-align:center}",
        ".supplement td.centred,.supplement th{padding-left:1pt;padding-right:1pt}",
        ".case-table td{vertical-align:top}",
        f".rule-card{{border:1.6pt solid {accent};outline:.5pt solid {accent};outline-offset:2pt}}",
        ".rule-card{padding:14pt 12pt 10pt;box-decoration-break:clone}",
        f".rule-card h2{{color:{accent};letter-spacing:.5em;text-indent:.5em}}",
        ".rule-card td,.rule-card th{border:none;padding-top:5pt;padding-bottom:5pt}",
        f".rule-card tbody td{{border-top:.5pt dotted {hair}}}",
        f".rule-card thead th,.rule-card thead td{{border-bottom:.8pt solid {accent};background:none}}",
        f".rule-card td.box p{{font-size:{_length(theme.styles.cell.size * 1.5, unit, base)}}}",
    ]


def _size(style: Style, factor: float, unit: str, base: float) -> str:
    return (
        f"font-size:{_length(style.size * factor, unit, base)};"
        f"line-height:{_length(style.pitch * factor, unit, base)}"
    )


def _length(points: float, unit: str, base: float) -> str:
    return f"{points / base:.4g}{unit}"
