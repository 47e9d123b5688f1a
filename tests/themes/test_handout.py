import pytest
from msgspec.structs import asdict, replace

from docpipe.errors import ThemeError
from docpipe.registry import load_theme, theme_names
from docpipe.themes import HANDOUT, parse_theme
from docpipe.themes.schema import Style, Theme
from docpipe.writers.tone import contrast

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


@pytest.fixture(scope="module")
def theme() -> Theme:
    return HANDOUT()


def styles(theme: Theme) -> dict[str, Style]:
    return {name: getattr(theme.styles, name) for name in asdict(theme.styles)}


def test_the_handout_is_the_theme_of_that_name(theme: Theme) -> None:
    assert "handout" in theme_names()
    assert load_theme("handout") == theme


def test_a_line_holds_whole_characters(theme: Theme) -> None:
    width = (theme.page.width - theme.page.inner - theme.page.outer) / 25.4 * 72
    assert round(width / theme.styles.body.size, 6) == 36


def test_a_style_says_only_how_it_differs_from_the_body(theme: Theme) -> None:
    body = theme.styles.body
    assert theme.styles.item == replace(body, first_line=0)


def test_every_face_falls_back_to_what_debian_has(theme: Theme) -> None:
    last = {role: face.families for role, face in ((r, theme.faces.face(r)) for r in ("song", "kai", "fang"))}
    assert all("Noto Serif CJK SC" in families for families in last.values())
    assert "Noto Sans CJK SC" in theme.faces.hei.families


def test_every_colour_of_text_is_legible_on_paper(theme: Theme) -> None:
    colours = {style.colour for style in styles(theme).values()}
    assert {colour for colour in colours if contrast(colour) < 4.5} == set()


def test_headings_stay_with_what_follows(theme: Theme) -> None:
    assert all(theme.styles.heading(level).keep_with_next for level in range(1, 7))


def test_a_deep_heading_is_set_as_the_fourth(theme: Theme) -> None:
    assert theme.styles.heading(9) == theme.styles.heading4


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ThemeError, match="gutter"):
        parse_theme(TOML + "gutter = 1", "small.toml")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(ThemeError, match="faces"):
        parse_theme(TOML, "small.toml")


def test_what_is_no_toml_is_a_clear_error() -> None:
    with pytest.raises(ThemeError, match=r"small\.toml"):
        parse_theme("= 1", "small.toml")


@pytest.mark.parametrize("colour", ["red", "#fff", "#9E1B1E;}@import url(x)", "#9E1B1E\n"])
def test_a_colour_is_six_hexadecimal_digits(colour: str) -> None:
    with pytest.raises(ThemeError, match="colour"):
        parse_theme(f"{TOML}[styles.body]\ncolour = {colour!r}", "small.toml")


@pytest.mark.parametrize("family", ['a"b', "a;b", "a}b", "</style>", "", "x" * 32])
def test_a_font_name_cannot_leave_its_place(family: str) -> None:
    faces = f"[faces.song]\nword = '{family}'\nword_latin = 'A'\nfamilies = []"
    with pytest.raises(ThemeError, match="word"):
        parse_theme(TOML + faces, "small.toml")
