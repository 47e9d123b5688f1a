"""Full lines of Chinese end at the right margin, measured in the finished PDF."""

from msgspec.structs import replace
from printed import Line, read_lines

from builders import article, bold, paragraph
from docpipe.diagnostics import Report
from docpipe.model import Block, Inline, LineBreak, Text
from docpipe.themes import HANDOUT
from docpipe.themes.schema import Furniture
from docpipe.writers.flush import is_supported
from docpipe.writers.pdf import PDF, PdfOptions

THEME = replace(HANDOUT(), furniture=Furniture(header="", footer=""))
RIGHT = THEME.page.width - THEME.page.outer
TOLERANCE = 0.5
"""Millimetres: the figure of the specification. What is measured here stays below 0.1."""

QUOTES = "严肃查处了“关系粮”“人情粮”，涉及微信“红包”14个，每个200元，合计2800元；微信转账2次，每次2000元。"


def lines(*blocks: Block) -> list[Line]:
    return read_lines(PDF.write(article(*blocks, title=None), THEME, PdfOptions(), Report()))


def set_lines(*parts: str | Inline) -> list[Line]:
    return lines(paragraph(*parts))


def overshoot(printed: list[Line]) -> float:
    """How far, in mm, the worst of all lines but the last is from the right margin."""
    return max(abs(line.right - RIGHT) for line in printed[:-1])


def test_lines_with_quotes_and_numbers_are_flush() -> None:
    printed = set_lines(QUOTES * 12)
    assert len(printed) > 12
    assert overshoot(printed) < TOLERANCE


def test_lines_of_several_runs_are_flush() -> None:
    parts = [
        part for at in range(12) for part in (bold(f"第{at}次查处，"), QUOTES, Text("“红线”", italic=True))
    ]
    assert overshoot(set_lines(*parts)) < TOLERANCE


def test_lines_with_latin_words_and_spaces_are_flush() -> None:
    assert overshoot(set_lines("安装 WeChat 应用 2024 版本以后，打开 Settings 页面。" * 12)) < TOLERANCE


def test_lines_across_a_page_break_are_flush() -> None:
    printed = set_lines(QUOTES * 40)
    assert {line.page for line in printed} == {1, 2}
    assert overshoot(printed) < TOLERANCE


def test_the_last_line_keeps_its_own_width() -> None:
    last = set_lines(QUOTES * 2 + "到此完毕。")[-1]
    assert last.right < RIGHT - 10


def test_a_line_before_a_break_keeps_its_own_width() -> None:
    first, second = set_lines("短短的一行", LineBreak(), "又一行")
    em = THEME.styles.body.size / 72 * 25.4
    assert round((first.right - first.left) / em, 3) == 5
    assert round((second.right - second.left) / em, 3) == 3


def test_a_line_before_a_long_word_is_not_torn_apart() -> None:
    printed = set_lines("网址" * 5 + "a" * 70 + "。")
    assert printed[0].text == "网址" * 5
    assert printed[0].right < RIGHT - 10


def test_numbers_keep_their_own_rhythm() -> None:
    """Only what stands between Chinese characters grows: 20240101 is as wide as on a last line."""
    stretched = set_lines("公元" * 14 + "20240101，“红包”" + "变" * 40)
    alone = set_lines("20240101")
    digits = [line for line in stretched if "20240101" in line.text]
    assert len(digits) == 1
    assert digits[0].right <= RIGHT + TOLERANCE
    assert alone[0].text == "20240101"


def test_paragraphs_that_are_not_justified_are_left_alone() -> None:
    ragged = lines(paragraph(QUOTES * 4, role="salutation"))
    assert overshoot(ragged) > 1


def test_dashes_and_ellipses_stay_whole() -> None:
    texts = [line.text for line in set_lines("从来如此——便对么……" * 30)]
    assert not [text for text in texts if text.startswith(("—", "…")) and not text.startswith(("——", "……"))]


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark() -> None:
    texts = [line.text for line in set_lines(QUOTES * 40)]
    assert not [text for text in texts if text[0] in "，。；：、！？”）》" or text[-1] in "“（《"]


def test_lines_break_beside_quotes() -> None:
    texts = [line.text for line in set_lines("“甲”乙" * 100)]
    assert {len(text) for text in texts[1:-1]} == {36}


def test_only_known_versions_are_touched() -> None:
    assert is_supported("70.0")
    assert not is_supported("71.0")
    assert not is_supported("dev")
