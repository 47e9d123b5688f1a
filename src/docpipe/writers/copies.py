"""Markup → a copy that is ready for the engine: fonts found, missing characters drawn, an identifier of its own."""

import hashlib
import re
from collections.abc import Callable
from html import unescape

from docpipe.diagnostics import Report
from docpipe.themes.schema import FontRole, Theme
from docpipe.writers.css import build_print_css
from docpipe.writers.engine import Copy
from docpipe.writers.fonts import InstalledFonts, report_missing_glyphs, resolve_stacks
from docpipe.writers.lastresort import build_font_face
from docpipe.writers.stacks import ROLES, FontStack, FontStacks
from docpipe.writers.variant import PdfVariant

_TAG = re.compile("<[^>]*>")


def build_copy(  # noqa: PLR0913 - what a page consists of
    content: str,
    head: str,
    theme: Theme,
    report: Report,
    *,
    title: str,
    variant: PdfVariant = "plain",
    rules: Callable[[FontStacks], list[str]] = lambda _: [],
) -> Copy:
    """The copy of a body's `content` and a head's elements.

    `title` is the running title, `rules` what the style sheet has besides those of the theme.
    Substituted fonts and characters that no font has are noted in `report`.
    """
    installed = InstalledFonts()
    stacks = _find_fonts(theme, content, installed, report)
    text = unescape(_TAG.sub("", content)) + title
    missing = report_missing_glyphs(text, stacks["song"].families, installed, report)
    markup = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">{head}</head><body>{content}</body></html>'
    style_sheet = "\n".join([build_print_css(theme, stacks, title), *rules(stacks)])
    identifier = hashlib.sha256(f"{markup}\0{style_sheet}\0{variant}".encode()).digest()[:16]
    return Copy(markup, style_sheet, build_font_face(missing), identifier, variant)


def _find_fonts(
    theme: Theme, content: str, installed: InstalledFonts, report: Report
) -> dict[FontRole, FontStack]:
    """The fonts for every role; only of the roles that are used is a substitution worth a note."""
    used = set(theme.list_roles())
    if "<em>" in content:
        used.add("kai")
    noted = resolve_stacks(theme, [role for role in ROLES if role in used], installed, report)
    return resolve_stacks(theme, ROLES, installed, Report()) | noted
