import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.structure.numerals import parse_numeral

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below a hundred million as a law writes it."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + gap + (chinese(low) if low else "")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += DIGITS[digit] + name
        elif text and not text.endswith("零") and number:
            text += "零"
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_every_number_written_out_reads_back(number: int) -> None:
    assert parse_numeral(chinese(number)) == number


@given(st.integers(10, 10**12))
def test_every_number_by_position_reads_back(number: int) -> None:
    assert parse_numeral("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number


@given(st.integers(0, 10**12))
def test_arabic_digits_of_both_widths_read_alike(number: int) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    assert (parse_numeral(str(number)), parse_numeral(wide)) == (number, number)


@given(st.text(alphabet="〇零一二两十百千万亿廿卅12 第条", max_size=30))
def test_no_string_makes_it_fail(text: str) -> None:
    assert (parse_numeral(text) or 0) >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十七", 17),
        ("一十七", 17),
        ("二十", 20),
        ("廿三", 23),
        ("卅", 30),
        ("一百廿八", 128),
        ("一百", 100),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百一十", 110),
        ("一百二", 120),
        ("两千零五", 2005),
        ("二千零二十三", 2023),
        ("二〇二三", 2023),
        ("二○一八", 2018),
        ("一二八", 128),
        ("一万二", 12000),
        ("1万2千", 12000),
        ("3百", 300),
        ("１２８", 128),
        ("三十万", 300_000),
        ("一亿零三万", 100_030_000),
        ("贰佰", 200),
        ("㈢", 3),
        ("⑫", 12),
        (" 四 ", 4),
    ],
)
def test_each_way_of_writing_counts(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第",
        "二三十",
        "十百",
        "百千",
        "一十百",
        "万",
        "万亿",
        "3.2",
        "1,000",
        "-1",
        "一条",
        "²",
        "一" * 25,
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert parse_numeral(text) is None


def test_a_hostile_length_is_no_number() -> None:
    assert parse_numeral("九" * 100_000) is None
