"""Book → PDF: laid out until contents, table of cases and index name the pages that they point to."""

from typing import NamedTuple

from docpipe.book import Book
from docpipe.diagnostics import Report
from docpipe.errors import MissingSystemError
from docpipe.model import Diagnostic
from docpipe.themes.schema import Theme
from docpipe.writers.book_css import build_book_rules
from docpipe.writers.book_markup import BookMarkup
from docpipe.writers.copies import build_copy
from docpipe.writers.engine import Copy, Printed, lay_out_pages, set_pdf
from docpipe.writers.escape import escape, one_line
from docpipe.writers.landmarks import Landmarks
from docpipe.writers.matter import Matter, Pages, build_matter
from docpipe.writers.variant import PdfVariant

_MOST_LAYOUTS = 3
"""With numbers, after a first layout without; the second and third in case they moved a line to another page."""


def set_book(
    book: Book, theme: Theme, report: Report, *, variant: PdfVariant = "plain", keywords: bool = False
) -> Printed:
    """The PDF of `book`, its numbers right. Raises MissingSystemError without Pango, WriteError."""
    layouts = _Layouts(book, theme, report, variant=variant, keywords=keywords)
    pages: Pages = lay_out_pages(layouts.build({}).copy)
    for _ in range(_MOST_LAYOUTS):
        layout = layouts.build(pages)
        printed = set_pdf(layout.copy)
        if printed.pages == pages:
            break
        pages = printed.pages
    report.extend(layout.diagnostics)
    return printed


def find_matter(book: Book, theme: Theme, report: Report) -> Matter:
    """What stands around the articles of `book` in other formats, with the PDF's page numbers.

    Without Pango there are none, which `report` notes. Raises WriteError.
    """
    layouts = _Layouts(book, theme, Report())
    pages: Pages = {}
    try:
        for _ in range(_MOST_LAYOUTS):
            before, pages = pages, lay_out_pages(layouts.build(pages).copy)
            if pages == before:
                break
    except MissingSystemError:
        report.add("pages-unknown")
    return layouts.build_matter(pages)


class _Layout(NamedTuple):
    copy: Copy
    diagnostics: tuple[Diagnostic, ...]


class _Layouts:
    """The copies of one book, one for each guess where its pages break."""

    def __init__(
        self,
        book: Book,
        theme: Theme,
        report: Report,
        *,
        variant: PdfVariant = "plain",
        keywords: bool = False,
    ) -> None:
        self._book = book
        self._theme = theme
        self._variant = variant
        self._landmarks = Landmarks()
        self._markup = BookMarkup(book, theme, self._landmarks, report, keywords=keywords)

    def build_matter(self, pages: Pages) -> Matter:
        return build_matter(self._book, self._landmarks, pages)

    def build(self, pages: Pages) -> _Layout:
        report = Report()
        title = one_line(self._book.title)
        copy = build_copy(
            self._markup.build(self.build_matter(pages)),
            f'<title>{escape(title)}</title><meta name="generator" content="docpipe">',
            self._theme,
            report,
            title=title,
            rules=lambda stacks: build_book_rules(self._book, self._theme, stacks),
            variant=self._variant,
        )
        return _Layout(copy, report.diagnostics)
