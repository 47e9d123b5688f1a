"""Article → PDF, set by WeasyPrint from the HTML writer's markup and the theme's print style sheet."""

from typing import ClassVar

from docpipe.book import Book
from docpipe.diagnostics import Report
from docpipe.errors import Message, WriteError
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.writers.book_pdf import set_book
from docpipe.writers.copies import build_copy
from docpipe.writers.engine import Copy, Printed, lay_out_pages, set_pdf
from docpipe.writers.escape import one_line
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.css import build_extras_print_css
from docpipe.writers.extras.shapes import NO_EXTRAS
from docpipe.writers.html import build_head
from docpipe.writers.imposition import Pages, impose
from docpipe.writers.markup import build_markup
from docpipe.writers.printing import PrintOptions
from docpipe.writers.stacks import FontStacks
from docpipe.writers.variant import PdfVariant

_FAILED_IMAGE = "Failed to load image"
_NO_STANDARD = Message(
    "拼版的 PDF 没有标签，不能符合 PDF/UA 或 PDF/A",
    "imposed sheets have no tags: they follow neither PDF/UA nor PDF/A",
)
_ONE_OF_THEM = Message("--pages 和 --pdf-variant 只用一个", "use one of --pages and --pdf-variant")


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
        _check(options)
        return _finish(set_pdf(_build_copy(article, theme, options, report)), options, report)

    def write_book(self, book: Book, theme: Theme, options: PdfOptions, report: Report) -> bytes:
        """A PDF of `book` with contents and index, its articles as `write` sets each. Raises as that does."""
        _check(options)
        printed = set_book(book, theme, report, variant=options.variant, keywords=options.keywords)
        return _finish(printed, options, report)


def find_pages(article: Article, theme: Theme, options: PdfOptions) -> dict[str, int]:
    """The page, from 1, of each place that has a name in the PDF of `article`, as its contents point to them.

    Raises MissingSystemError without Pango, WriteError where WeasyPrint fails.
    """
    return lay_out_pages(_build_copy(article, theme, options, Report()))


def _build_copy(article: Article, theme: Theme, options: PdfOptions, report: Report) -> Copy:
    frame = frame_article(article, theme, options, report)

    def build_rules(stacks: FontStacks) -> list[str]:
        return [] if frame.extras == NO_EXTRAS else [build_extras_print_css(theme, stacks)]

    return build_copy(
        build_markup(article, frame, theme, report, for_paper=True),
        build_head(article),
        theme,
        report,
        title=one_line(frame.title or ""),
        variant=options.variant,
        rules=build_rules,
    )


def _check(options: PdfOptions) -> None:
    if options.pages != "1" and options.variant != "plain":
        raise WriteError(_NO_STANDARD, _ONE_OF_THEM)


def _finish(printed: Printed, options: PdfOptions, report: Report) -> bytes:
    for complaint in printed.complaints:
        if complaint.startswith(_FAILED_IMAGE):
            report.add("missing-image", {"address": "data:"})
    return impose(printed.pdf, options.pages)


PDF = PdfWriter()
