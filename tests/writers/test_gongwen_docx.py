"""The theme `gongwen` in a DOCX, laid out by LibreOffice and measured; each test names its clause of GB/T 9704-2012."""

from pathlib import Path

import pytest
from docx_parts import write
from office import LaidOut, convert_by_office, read_laid_out, read_pages, read_paper
from paper import find_ink

from builders import article, marker, paragraph, section
from docpipe.model import Article
from docpipe.themes import GONGWEN

pytestmark = pytest.mark.slow

THEME = GONGWEN()
CHARACTER = 5.54
"""The width in mm of one character of 3号 (3.1)."""
LEFT, RIGHT, TOP, TEXT_WIDTH, TEXT_HEIGHT = 28.0, 26.0, 37.0, 156.0, 225.0
LINES, CHARACTERS = 22, 28
NAME, DATE = "青山市档案馆办公室机关党委", "2026年11月25日"


def draft() -> Article:
    """Three pages: a long title, a heading, as much text as fills two pages, a signature."""
    text = paragraph("字" * (CHARACTERS * LINES * 2))
    closing = (paragraph(NAME, role="signature"), paragraph(DATE, role="date"))
    title = "青山市档案馆关于进一步加强数字档案安全管理工作的通知"
    return article(section("总体要求", text, mark=marker("一、")), title=title, closing=closing)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return convert_by_office(write(draft(), THEME), tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def pages(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return read_pages(pdf, tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def lines(pages: list[str]) -> list[LaidOut]:
    return read_laid_out(pages)


def within_text(lines: list[LaidOut], page: int) -> list[LaidOut]:
    return [line for line in lines if line.page == page and line.top < TOP + TEXT_HEIGHT]


def find(lines: list[LaidOut], text: str) -> LaidOut:
    return next(line for line in lines if line.text == text)


def test_5_1_the_paper_is_a4(pages: list[str]) -> None:
    assert [round(side) for side in read_paper(pages[0])] == [210, 297]


def test_5_2_1_the_text_is_156_mm_wide_28_mm_from_the_binding(lines: list[LaidOut]) -> None:
    for page, left in ((1, LEFT), (2, RIGHT)):
        full = [line for line in within_text(lines, page) if line.text == "字" * CHARACTERS]
        assert full
        assert max(abs(line.left - left) for line in full) < 0.2
        assert max(abs(line.right - left - TEXT_WIDTH) for line in full) < 0.5


def test_5_2_1_the_text_begins_37_mm_from_the_top_and_ends_within_225_mm(pdf: bytes, tmp_path: Path) -> None:
    rows = [row for row in find_ink(pdf, 2, tmp_path).rows if row.top < TOP + TEXT_HEIGHT]
    # Half of a line's leading, and what a glyph leaves free of its own square, is white.
    spare = (TEXT_HEIGHT / LINES - CHARACTER) / 2 + 0.3 * CHARACTER
    assert TOP <= rows[0].top <= TOP + spare
    assert TOP + TEXT_HEIGHT - spare <= rows[-1].bottom <= TOP + TEXT_HEIGHT


def test_5_2_3_a_full_page_has_22_lines_of_28_characters(lines: list[LaidOut]) -> None:
    assert [len(line.text) for line in within_text(lines, 2)] == [CHARACTERS] * LINES


def test_7_3_1_a_long_title_is_a_trapezium_of_whole_phrases(lines: list[LaidOut]) -> None:
    first, second = lines[:2]
    assert (first.text, second.text) == ("青山市档案馆", "关于进一步加强数字档案安全管理工作的通知")
    for line in (first, second):
        assert (line.left + line.right) / 2 == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=0.5)
    # The grid of the page would put it on every second of its lines.
    assert second.top - first.top == pytest.approx(THEME.styles.title.pitch / 72 * 25.4, abs=0.2)


def test_7_3_3_a_heading_is_indented_by_two_characters(lines: list[LaidOut]) -> None:
    assert find(lines, "一、总体要求").left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.2)


def test_7_3_5_2_a_date_begins_two_characters_right_of_the_name(lines: list[LaidOut]) -> None:
    name, date = find(lines, NAME), find(lines, DATE)
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.2)
    assert date.top - name.top == pytest.approx(TEXT_HEIGHT / LINES, abs=0.2)
    assert LEFT + TEXT_WIDTH - name.right == pytest.approx(2 * CHARACTER, abs=0.7)


def test_7_5_the_page_number_stands_right_on_odd_pages_and_left_on_even_ones_one_character_in(
    lines: list[LaidOut],
) -> None:
    one = 14 / 72 * 25.4
    assert LEFT + TEXT_WIDTH - find(lines, "—1—").right == pytest.approx(one, abs=0.3)
    assert find(lines, "—2—").left - RIGHT == pytest.approx(one, abs=0.3)


def test_7_5_its_dashes_are_7_mm_below_the_text(pdf: bytes, tmp_path: Path) -> None:
    dash = find_ink(pdf, 1, tmp_path).middle_of_first_mark_below(TOP + TEXT_HEIGHT)
    assert dash - TOP - TEXT_HEIGHT == pytest.approx(7, abs=0.5)


def test_no_red_head_number_or_seal_is_invented(lines: list[LaidOut]) -> None:
    said = {line.text for line in lines} - {"字" * CHARACTERS}
    body = {text for text in said if set(text) == {"字"}}
    pages = {"—1—", "—2—", "—3—"}
    title = {"青山市档案馆", "关于进一步加强数字档案安全管理工作的通知", "一、总体要求"}
    assert said - body <= title | {NAME, DATE} | pages
