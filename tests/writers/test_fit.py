"""Tables that are wider than the text."""

import io
import zipfile

import pytest
from conformance import list_failures
from lxml import etree
from printed import open_pdf, read_lines

from builders import article, paragraph
from docpipe.diagnostics import Report
from docpipe.model import Block, Cell, Quote, Row, Table
from docpipe.themes import HANDOUT
from docpipe.writers.docx import DOCX
from docpipe.writers.docx.writer import DocxOptions
from docpipe.writers.fit import Fit, fit_table
from docpipe.writers.grid import lay_out
from docpipe.writers.pdf import PDF, PdfOptions

THEME = HANDOUT()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(columns: int, rows: int = 3, text: str = "处分决定生效日期") -> Table:
    head = Row(cells=tuple(Cell(blocks=(paragraph(f"第{at}栏"),)) for at in range(columns)))
    row = Row(cells=tuple(Cell(blocks=(paragraph(text),)) for _ in range(columns)))
    return Table(rows=(head, *[row] * rows), header_rows=1)


def fit(columns: int, text: str = "处分决定生效日期", turned: float | None = 690) -> Fit:
    return fit_table(*lay_out(table(columns, text=text)), 10.5, 440, turned)


def sizes_of_pages(*blocks: Block) -> list[tuple[int, int]]:
    with open_pdf(PDF.write(article(*blocks), THEME, PdfOptions(), Report())) as pdf:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in pdf.pages]


UPRIGHT, TURNED = (595, 842), (842, 595)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (3, Fit()),
        (8, Fit()),
        (9, Fit(0.9)),
        (10, Fit(0.8)),
        (12, Fit(1, turned=True)),
        (40, Fit(0.7, turned=True)),
    ],
)
def test_a_wide_table_is_set_smaller_and_a_wider_one_on_a_turned_page(columns: int, expected: Fit) -> None:
    assert fit(columns) == expected


def test_short_cells_need_no_more_than_they_hold() -> None:
    assert (fit(9), fit(9, "无")) == (Fit(0.9), Fit())


def test_figures_are_not_broken_for_want_of_room() -> None:
    assert fit(8, "1,234,567.00").turned


def test_a_table_that_must_stay_where_it_is_is_set_smaller() -> None:
    assert fit(40, turned=None) == Fit(0.7)


def test_the_page_of_a_wide_table_is_turned_and_those_around_it_are_not() -> None:
    around = paragraph("正文。")
    assert sizes_of_pages(around, table(14), around) == [UPRIGHT, TURNED, UPRIGHT]


def test_two_wide_tables_share_a_turned_page() -> None:
    assert sizes_of_pages(paragraph("正文。"), table(14), table(14)) == [UPRIGHT, TURNED]


def test_a_wide_table_in_a_quotation_stays_in_it() -> None:
    assert sizes_of_pages(Quote(blocks=(table(14),))) == [UPRIGHT]


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    printed = read_lines(PDF.write(article(table(3, rows=80)), THEME, PdfOptions(), Report()))
    heads = [line.page for line in printed if "第0栏" in line.text]
    assert heads == sorted({line.page for line in printed})
    assert len(heads) > 1


def test_a_turned_page_keeps_the_standards() -> None:
    pdf = PDF.write(article(table(14)), THEME, PdfOptions(variant="pdf/ua-1+a-2a"), Report())
    assert list_failures(pdf, "pdf/ua-1+a-2a") == []


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────


def sections(*blocks: Block) -> list[etree._Element]:
    docx = DOCX.write(article(*blocks), THEME, DocxOptions(), Report())
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}sectPr"))


def orientations(*blocks: Block) -> list[str]:
    sizes = [section.find(f"{W}pgSz") for section in sections(*blocks)]
    return ["turned" if size.get(f"{W}orient") else "upright" for size in sizes if size is not None]


def test_a_wide_table_in_a_docx_has_a_turned_section() -> None:
    around = paragraph("正文。")
    assert orientations(around, table(14), around) == ["upright", "turned", "upright"]


def test_a_docx_that_ends_with_a_wide_table_has_no_empty_page_after_it() -> None:
    assert orientations(paragraph("正文。"), table(14)) == ["upright", "turned"]


def test_wide_tables_in_a_row_share_a_section() -> None:
    assert orientations(paragraph("正文。"), table(14), table(14), table(3)) == [
        "upright",
        "turned",
        "upright",
    ]


def test_a_page_after_a_turned_one_has_its_header() -> None:
    found = sections(paragraph("正文。"), table(14), paragraph("正文。"))
    assert [section.find(f"{W}titlePg") is not None for section in found] == [True, False, False]
