"""Widths in East Asian columns."""

import gzip
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.writers.columns import measure, measure_character, split_clusters

UNICODE_WIDTHS = Path(__file__).parents[3] / "shared/suites/unicode-linebreak/EastAsianWidth.txt.gz"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc 1", 5),
        ("中文", 4),
        ("，。", 4),
        ("“”—…·①", 12),
        ("\u3000", 2),
        ("ｶﾅ", 2),
        ("cafe\u0301", 4),
        ("甲\u200b乙", 4),
        ("😀", 2),
        ("👍🏽", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("❤\ufe0f", 2),
        ("🇨🇳", 2),
        ("🈷\ufe0f3日", 5),
        ("𠮷", 2),
        ("〇", 2),
    ],
)
def test_text_takes_its_columns(text: str, columns: int) -> None:
    assert measure(text) == columns


@given(st.text())
def test_clusters_make_up_the_text_and_its_width(text: str) -> None:
    clusters = split_clusters(text)
    assert "".join(cluster for cluster, _ in clusters) == text
    assert all(0 <= columns <= 2 for _, columns in clusters)


@pytest.mark.skipif(not UNICODE_WIDTHS.exists(), reason="the Unicode tables are not beside the project")
def test_widths_agree_with_the_unicode_table() -> None:
    wrong = [
        chr(code)
        for code, width in _unicode_widths()
        if measure_character(chr(code)) != (2 if width in "WFA" else 1)
        and unicodedata.category(chr(code)) not in {"Mn", "Me", "Cf", "Cc", "Cn", "Cs"}
    ]
    assert wrong == []


def _unicode_widths() -> list[tuple[int, str]]:
    widths: list[tuple[int, str]] = []
    for line in gzip.decompress(UNICODE_WIDTHS.read_bytes()).decode().splitlines():
        if found := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line):
            first, last = int(found[1], 16), int(found[2] or found[1], 16)
            widths += [(code, found[3]) for code in range(first, last + 1)]
    return widths
