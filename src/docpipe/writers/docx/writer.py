"""Article → DOCX: the parts, each made by its own module, put into one package."""

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, NamedTuple

import msgspec

from docpipe.book import Book
from docpipe.diagnostics import Report
from docpipe.errors import MissingSystemError
from docpipe.model import Article, Meta
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.writers.book_pdf import find_matter
from docpipe.writers.docx import package as kinds
from docpipe.writers.docx.body import BodyBuilder
from docpipe.writers.docx.book import BookBuilder
from docpipe.writers.docx.characters import one_line
from docpipe.writers.docx.extras import ExtrasBuilder
from docpipe.writers.docx.furniture import SectionKind, Sections
from docpipe.writers.docx.ooxml import Element, add, root, serialise
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.properties import build_core_properties, build_extended_properties
from docpipe.writers.docx.settings import build_font_table, build_settings, build_theme
from docpipe.writers.docx.styles import Stylesheet, build_styles, define_styles
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.shapes import Supplement
from docpipe.writers.printing import PrintOptions


class DocxOptions(PrintOptions, frozen=True, kw_only=True):
    """Options of DOCX."""


class DocxWriter:
    """The writer of `docx`."""

    name = "docx"
    suffix = ".docx"
    for_print = True
    options_type: ClassVar[type[WriterOptions]] = DocxOptions

    def write(self, article: Article, theme: Theme, options: DocxOptions, report: Report) -> bytes:
        """`article` as WordprocessingML (ECMA-376, transitional), the same bytes on every run.

        Notes missing images, refused links and characters that XML forbids in `report`.
        """
        frame = frame_article(article, theme, options, report)

        def build(builder: BodyBuilder, package: Package) -> bytes:
            sections = Sections(theme, one_line(frame.title or ""), package)
            extras = ExtrasBuilder(builder, sections, _build_look(theme).stylesheet, theme)
            document = root("w:document", "w", "r", "wp", "a", "pic")
            body = add(document, "w:body")
            if frame.extras.cover:
                extras.add_cover(body, frame.extras.cover)
            if frame.extras.contents:
                builder.bookmarks.wanted = True
                pages = _find_pages(article, theme, options, report)
                extras.add_contents(body, frame.extras.contents, pages)
            builder.begin_sections(sections)
            builder.add_article(body, article, frame)
            _add_supplements(body, frame.extras.supplements, extras, sections, builder.section)
            return serialise(document)

        return _write(article.meta, theme, build, report)

    def write_book(self, book: Book, theme: Theme, options: DocxOptions, report: Report) -> bytes:
        """`book` with contents and index, whose page numbers are those of the PDF.

        Notes what `write` notes, and that the numbers are missing where Pango is. Raises WriteError.
        """
        matter = find_matter(book, theme, report)

        def build(builder: BodyBuilder, package: Package) -> bytes:
            made = BookBuilder(book, matter, theme, builder, package)
            return made.build(keywords=options.keywords)

        return _write(Meta(title=book.title), theme, build, report)


def _write(meta: Meta, theme: Theme, build: Callable[[BodyBuilder, Package], bytes], report: Report) -> bytes:
    """The package around the document that `build` makes."""
    package = Package()
    package.add_top(kinds.CORE_PROPERTIES, "docProps/core.xml", build_core_properties(meta))
    package.add_top(kinds.EXTENDED_PROPERTIES, "docProps/app.xml", build_extended_properties())
    look = _build_look(theme)
    for kind, name, content in look.parts:
        package.add_part(kind, name, content)
    builder = BodyBuilder(theme, look.stylesheet, package, report)
    package.add_top(kinds.DOCUMENT, "word/document.xml", build(builder, package))
    if numbering := builder.numberings.build(theme):
        package.add_part(kinds.NUMBERING, "numbering.xml", numbering)
    builder.runs.report_dropped()
    return package.save()


class _Look(NamedTuple):
    """What a theme gives to every document alike: the style of each paragraph, and whole parts."""

    stylesheet: Stylesheet
    parts: tuple[tuple[str, str, bytes], ...]


# A batch sets all its articles in one theme; making these parts takes as long as a short article.
@lru_cache(maxsize=8)
def _build_look(theme: Theme) -> _Look:
    stylesheet = define_styles(theme)
    parts = (
        (kinds.STYLES, "styles.xml", build_styles(theme, stylesheet)),
        (kinds.SETTINGS, "settings.xml", build_settings(theme)),
        (kinds.FONT_TABLE, "fontTable.xml", build_font_table(theme)),
        (kinds.THEME, "theme/theme1.xml", build_theme(theme)),
    )
    return _Look(stylesheet, parts)


def _add_supplements(
    body: Element,
    supplements: tuple[Supplement, ...],
    extras: ExtrasBuilder,
    sections: Sections,
    kind: SectionKind,
) -> None:
    """The supplements after a section of `kind`, each in one of its own, and the properties of the last."""
    for supplement in supplements:
        extras.end_section(body, kind)
        extras.add_supplement(body, supplement)
        kind = "turned" if supplement.wide else "supplement"
    sections.end(body, kind)


def _find_pages(article: Article, theme: Theme, options: DocxOptions, report: Report) -> dict[str, int]:
    """The page of each place in the PDF of `article`; none, and a note, where no PDF can be set here."""
    from docpipe.writers.pdf import PdfOptions, find_pages  # noqa: PLC0415 - for contents only

    same = msgspec.convert(msgspec.structs.asdict(options), PdfOptions)
    try:
        return find_pages(article, theme, same)
    except MissingSystemError:
        report.add("contents-without-pages")
        return {}


DOCX = DocxWriter()
