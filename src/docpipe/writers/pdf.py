"""Article → PDF, set by WeasyPrint from the HTML writer's markup and the theme's print style sheet."""

import hashlib
import re
from html import unescape
from typing import ClassVar

from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes.schema import FontRole, Theme
from docpipe.writers.css import build_print_css
from docpipe.writers.engine import Copy, lay_out_pages, set_pdf
from docpipe.writers.escape import one_line
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.css import build_extras_print_css
from docpipe.writers.extras.shapes import NO_EXTRAS
from docpipe.writers.fonts import InstalledFonts, report_missing_glyphs, resolve_stacks
from docpipe.writers.html import build_head
from docpipe.writers.imposition import Pages, impose
from docpipe.writers.lastresort import build_font_face
from docpipe.writers.markup import build_markup
from docpipe.writers.printing import PrintOptions
from docpipe.writers.stacks import ROLES, FontStack
from docpipe.writers.variant import PdfVariant

_FAILED_IMAGE = "Failed to load image"
_NO_STANDARD = Message(
    "拼版的 PDF 没有标签，不能符合 PDF/UA 或 PDF/A",
    "imposed sheets have no tags: they follow neither PDF/UA nor PDF/A",
)
_ONE_OF_THEM = Message("--pages 和 --pdf-variant 只用一个", "use one of --pages and --pdf-variant")
_TAG = re.compile("<[^>]*>")


class PdfOptions(PrintOptions, frozen=True, kw_only=True):
    """`variant` is the standard that the file claims to follow; `plain` claims none and is tagged all the same.

    `pages` puts two pages on a side, in order or as a booklet. Such sheets are for the printer: they
    have no tags and no bookmarks, and so follow no standard.
    """

    variant: PdfVariant = "plain"
    pages: Pages = "1"


class PdfWriter:
    """The writer of `pdf`."""

    name = "pdf"
    suffix = ".pdf"
    for_print = True
    options_type: ClassVar[type[WriterOptions]] = PdfOptions

    def write(self, article: Article, theme: Theme, options: PdfOptions, report: Report) -> bytes:
        """A tagged PDF with bookmarks, title, author, keywords and language; the same bytes on every run.

        Notes font substitutions, characters without a glyph and missing images in `report`. Raises
        MissingSystemError without Pango, WriteError where WeasyPrint fails or options exclude each other.
        """
        if options.pages != "1" and options.variant != "plain":
            raise WriteError(_NO_STANDARD, _ONE_OF_THEM)
        pdf, complaints = set_pdf(_build_copy(article, theme, options, report))
        for complaint in complaints:
            if complaint.startswith(_FAILED_IMAGE):
                report.add("missing-image", {"address": "data:"})
        return impose(pdf, options.pages)


def find_pages(article: Article, theme: Theme, options: PdfOptions) -> dict[str, int]:
    """The page, from 1, of each place that has a name in the PDF of `article`, as its contents point to them.

    Raises MissingSystemError without Pango, WriteError where WeasyPrint fails.
    """
    return lay_out_pages(_build_copy(article, theme, options, Report()))


def _build_copy(article: Article, theme: Theme, options: PdfOptions, report: Report) -> Copy:
    installed = InstalledFonts()
    frame = frame_article(article, theme, options, report)
    title = one_line(frame.title or "")
    content = build_markup(article, frame, theme, report, for_paper=True)
    stacks = _find_fonts(theme, content, installed, report)
    text = unescape(_TAG.sub("", content)) + title
    missing = report_missing_glyphs(text, stacks["song"].families, installed, report)
    markup = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"{build_head(article)}</head><body>{content}</body></html>"
    )
    style_sheet = build_print_css(theme, stacks, title)
    if frame.extras != NO_EXTRAS:
        style_sheet += "\n" + build_extras_print_css(theme, stacks)
    identifier = hashlib.sha256(f"{markup}\0{style_sheet}\0{options.variant}".encode()).digest()[:16]
    return Copy(markup, style_sheet, build_font_face(missing), identifier, options.variant)


def _find_fonts(
    theme: Theme, content: str, installed: InstalledFonts, report: Report
) -> dict[FontRole, FontStack]:
    """The fonts for every role; only of the roles that are used is a substitution worth a note."""
    used = set(theme.list_roles())
    if "<em>" in content:
        used.add("kai")
    noted = resolve_stacks(theme, [role for role in ROLES if role in used], installed, report)
    return resolve_stacks(theme, ROLES, installed, Report()) | noted


PDF = PdfWriter()
