"""Theme → the `@page` rules: paper, margins, and what stands in the margins."""

import re

from docpipe.themes.schema import Style, Theme
from docpipe.writers.balance import shorten
from docpipe.writers.escape import quote
from docpipe.writers.stacks import FontStacks, build_type_rules

_RUNNING_TITLE = 40
"""Width of a running title in em; a longer one is cut, since the line holds no more in a small size."""


class Furniture:
    """The `@page` rules of a theme, with `title` as the running title."""

    def __init__(self, theme: Theme, stacks: FontStacks, title: str) -> None:
        self._theme = theme
        self._stacks = stacks
        self._title = title

    def build_page_rules(self) -> list[str]:
        """The rules, the more special ones later."""
        page, furniture, styles = self._theme.page, self._theme.furniture, self._theme.styles
        size = f"size:{page.width:g}mm {page.height:g}mm"
        margins = f"margin:{page.top:g}mm {page.outer:g}mm {page.bottom:g}mm {page.inner:g}mm"
        header = self._build_box("top", furniture.header, styles.header)
        footer = self._build_box("bottom", furniture.footer, styles.footer)
        rules = [f"@page{{{size};{margins};{header}{footer}}}"]
        if page.facing:
            mirrored = self._mirror("top", header, styles.header) + self._mirror(
                "bottom", footer, styles.footer
            )
            sides = f"margin-left:{page.outer:g}mm;margin-right:{page.inner:g}mm"
            rules.append(f"@page :left{{{sides};{mirrored}}}")
        if header and not furniture.header_on_first:
            rules.append("@page :first{@top-center{content:none;border:none}}")
        rules.append(self._turn(header, footer))
        return rules

    def _turn(self, header: str, footer: str) -> str:
        """A page for a wide table, turned to the left, so that its head is where the pages are bound."""
        page = self._theme.page
        margins = f"margin:{page.inner:g}mm {page.top:g}mm {page.outer:g}mm {page.bottom:g}mm"
        width = f"width:{max(page.height - page.top - page.bottom, 1):g}mm"
        boxes = "".join(
            f"@{edge}-center{{{width}}}" for edge, box in (("top", header), ("bottom", footer)) if box
        )
        return f"@page turned{{size:{page.height:g}mm {page.width:g}mm;{margins};{boxes}}}"

    def build_run_rules(self, name: str) -> list[str]:
        """For the pages called `name`: this running title, but not on the first of them."""
        furniture = self._theme.furniture
        if "{title}" not in furniture.header:
            return []
        content = self._build_content(furniture.header)
        rules = [f"@page {name}{{@top-center{{content:{content}}}}}"]
        if not furniture.header_on_first:
            rules.append(f"@page :nth(1 of {name}){{@top-center{{content:none;border:none}}}}")
        return rules

    def _mirror(self, edge: str, box: str, style: Style) -> str:
        """On even pages what stands at one end of the line stands at the other."""
        if not box or style.align not in ("start", "end"):
            return ""
        near, far = ("right", "left") if style.align == "start" else ("left", "right")
        return f"@{edge}-center{{text-align:{near};padding-{near}:{style.inset:g}em;padding-{far}:0}}"

    def _build_box(self, edge: str, template: str, style: Style) -> str:
        """A margin box as wide as the text, a fixed way from it, with a hairline if the style has one."""
        if not template or (template == "{title}" and not self._title):
            return ""
        page, furniture = self._theme.page, self._theme.furniture
        near = "bottom" if edge == "top" else "top"
        gap = furniture.header_gap if edge == "top" else furniture.footer_gap
        declared = [
            f"content:{self._build_content(template)}",
            "white-space:pre-wrap",
            "box-sizing:border-box",
            f"width:{page.width - page.inner - page.outer:g}mm",
            f"vertical-align:{near}",
            f"margin-{near}:{gap:g}mm",
            *build_type_rules(style, self._stacks),
            f"font-size:{style.size:g}pt",
            f"line-height:{style.pitch:g}pt",
        ]
        if style.inset:
            declared.append(f"padding-{'left' if style.align == 'start' else 'right'}:{style.inset:g}em")
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
