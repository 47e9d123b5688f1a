"""Which characters begin and end a line of the finished PDF: the strict Chinese cases of the Web Platform Tests."""

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace
from printed import read_lines

from builders import article, paragraph
from docpipe.diagnostics import Report
from docpipe.themes import HANDOUT
from docpipe.themes.schema import Furniture, Theme
from docpipe.writers.breaks import strip_break_hints
from docpipe.writers.pdf import PDF, PdfOptions

CASES = Path(__file__).parents[3] / "shared/suites/wpt-css-text-zh/cases.tsv"
LINE = 185 / 30
"""Width of a line in the tests, in characters."""


def narrow_theme() -> Theme:
    theme = HANDOUT()
    body = replace(theme.styles.body, first_line=0, align="start")
    sides = (theme.page.width - LINE * body.size / 72 * 25.4) / 2
    page = replace(theme.page, inner=sides, outer=sides)
    bare = Furniture(header="", footer="")
    return replace(theme, page=page, styles=replace(theme.styles, body=body), furniture=bare)


@pytest.mark.skipif(not CASES.exists(), reason="the cases lie in ../shared, which is not here")
def test_every_strict_case_breaks_where_it_should() -> None:
    with CASES.open(encoding="utf-8", newline="") as file:
        cases = [row for row in csv.DictReader(file, delimiter="\t") if row["level"] == "strict"]
    printed = read_lines(
        PDF.write(
            article(*(paragraph(row["input"]) for row in cases), title=None),
            narrow_theme(),
            PdfOptions(),
            Report(),
        )
    )
    lines = [strip_break_hints(line.text) for line in printed]
    expected = [line for row in cases for line in (row["expected_line1"], row["expected_line2"])]
    assert len(cases) == 36
    # The font draws ⋯ with the glyph of …, which can be read back as one of them only.
    assert lines == [line.replace("⋯", "…") for line in expected]
