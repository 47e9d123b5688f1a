import pytest

from docpipe.writers.squeeze import find_halved_marks


@pytest.mark.parametrize(
    ("line", "halved"),
    [
        ("“甲”“乙”", "”"),
        ("（见《条例》）。", "》）"),
        ("“一案双查”，严肃", "”"),
        ("（“甲”）", "“”"),
        ("甲，乙。", ""),
        ("甲！（乙）", ""),
        ("it’s", ""),
    ],
)
def test_of_two_marks_side_by_side_one_is_halved(line: str, halved: str) -> None:
    assert "".join(line[at] for at in sorted(find_halved_marks(line))) == halved
