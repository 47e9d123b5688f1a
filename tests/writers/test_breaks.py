from hypothesis import given
from hypothesis import strategies as st

from docpipe.writers.breaks import WORD_JOINER, ZERO_WIDTH_SPACE, build_break_hints, strip_break_hints


def hinted(line: str) -> str:
    """`line` with | where a break is allowed and + where it is forbidden."""
    shown = {ZERO_WIDTH_SPACE: "|", WORD_JOINER: "+"}
    hints = build_break_hints(line)
    return "".join(shown.get(hints.get(at, ""), "") + char for at, char in enumerate(line))


def test_a_line_may_break_before_an_opening_and_after_a_closing_quote() -> None:
    assert hinted("变腐败“隐身衣”的人") == "变腐败|“隐身衣”|的人"


def test_a_mark_after_a_closing_quote_stays_with_it() -> None:
    assert hinted("实施“一案双查”，严肃") == "实施|“一案双查”，严肃"


def test_a_quote_after_an_opening_bracket_stays_with_it() -> None:
    assert hinted("（“红包”）") == "（“红包”）"


def test_two_quotations_side_by_side_part_once() -> None:
    assert hinted("“关系粮”“人情粮”") == "“关系粮”|“人情粮”"


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert hinted("it’s me") == "it’s me"


def test_a_number_keeps_its_unit() -> None:
    assert hinted("涉及14个、2020年1月") == "涉及14+个、2020+年1+月"


def test_a_middle_dot_never_begins_a_line() -> None:
    assert hinted("亚历山大·某某") == "亚历山大+·某某"


@given(st.text())
def test_hints_stand_inside_the_line_and_come_off_again(line: str) -> None:
    line = strip_break_hints(line)
    hints = build_break_hints(line)
    marked = "".join(hints.get(at, "") + char for at, char in enumerate(line))
    assert all(0 < at < len(line) for at in hints)
    assert strip_break_hints(marked) == line
