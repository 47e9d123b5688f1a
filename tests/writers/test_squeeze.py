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


def test_an_opening_mark_at_the_edge_of_the_text_is_halved() -> None:
    assert find_halved_marks("（一）层次", begins_flush=True) == {0}
    assert find_halved_marks("一、（甲）", begins_flush=True) == {1}
    assert find_halved_marks("（一）层次") == set()
