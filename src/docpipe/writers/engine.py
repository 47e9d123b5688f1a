"""WeasyPrint on a short leash: loaded when needed, nothing fetched or printed, one font map a thread."""

import io
import logging
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, NamedTuple

from docpipe.errors import Message, MissingSystemError, WriteError
from docpipe.writers.flush import drop_break_hints, is_supported, set_flush
from docpipe.writers.mend import (
    keep_one_annotation_a_link,
    name_empty_glyphs,
    nest_headings,
    scope_head_cells,
)
from docpipe.writers.pack import pack_pdf
from docpipe.writers.private import name_private_characters
from docpipe.writers.unlisted import find_unlisted_fonts
from docpipe.writers.variant import PdfVariant, build_options, mend_claims

_NO_PANGO = Message(
    "生成 PDF 需要系统库 Pango，没有找到",
    "a PDF needs the system library Pango, which was not found",
)
_SEE_DOCTOR = Message(
    "运行 docpipe doctor 查看缺什么、怎样安装", "run docpipe doctor: it says what to install"
)
_NOT_SET = Message("WeasyPrint 无法排出这篇文章", "WeasyPrint could not set this article")

_KEPT = threading.local()
"""Pango's font map is slow to build and not safe to share between threads: each thread keeps its own."""


def load_weasyprint() -> Any:
    """The module `weasyprint`. Raises MissingSystemError where it cannot load Pango or fontconfig."""
    try:
        # It warns of a missing HarfBuzz subsetter and prints advice on a missing Pango: both are for
        # `docpipe doctor` to say, and standard output may be the PDF's.
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: PLC0415 - half a second, and it fails where Pango is missing
    except (ImportError, OSError) as error:
        raise MissingSystemError(_NO_PANGO, _SEE_DOCTOR) from error
    return weasyprint


def _font_configuration(weasyprint: Any, copy: "Copy") -> Any:
    if copy.font_face:
        # A font of one document must not be found by the next.
        return _build_configuration(weasyprint)
    kept = getattr(_KEPT, "fonts", None)
    if kept is None:
        kept = _KEPT.fonts = _build_configuration(weasyprint)
    return kept


def _build_configuration(weasyprint: Any) -> Any:
    """WeasyPrint's fonts, with those that fontconfig does not look for, as WeasyPrint adds those of a page."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    library = weasyprint.text.ffi
    for file in find_unlisted_fonts():
        library.fontconfig.FcConfigAppFontAddFile(fonts._config, os.fsencode(file))  # noqa: SLF001 the seam
    library.pangoft2.pango_fc_font_map_config_changed(library.ffi.cast("PangoFcFontMap *", fonts.font_map))
    return fonts


class _Complaints(logging.Handler):
    """What WeasyPrint says of one document; nothing of it goes to standard error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    logger.addHandler(complaints)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield complaints.messages
    finally:
        logger.removeHandler(complaints)
        logger.propagate = propagate


class Copy(NamedTuple):
    """What is to be set: HTML and CSS, and what the file is to be."""

    markup: str
    style_sheet: str
    font_face: str = ""
    """An @font-face rule of this document's own."""
    identifier: bytes = b""
    """The file's, sixteen bytes."""
    variant: PdfVariant = "plain"


class Printed(NamedTuple):
    """A PDF, what WeasyPrint complained of, and the page, from 1, on which each element with an `id` begins."""

    pdf: bytes
    complaints: list[str]
    pages: dict[str, int]


def set_pdf(copy: Copy) -> Printed:
    """The PDF of `copy`, tagged.

    Only `data:` addresses are read. Raises MissingSystemError without Pango, WriteError where
    WeasyPrint fails.
    """
    weasyprint = load_weasyprint()
    with _guarded() as complaints:
        document = _lay_out(weasyprint, copy)
        return Printed(_write(document, copy), complaints, _list_pages(document))


def lay_out_pages(copy: Copy) -> dict[str, int]:
    """The page, from 1, on which each element of `copy` that has a name begins, without making the PDF.

    Raises what `set_pdf` does.
    """
    weasyprint = load_weasyprint()
    with _guarded():
        return _list_pages(_lay_out(weasyprint, copy))


def _list_pages(document: Any) -> dict[str, int]:
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in page.anchors:
            # An element that goes on is an anchor on each of its pages.
            pages.setdefault(name, number)
    return pages


@contextmanager
def _guarded() -> Iterator[list[str]]:
    """What WeasyPrint complains of; what it fails with is an error of ours."""
    with _listening() as complaints, warnings.catch_warnings(action="ignore"):
        try:
            yield complaints
        except (
            ArithmeticError,
            AssertionError,
            LookupError,
            OSError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise WriteError(_NOT_SET) from error


def _lay_out(weasyprint: Any, copy: Copy) -> Any:
    """WeasyPrint's document of `copy`, its lines filled."""
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    fonts = _font_configuration(weasyprint, copy)
    style_sheet = copy.font_face + copy.style_sheet
    css = weasyprint.CSS(string=style_sheet, url_fetcher=fetcher, font_config=fonts)
    html = weasyprint.HTML(string=copy.markup, url_fetcher=fetcher)
    document = html.render(font_config=fonts, stylesheets=[css])
    drop_break_hints(document)
    keep_one_annotation_a_link(document)
    if is_supported(weasyprint.VERSION):
        set_flush(document)
    return document


def _write(document: Any, copy: Copy) -> bytes:
    """The file of a document that was laid out."""
    packed = []

    def finish(_: Any, pdf: Any) -> None:
        nest_headings(pdf)
        scope_head_cells(pdf)
        name_empty_glyphs(pdf)
        name_private_characters(pdf)
        mend_claims(pdf, copy.variant)
        packed.append(pack_pdf(pdf, copy.identifier))
        # What WeasyPrint writes after this goes nowhere; so that it writes nothing:
        del pdf.objects[1:]

    document.write_pdf(io.BytesIO(), finisher=finish, pdf_identifier=False, **build_options(copy.variant))
    return packed[0]
