"""JavaScript literals, read without running them."""

import pytest

from docpipe.readers.literals import Literal, LiteralError, find_assigned, parse_literal


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'0' * 1", 0.0),
        ("'' * 1 || 7", 7.0),
        ("('3' || '') * 1", 3.0),
        ("JsDecode('a\\x3cb\\x3e')", "a<b>"),
        ("JsDecode('\\x5cx26')", "&"),
        ("'\\u4e2d\\'\\n'", "中'\n"),
        ("'\\ud83d\\ude00'", "😀"),
        ("'\\ud83d'", "\ufffd"),
        ('"a&lt;b".html(false)', "a<b"),
        ("htmlDecode('&amp;')", "&"),
        ("'' ? 1 : 0", 0.0),
        ("'a' + 'b'", "ab"),
        ("{a: 1, 'b': [true, false,], c: {d: null,},}", {"a": 1.0, "b": [True, False], "c": {"d": None}}),
        ("{a: function () { return {b: ')'}; }, c: 2}", {"a": None, "c": 2.0}),
        ("{a: x.y === 1, b: '1'}", {"a": None, "b": "1"}),
        ("[/* one */ 1, // two\n 2]", [1.0, 2.0]),
        ("0x1F", 31.0),
    ],
)
def test_values_are_what_a_browser_would_have(written: str, value: Literal) -> None:
    assert parse_literal(written) == value


@pytest.mark.parametrize("written", ["", "'abc", "{a: 1", "[" * 5000, "{a: '" * 300, "}", ")", "{a: 1 /*"])
def test_what_is_no_literal_is_refused(written: str) -> None:
    with pytest.raises(LiteralError):
        parse_literal(written)


def test_the_first_literal_assigned_to_a_name_is_found() -> None:
    text = "xct = 'no'; var ct == 1; window.ct = later(; var ct = '1659274471' || '';"
    assert find_assigned(text, "ct") == "1659274471"
    assert find_assigned(text, "missing") is None


def test_a_long_text_is_read_whole() -> None:
    text = "字\\x0a" * 200_000
    assert parse_literal(f"'{text}'") == "字\n" * 200_000


@pytest.mark.parametrize(
    "text",
    ["{a: " + "x ? y : " * 5000 + "1}", "{a: " + "x || " * 5000 + "1}", "{a: " + "/* " * 50_000, "[" * 5000],
    ids=["choices", "alternatives", "comments", "lists"],
)
def test_nesting_without_end_is_given_up(text: str) -> None:
    assert find_assigned(f"var data = {text}", "data") in (None, {"a": None})


def test_a_choice_that_is_none_costs_its_own_member_only() -> None:
    text = "var data = {a: x ? function () { return 1 } : y, b: '2' * 1}"
    assert find_assigned(text, "data") == {"a": None, "b": 2.0}
