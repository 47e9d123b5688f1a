"""Theme → CSS for a browser: the theme's proportions in rem, one column, good on a phone."""

from docpipe.themes.schema import Style, Theme
from docpipe.writers.balance import measure_text_width
from docpipe.writers.css import STRUCTURE, build_face_rules, list_styles
from docpipe.writers.stacks import FontStacks, build_type_rules, declare_stacks, list_families


def build_screen_css(theme: Theme) -> str:
    """The style sheet for a screen: a line holds as many characters as on paper, or what the screen has."""
    stacks = declare_stacks(theme)
    base = theme.styles.body
    measure = measure_text_width(theme.page) / base.size
    family = list_families(stacks, base.face)
    styled = [f"{selector}{{{_set_style(style, base, stacks)}}}" for selector, style in list_styles(theme)]
    return "\n".join(
        [
            # Ink on paper on every screen: a browser's dark mode would turn the author's colours around.
            ":root{color-scheme:light}",
            "html{font-size:18px;background:#fff;-webkit-text-size-adjust:100%}",
            STRUCTURE,
            f"article{{max-width:{measure:.4g}rem;margin:0 auto;padding:2.5rem 1.2rem 4rem}}",
            f"article{{font-family:{family}}}",
            "article{overflow-wrap:break-word;line-break:strict}",
            *styled,
            *_build_block_rules(theme),
            *build_face_rules(theme, stacks),
            # No last line of one character in what is centred.
            "h1,p.centred,caption,figcaption{text-wrap:balance}",
            "@media (max-width:40em){html{font-size:17px}article{padding-top:1.5rem}p.body{text-align:left}}",
            "@media (max-width:40em){h1{font-size:1.55rem;line-height:1.4}}",
        ]
    )


def _set_style(style: Style, base: Style, stacks: FontStacks) -> str:
    declared = [
        *build_type_rules(style, stacks),
        f"font-size:{style.size / base.size:.4g}rem",
        f"line-height:{style.pitch / style.size:.4g}",
        f"margin:{style.before / base.size:.4g}rem 0 {style.after / base.size:.4g}rem",
    ]
    if style.rule_below:
        declared += [f"border-bottom:1px solid {style.rule_below}", "padding-bottom:.6em"]
    if style.bar:
        declared += [f"border-left:.25em solid {style.bar}", "padding-left:.5em", "line-height:1.3"]
    return ";".join(declared)


def _build_block_rules(theme: Theme) -> list[str]:
    hair = theme.styles.header.rule_below or theme.styles.caption.colour
    bar = theme.styles.quote.bar or hair
    return [
        "p.label{text-indent:0}",
        ".signed{margin-top:1rem}",
        "p.signature,p.date{padding-right:2em}",
        ".pair{text-align:right}",
        ".pair>div{display:inline-block;text-align:left}",
        ".pair p{text-align:left;padding-right:0}",
        ".pair p.date{padding-left:2em}",
        ".signed+p.credit{margin-top:1rem}",
        f"p.imprint{{border-top:1px solid {hair};padding-top:.5em;overflow-wrap:anywhere}}",
        "p.imprint+p.imprint{border-top:none;padding-top:0;margin-top:0}",
        f"blockquote{{margin:.6rem 0;padding-left:1em;border-left:3px solid {bar}}}",
        "blockquote p{border-left:none;padding-left:0}",
        "li.done{list-style-type:'☑ '}",
        "li.open{list-style-type:'☐ '}",
        "figure{margin:1rem 0}",
        "img{height:auto}",
        f"p.missing-image{{border:1px dashed {hair};padding:1em;overflow-wrap:anywhere}}",
        "table{margin:.8rem 0}",
        f"td,th{{border:1px solid {hair};padding:.3em .5em;vertical-align:top}}",
        f"hr{{border:none;border-top:1px solid {hair};width:33%;margin:1.2rem auto}}",
    ]
