"""Tables on the pages of a PDF."""

import pytest
from printed import read_lines

from builders import article, inlines, paragraph
from docpipe.diagnostics import Report
from docpipe.model import Cell, Row, Table
from docpipe.themes import HANDOUT
from docpipe.writers.pdf import PDF, PdfOptions


def table() -> Table:
    rows = [("项目", "数量"), ("图书", "12"), ("期刊", "34")]
    return Table(
        tuple(Row(cells=tuple(Cell(blocks=(paragraph(text),)) for text in row)) for row in rows),
        header_rows=1,
        caption=inlines("表1"),
    )


@pytest.mark.parametrize("lines", [30, 31, 32])
def test_a_caption_and_the_head_row_stay_with_the_table(lines: int) -> None:
    whole = article(*(paragraph("文") for _ in range(lines)), table(), title=None)
    pages = {line.text: line.page for line in read_lines(PDF.write(whole, HANDOUT(), PdfOptions(), Report()))}
    assert pages["表1"] == pages["项目数量"] == pages["图书12"]
