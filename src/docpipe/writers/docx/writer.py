"""Article → DOCX: the parts, each made by its own module, put into one package."""

from functools import lru_cache
from typing import ClassVar, NamedTuple

from docpipe.diagnostics import Report
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes.schema import Theme
from docpipe.writers.docx import package as kinds
from docpipe.writers.docx.body import BodyBuilder
from docpipe.writers.docx.characters import one_line
from docpipe.writers.docx.furniture import add_section_properties
from docpipe.writers.docx.ooxml import add, root, serialise
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.properties import build_core_properties, build_extended_properties
from docpipe.writers.docx.settings import build_font_table, build_settings, build_theme
from docpipe.writers.docx.styles import BYLINE, Stylesheet, build_styles, define_styles
from docpipe.writers.frame import Frame, build_frame
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
        frame = build_frame(article, theme, keywords=options.keywords)
        package = Package()
        package.add_top(kinds.CORE_PROPERTIES, "docProps/core.xml", build_core_properties(article.meta))
        package.add_top(kinds.EXTENDED_PROPERTIES, "docProps/app.xml", build_extended_properties())
        look = _build_look(theme)
        for kind, name, content in look.parts:
            package.add_part(kind, name, content)
        builder = BodyBuilder(theme, look.stylesheet, package, report)
        package.add_top(
            kinds.DOCUMENT, "word/document.xml", _build_document(article, frame, theme, builder, package)
        )
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


def _build_document(
    article: Article, frame: Frame, theme: Theme, builder: BodyBuilder, package: Package
) -> bytes:
    document = root("w:document", "w", "r", "wp", "a", "pic")
    body = add(document, "w:body")
    if frame.title:
        builder.add_title(body, frame.title)
    if frame.byline:
        builder.add_string(body, frame.byline, BYLINE)
    builder.add_blocks(body, article.body, builder.page)
    builder.add_closing(body, article.closing)
    builder.add_imprint(body, frame)
    add_section_properties(body, theme, _running_title(frame), package)
    return serialise(document)


def _running_title(frame: Frame) -> str:
    return one_line(frame.title or "")


DOCX = DocxWriter()
