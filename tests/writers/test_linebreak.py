"""Chinese text broken into lines."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.writers.columns import measure, split_clusters
from docpipe.writers.linebreak import NO_END, NO_START, break_lines
from strategies import texts

CHINESE_CASES = Path(__file__).parents[3] / "shared/suites/wpt-css-text-zh/cases.tsv"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # stops and brackets
        ("甲乙丙丁，戊己", 8, ["甲乙丙", "丁，戊己"]),
        ("甲乙丙（丁戊）己", 8, ["甲乙丙", "（丁戊）", "己"]),
        ("甲乙丙“丁戊”己", 8, ["甲乙丙", "“丁戊”", "己"]),
        ("甲乙《丙丁》。戊", 12, ["甲乙《丙", "丁》。戊"]),
        ("甲乙丙" + '"丁戊"己', 8, ["甲乙丙", '"丁戊"己']),
        # dashes and ellipses stay whole and off the beginning of a line
        ("甲乙丙——丁", 8, ["甲乙", "丙——丁"]),
        ("甲乙丙……丁", 8, ["甲乙", "丙……丁"]),
        ("甲乙丙……丁", 10, ["甲乙丙……", "丁"]),
        # numbers with their units
        ("共计30288元", 8, ["共计", "30288元"]),
        ("增长了3.5%左右", 9, ["增长了", "3.5%左右"]),
        ("约在1月24日前", 10, ["约在", "1月24日前"]),
        ("下降到-5℃", 8, ["下降", "到-5℃"]),
        # citations and document numbers
        ("甲乙丙依照第四十六条处理", 16, ["甲乙丙依照", "第四十六条处理"]),
        ("他依照《条例》第四十六条处理", 40, ["他依照《条例》第四十六条处理"]),
        ("甲乙丙丁戊己庚辛他依照《条例》第四条处理", 34, ["甲乙丙丁戊己庚辛他依照", "《条例》第四条处理"]),
        ("关于印发实施方案某发〔2020〕326号", 28, ["关于印发实施方案", "某发〔2020〕326号"]),
        # Latin words and addresses
        ("使用 WeChat 办公", 10, ["使用", "WeChat 办", "公"]),
        ("网址http://a.cn/bcd/efg", 16, ["网址", "http://a.cn/bcd/", "efg"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
        # marks that combine
        ("甲" + "e\u0301" * 3, 2, ["甲", "e\u0301e\u0301", "e\u0301"]),
        # spaces at a break go
        ("甲乙 丙丁", 4, ["甲乙", "丙丁"]),
        ("", 10, []),
        ("\u3000 ", 10, []),
    ],
)
def test_a_line_breaks_where_a_typesetter_breaks_it(text: str, width: int, lines: list[str]) -> None:
    assert break_lines(text, width) == lines


def test_no_width_means_one_line() -> None:
    assert break_lines("甲，" * 100, 0) == ["甲，" * 100]


def test_the_first_line_leaves_room_for_its_indent() -> None:
    assert break_lines("甲乙丙丁戊己庚辛", 8, first=4) == ["甲乙", "丙丁戊己", "庚辛"]


def test_a_last_line_has_more_than_one_character() -> None:
    assert break_lines("天" * 10 + "地人。", 22) == ["天" * 10, "地人。"]


def test_a_long_run_of_stops_is_broken_all_the_same() -> None:
    assert break_lines("！" * 7, 6) == ["！！！", "！！！", "！"]


def _strict_cases() -> list[dict[str, str]]:
    if not CHINESE_CASES.exists():
        return []
    with CHINESE_CASES.open(encoding="utf-8", newline="") as file:
        return [case for case in csv.DictReader(file, delimiter="\t") if case["level"] == "strict"]


@pytest.mark.skipif(not CHINESE_CASES.exists(), reason="the web platform tests are not beside the project")
def test_the_strict_chinese_cases_of_the_web_platform_hold() -> None:
    cases = _strict_cases()
    broken = [break_lines(case["input"], 12) for case in cases]
    assert len(cases) == 36
    assert broken == [[case["expected_line1"], case["expected_line2"]] for case in cases]


def _visible(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@given(st.lists(texts(), min_size=1, max_size=4).map("".join), st.integers(2, 80))
@settings(max_examples=300)
def test_lines_fit_and_nothing_but_white_space_is_lost(text: str, width: int) -> None:
    lines = break_lines(text, width)
    assert all(measure(line) <= width for line in lines)
    assert _visible("".join(lines)) == _visible(text)


HAN_AND_MARKS = st.text(alphabet="甲乙丙丁，。、；：？！（）《》“”", max_size=80)


@given(HAN_AND_MARKS, st.integers(20, 60))
@settings(max_examples=300)
def test_no_line_begins_or_ends_with_a_forbidden_mark_where_it_can_be_helped(text: str, width: int) -> None:
    lines = break_lines(text, width)
    for before, after in pairwise(lines):
        if before[-1] in NO_END or after[0] in NO_START:
            # Then the line has no boundary that would do.
            assert not any(_is_free(one, other) for one, other in pairwise(before))


def _is_free(before: str, after: str) -> bool:
    return after not in NO_START and before not in NO_END


@given(texts(60), st.integers(4, 30))
def test_no_line_parts_a_character_from_its_marks(text: str, width: int) -> None:
    whole = {cluster for cluster, _ in split_clusters(text)}
    for line in break_lines(text, width):
        assert {cluster for cluster, _ in split_clusters(line)} <= whole


@pytest.mark.parametrize("unit", ["甲", "，", "a", "——", "a ", " ", "1,", "第", "《", "甲（", "1年", '"'])
def test_a_paragraph_of_a_hundred_thousand_characters_ends(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "终"
    lines = break_lines(text, 56)
    assert max(map(measure, lines)) <= 56
    assert _visible("".join(lines)) == _visible(text)
