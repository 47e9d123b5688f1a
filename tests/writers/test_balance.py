import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.themes import HANDOUT
from docpipe.writers.balance import (
    even_width,
    fit_size,
    measure_ems,
    measure_text_width,
    shorten,
    split_display_lines,
)


def test_a_line_of_the_handout_holds_thirty_six_characters() -> None:
    theme = HANDOUT()
    assert round(measure_text_width(theme.page) / theme.styles.body.size, 3) == 36


def test_quotation_marks_are_as_wide_as_characters_and_digits_about_half_as_wide() -> None:
    assert round(measure_ems("“红包”14个"), 2) == 5 + 2 * 0.56


def test_type_shrinks_for_a_line_that_is_a_little_too_long() -> None:
    assert fit_size(("致全体家长", "一封公开信呀"), 5) == 5 / 6 * 0.98
    assert fit_size(("致全体家长",), 5) == 1


def test_a_short_title_stays_on_one_line() -> None:
    assert split_display_lines("致家长，一封信", 20) == ("致家长，一封信",)


def test_a_long_title_breaks_after_a_clause() -> None:
    title = "究竟应该如何使用微信办公，如何找准定位、站稳立场？"
    assert split_display_lines(title, 20) == ("究竟应该如何使用微信办公，", "如何找准定位、站稳立场？")


@pytest.mark.parametrize(
    ("title", "capacity", "lines"),
    [
        ("关于在全市范围内开展专项整治行动的通知", 12, ("关于在全市范围内", "开展专项整治行动的通知")),
        (
            "青山市档案馆关于进一步加强数字档案安全管理工作的通知",
            20,
            ("青山市档案馆", "关于进一步加强数字档案安全管理工作的通知"),
        ),
        (
            "关于印发《青山市机关工作人员网络行为规范（试行）》的通知",
            20,
            ("关于印发《青山市机关工作人员", "网络行为规范（试行）》的通知"),
        ),
        ("关于做好2025年度档案整理工作的通知", 12, ("关于做好2025年度", "档案整理工作的通知")),
    ],
)
def test_a_long_title_without_clauses_breaks_between_phrases(
    title: str, capacity: float, lines: tuple[str, ...]
) -> None:
    assert split_display_lines(title, capacity) == lines


def test_a_title_without_phrases_is_not_cut() -> None:
    title = "青山绿水蓝天白云红花碧草金秋银冬"
    assert split_display_lines(title, 12) == (title,)


def test_a_title_in_three_lines_has_no_waist() -> None:
    lines = split_display_lines("春天来了万物都生长，夏天热，秋天收获的果实真多，冬天冷", 12)
    widths = [len(line) for line in lines]
    assert not any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))


def test_a_title_without_clauses_gets_lines_of_one_width() -> None:
    assert even_width("关于在全市范围内开展专项整治行动的通知", 12) == 19 / 2 + 1.5


def test_a_line_that_fits_needs_no_width() -> None:
    assert even_width("通知", 12) is None


def test_a_running_title_is_cut_to_its_width() -> None:
    assert shorten("关于开展专项整治行动的通知", 8) == "关于开展专项整…"
    assert shorten("通知", 8) == "通知"


@given(st.text(max_size=60), st.floats(min_value=1, max_value=40))
def test_display_lines_lose_nothing(text: str, capacity: float) -> None:
    assert "".join(split_display_lines(text, capacity)) == text
