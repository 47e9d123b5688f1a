"""The theme `gongwen` in the finished PDF: each figure measured, each test naming its clause of GB/T 9704-2012."""

from pathlib import Path

import pikepdf
import pytest
from paper import Ink, find_ink
from printed import MM, Line, open_pdf, read_lines

from builders import article, bold, inlines, marker, paragraph, section
from docpipe.diagnostics import Report
from docpipe.model import Article, Text
from docpipe.themes import GONGWEN
from docpipe.writers.fonts import InstalledFonts, resolve_stacks
from docpipe.writers.pdf import PDF, PdfOptions
from docpipe.writers.stacks import ROLES

THEME = GONGWEN()
CHARACTER = 15.75 / MM
"""The width in mm of one character of 3号 (3.1)."""
LEFT, RIGHT, TOP, TEXT_WIDTH, TEXT_HEIGHT = 28.0, 26.0, 37.0, 156.0, 225.0
LINES = 22
PITCH = TEXT_HEIGHT / LINES


def write(whole: Article) -> bytes:
    return PDF.write(whole, THEME, PdfOptions(), Report())


def text_lines(pdf: bytes) -> list[Line]:
    """The lines within the type area, without the page number below it."""
    return [line for line in read_lines(pdf) if line.baseline < TOP + TEXT_HEIGHT]


def lines_of(whole: Article) -> list[Line]:
    return text_lines(write(whole))


def full_pages() -> Article:
    return article(paragraph("字" * 28 * LINES * 3), title=None)


def postscript(family: str) -> str:
    return family.replace(" ", "-")


@pytest.fixture(scope="module")
def families() -> dict[str, str]:
    """The family in which each role is set on this machine, as a PDF names it."""
    stacks = resolve_stacks(THEME, ROLES, InstalledFonts(), Report())
    return {role: postscript(stack.families[0]) for role, stack in stacks.items()}


@pytest.fixture(scope="module")
def pages() -> bytes:
    return write(full_pages())


# ── 5.1, 5.2: paper, margins, lines and characters ───────────────────────────────────────────


def test_5_1_the_paper_is_a4(pages: bytes) -> None:
    with open_pdf(pages) as document:
        left, bottom, width, height = (float(side) / MM for side in document.pages[0].MediaBox)
    assert [left, bottom, round(width), round(height)] == [0, 0, 210, 297]


def test_5_2_1_the_text_is_156_mm_wide_28_mm_from_the_binding(pages: bytes) -> None:
    for page, left in ((1, LEFT), (2, RIGHT), (3, LEFT)):
        full = [line for line in read_lines(pages) if line.page == page and len(line.text) == 28]
        assert {round(line.left, 1) for line in full} == {left}
        assert max(abs(line.right - left - TEXT_WIDTH) for line in full) < 0.5


def test_5_2_1_the_text_begins_37_mm_from_the_top_and_ends_within_225_mm(
    pages: bytes, tmp_path: Path
) -> None:
    ink = find_ink(pages, 2, tmp_path)
    text = [row for row in ink.rows if row.top < TOP + TEXT_HEIGHT]
    # Half of a line's leading, and what a glyph leaves free of its own square, is white.
    spare = (PITCH - CHARACTER) / 2 + 0.15 * CHARACTER
    assert TOP <= text[0].top <= TOP + spare
    assert TOP + TEXT_HEIGHT - spare - 0.5 <= text[-1].bottom <= TOP + TEXT_HEIGHT


def test_5_2_3_a_full_page_has_22_lines_of_28_characters(pages: bytes) -> None:
    for page in (2, 3):
        found = [len(line.text) for line in text_lines(pages) if line.page == page]
        assert found[:LINES] == [28] * LINES if page == 2 else len(found) <= LINES
    first = [len(line.text) for line in text_lines(pages) if line.page == 1]
    assert first == [26, *[28] * (LINES - 1)]


def test_5_2_2_the_text_is_3_hao_fang_song(pages: bytes, families: dict[str, str]) -> None:
    line = read_lines(pages)[1]
    assert line.size == pytest.approx(15.75)
    assert line.fonts == {families["fang"]}


def test_5_2_4_everything_is_black() -> None:
    whole = article(section("一", paragraph(bold("红", "#ff0000"), Text("黄底", background="#ffff00"), "文")))
    with open_pdf(write(whole)) as document:
        instructions = [each for page in document.pages for each in pikepdf.parse_content_stream(page)]
    colours = [each.operands for each in instructions if str(each.operator) in ("rg", "RG", "scn", "SCN")]
    assert {float(channel) for operands in colours for channel in operands} <= {0.0}


# ── 7.3: title, headings, signature ──────────────────────────────────────────────────────────


def test_7_3_1_the_title_is_2_hao_and_centred(families: dict[str, str]) -> None:
    title, *_ = lines_of(article(paragraph("文"), title="关于做好档案整理工作的通知"))
    assert round(title.size, 1) == 22
    assert [font.removesuffix("-Bold") for font in title.fonts] == [families["title"]]
    assert (title.left + title.right) / 2 == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=0.5)


def test_7_3_1_a_long_title_is_a_trapezium_of_whole_phrases() -> None:
    whole = article(paragraph("文"), title="青山市档案馆关于进一步加强数字档案安全管理工作的通知")
    first, second, *_ = lines_of(whole)
    assert (first.text, second.text) == ("青山市档案馆", "关于进一步加强数字档案安全管理工作的通知")
    assert first.left + first.right == pytest.approx(second.left + second.right, abs=0.5)


def test_7_3_2_a_salutation_stands_flush_left_below_a_blank_line() -> None:
    whole = article(paragraph("各部室、各分馆：", role="salutation"), paragraph("文"), title="关于放假的通知")
    title, salutation, text = lines_of(whole)
    assert salutation.left == pytest.approx(LEFT, abs=0.1)
    assert text.left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.1)
    assert salutation.baseline - title.baseline == pytest.approx(2 * PITCH, abs=2)


def test_7_3_3_the_ladder_is_hei_kai_fang_fang_without_bold(families: dict[str, str]) -> None:
    ladder = section(
        "总体要求",
        section(
            "主要目标",
            section(
                "重点",
                section("细项", paragraph("文"), level=4, mark=marker("（1）", "decimal-bracketed")),
                level=3,
                mark=marker("1.", "decimal"),
            ),
            level=2,
            mark=marker("（一）", "chinese-bracketed"),
        ),
        mark=marker("一、"),
    )
    headings = lines_of(article(ladder, title=None))[:4]
    assert [list(line.fonts) for line in headings] == [
        [families[role]] for role in ("hei", "kai", "fang", "fang")
    ]
    assert {(round(line.size, 2), round(line.left, 1)) for line in headings} == {
        (15.75, round(LEFT + 2 * CHARACTER, 1))
    }


def test_7_3_3_the_first_number_is_hei_below_a_heading_without_one(families: dict[str, str]) -> None:
    whole = article(
        section("典型案例", section("购物卡", paragraph("文"), level=2, mark=marker("一、"))), title=None
    )
    part, heading, _ = lines_of(whole)
    assert part.fonts == heading.fonts == frozenset({families["hei"]})
    assert (part.left + part.right) / 2 == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=0.5)


def closing(name: str, date: str) -> list[Line]:
    signed = (paragraph(name, role="signature"), paragraph(date, role="date"))
    return lines_of(article(paragraph("文"), title=None, closing=signed))


def test_7_3_5_2_a_date_begins_two_characters_right_of_a_longer_name() -> None:
    text, name, date = closing("青山市档案馆办公室机关党委", "2026年11月5日")
    assert LEFT + TEXT_WIDTH - name.right == pytest.approx(2 * CHARACTER, abs=0.5)
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.1)
    assert name.baseline - text.baseline == pytest.approx(2 * PITCH, abs=0.2)


def test_7_3_5_2_a_date_longer_than_the_name_keeps_two_characters_free() -> None:
    _, name, date = closing("馆办公室", "2026年11月25日")
    assert LEFT + TEXT_WIDTH - date.right == pytest.approx(2 * CHARACTER, abs=0.5)
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.1)


def test_7_3_5_2_a_name_without_a_date_keeps_two_characters_free() -> None:
    whole = article(paragraph("文"), title=None, closing=(paragraph("馆办公室", role="signature"),))
    name = lines_of(whole)[-1]
    assert LEFT + TEXT_WIDTH - name.right == pytest.approx(2 * CHARACTER, abs=0.1)


def test_7_3_5_who_signs_below_does_not_stand_under_the_title() -> None:
    signed = Article(
        meta=article(title="通知").meta,
        body=(paragraph("文"),),
        closing=(paragraph("馆办公室", role="signature"),),
    )
    named = article(paragraph("文"), title="通知", author="馆办公室", closing=signed.closing)
    assert [line.text for line in lines_of(named)] == ["通知", "文", "馆办公室"]


# ── 7.5: page numbers ────────────────────────────────────────────────────────────────────────


def test_7_5_the_page_number_is_4_hao_song_between_dashes(pages: bytes, families: dict[str, str]) -> None:
    found = [line for line in read_lines(pages, furniture=True) if line.baseline > TOP + TEXT_HEIGHT]
    assert [(line.text, round(line.size), *line.fonts) for line in found[:2]] == [
        ("— 1 —", 14, families["song"]),
        ("— 2 —", 14, families["song"]),
    ]


def test_7_5_it_stands_right_on_odd_pages_and_left_on_even_ones_one_character_in(pages: bytes) -> None:
    odd, even, *_ = [line for line in read_lines(pages, furniture=True) if line.baseline > TOP + TEXT_HEIGHT]
    one = 14 / MM
    assert LEFT + TEXT_WIDTH - odd.right == pytest.approx(one, abs=0.3)
    assert even.left - RIGHT == pytest.approx(one, abs=0.3)


def test_7_5_its_dashes_are_7_mm_below_the_text(pages: bytes, tmp_path: Path) -> None:
    dash = _dash(find_ink(pages, 1, tmp_path))
    assert dash - TOP - TEXT_HEIGHT == pytest.approx(7, abs=0.5)


def _dash(ink: Ink) -> float:
    """The middle of the dashes: of the row of ink at the left of the page number."""
    return ink.middle_of_first_mark_below(TOP + TEXT_HEIGHT)


def test_no_red_head_number_or_seal_is_invented() -> None:
    whole = article(paragraph("文"), title="通知", author="馆办公室")
    assert [line.text for line in read_lines(write(whole), furniture=True)] == [
        "通知",
        "馆办公室",
        "文",
        "— 1 —",
    ]


def test_an_italic_run_is_kai(families: dict[str, str]) -> None:
    line = lines_of(article(paragraph(*inlines(Text("斜体", italic=True))), title=None))[0]
    assert line.fonts == {families["kai"]}
