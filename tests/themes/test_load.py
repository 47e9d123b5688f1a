import pytest

from docpipe.errors import ThemeError
from docpipe.themes import GONGWEN, HANDOUT, parse_theme

TOML = """
name = "small"
label_zh = "小"
label_en = "small"
[page]
width = 148
height = 210
top = 20
bottom = 20
inner = 18
outer = 18
"""


def advice_on(toml: str) -> str:
    with pytest.raises(ThemeError) as raised:
        parse_theme(toml, "small.toml")
    return raised.value.mend.en


# ── extending ────────────────────────────────────────────────────────────────────────────────


def test_a_theme_that_extends_another_says_only_how_it_differs() -> None:
    theme = parse_theme('extends = "handout"\n[page]\ntop = 30', "mine.toml")
    assert (theme.page.top, theme.page.bottom, theme.faces) == (30, HANDOUT().page.bottom, HANDOUT().faces)


def test_a_theme_without_a_name_is_called_as_its_file() -> None:
    theme = parse_theme('extends = "handout"', "forms/our house.toml")
    assert (theme.name, theme.label_zh, theme.label_en) == ("our house", "our house", "our house")


def test_a_style_of_the_extended_theme_starts_from_the_new_body() -> None:
    theme = parse_theme('extends = "handout"\n[styles.body]\nsize = 14', "mine.toml")
    assert (theme.styles.item.size, theme.styles.heading1.size) == (14, HANDOUT().styles.heading1.size)


def test_a_style_that_the_extended_theme_lacks_may_be_added() -> None:
    theme = parse_theme('extends = "handout"\n[styles.part]\nface = "hei"', "mine.toml")
    assert theme.styles.part is not None
    assert (theme.styles.part.face, theme.styles.part.size) == ("hei", HANDOUT().styles.body.size)


def test_what_extends_nothing_known_is_told_what_there_is() -> None:
    assert "gongwen" in advice_on('extends = "no-such-theme"')


def test_extending_leaves_the_extended_theme_as_it_was() -> None:
    before = GONGWEN()
    parse_theme('extends = "gongwen"\n[page]\ntop = 1', "mine.toml")
    assert GONGWEN() == before


# ── faults ───────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ThemeError, match="gutter"):
        parse_theme(TOML + "gutter = 1", "small.toml")


@pytest.mark.parametrize(
    ("toml", "nearest"),
    [
        ("[page]\nhieght = 210", "height"),
        ("[styles.heading1]\ncolor = '#000000'", "colour"),
        ("[styles.headng1]\nsize = 12", "heading1"),
        ("[faces.song]\nfamily = []", "families"),
        ("[emphasis]\ncolors = true", "colours"),
        ("extend = 'handout'", "extends"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(toml: str, nearest: str) -> None:
    assert advice_on(toml) == f"did you mean {nearest}?"


def test_where_no_key_is_near_all_are_named() -> None:
    assert advice_on("[text]\nzzz = 1") == "there are: columns"


def test_the_table_of_an_unknown_key_is_named() -> None:
    with pytest.raises(ThemeError, match=r"\[styles\.body\] weight"):
        parse_theme("[styles.body]\nweight = 1", "small.toml")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(ThemeError, match="faces"):
        parse_theme(TOML, "small.toml")


def test_what_is_no_toml_is_a_clear_error() -> None:
    with pytest.raises(ThemeError, match="not valid TOML") as raised:
        parse_theme("= 1", "small.toml")
    assert raised.value.subject == "small.toml"


@pytest.mark.parametrize(
    "toml", ["page = 1", "styles = []", "[styles]\nbody = 3", "ladder = 1", "extends = 3"]
)
def test_a_value_of_the_wrong_kind_is_a_clear_error(toml: str) -> None:
    with pytest.raises(ThemeError):
        parse_theme(toml, "small.toml")


@pytest.mark.parametrize("margins", ["inner = 100\nouter = 100", "top = 200\nbottom = 90"])
def test_margins_that_leave_no_room_are_a_clear_error(margins: str) -> None:
    with pytest.raises(ThemeError, match="mm for the text"):
        parse_theme(f'extends = "handout"\n[page]\n{margins}', "small.toml")


@pytest.mark.parametrize("colour", ["red", "#fff", "#9E1B1E;}@import url(x)", "#9E1B1E\n"])
def test_a_colour_is_six_hexadecimal_digits(colour: str) -> None:
    with pytest.raises(ThemeError, match="colour"):
        parse_theme(f"{TOML}[styles.body]\ncolour = {colour!r}", "small.toml")


@pytest.mark.parametrize("family", ['a"b', "a;b", "a}b", "</style>", "", "x" * 32])
def test_a_font_name_cannot_leave_its_place(family: str) -> None:
    faces = f"[faces.song]\nword = '{family}'\nword_latin = 'A'\nfamilies = ['A']"
    with pytest.raises(ThemeError, match="word"):
        parse_theme(TOML + faces, "small.toml")
