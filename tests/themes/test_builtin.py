import pytest
from msgspec.structs import asdict, replace

from docpipe.model import Marker
from docpipe.registry import load_theme, theme_names
from docpipe.themes import COMPACT, GONGWEN, HANDOUT, LARGE_PRINT, Theme
from docpipe.themes.load import BUILT_IN
from docpipe.themes.schema import Style
from docpipe.writers.tone import contrast

THEMES = [COMPACT(), GONGWEN(), HANDOUT(), LARGE_PRINT()]
of_each_theme = pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])


def styles(theme: Theme) -> dict[str, Style]:
    named = {name: getattr(theme.styles, name) for name in asdict(theme.styles)}
    return {name: style for name, style in named.items() if style}


def points(millimetres: float) -> float:
    return millimetres / 25.4 * 72


def test_the_built_in_themes_are_registered_by_their_names() -> None:
    assert [theme.name for theme in THEMES] == list(BUILT_IN)
    assert set(BUILT_IN) <= set(theme_names())
    assert [load_theme(name) for name in BUILT_IN] == THEMES


@pytest.mark.parametrize(
    ("theme", "characters"), [(HANDOUT(), 36), (LARGE_PRINT(), 26), (COMPACT(), 46), (GONGWEN(), 28)]
)
def test_a_line_holds_whole_characters(theme: Theme, characters: int) -> None:
    width = points(theme.page.width - theme.page.inner - theme.page.outer) / theme.styles.body.size
    assert characters <= round(width, 6) < characters + 0.1


def test_a_page_of_a_theme_that_promises_lines_holds_that_many() -> None:
    page, body = GONGWEN().page, GONGWEN().styles.body
    assert page.lines == int(points(page.height - page.top - page.bottom) / body.pitch)


def test_a_style_says_only_how_it_differs_from_the_body() -> None:
    theme = HANDOUT()
    assert theme.styles.item == replace(theme.styles.body, first_line=0)


@of_each_theme
def test_every_face_falls_back_to_what_debian_has(theme: Theme) -> None:
    noto = {"song": "Serif", "kai": "Serif", "fang": "Serif", "hei": "Sans"}
    lacking = [
        role
        for role, kind in noto.items()
        if f"Noto {kind} CJK SC" not in theme.faces.face(role).families  # type: ignore[arg-type]
    ]
    assert lacking == []


@of_each_theme
def test_every_colour_of_text_is_legible_on_paper(theme: Theme) -> None:
    colours = {style.colour for style in styles(theme).values()}
    assert {colour for colour in colours if contrast(colour) < 4.5} == set()


@of_each_theme
def test_headings_stay_with_what_follows(theme: Theme) -> None:
    headings = [theme.styles.heading(level) for level in range(1, 7)]
    assert all(style.keep_with_next for style in [*headings, theme.styles.part or headings[0]])


@of_each_theme
def test_headers_and_footers_have_room_in_the_margins(theme: Theme) -> None:
    page, furniture = theme.page, theme.furniture
    head = points(page.top - furniture.header_gap) - theme.styles.header.pitch
    foot = points(page.bottom - furniture.footer_gap) - theme.styles.footer.pitch
    assert min(head, foot) > points(5)


def test_a_deep_heading_is_set_as_the_fourth() -> None:
    theme = HANDOUT()
    assert theme.styles.heading(9) == theme.styles.heading4


# ── the ladder ───────────────────────────────────────────────────────────────────────────────

ONE = Marker(text="一、", scheme="chinese", value=1)
BRACKETED = Marker(text="（一）", scheme="chinese-bracketed", value=1)
LESSON = Marker(text="第一讲", scheme="ordinal", value=1)


def test_on_a_ladder_a_heading_looks_as_its_number_says() -> None:
    theme = GONGWEN()
    assert [theme.rank_heading(2, ONE), theme.rank_heading(3, BRACKETED), theme.rank_heading(2, LESSON)] == [
        1,
        2,
        2,
    ]


def test_a_heading_of_the_first_level_without_a_number_is_a_part() -> None:
    theme = GONGWEN()
    assert (theme.rank_heading(1, None), theme.style_heading(1, None)) == (0, theme.styles.part)
    assert theme.rank_heading(2, None) == 2


def test_without_a_ladder_a_heading_looks_as_its_level_says() -> None:
    theme = HANDOUT()
    assert [theme.rank_heading(1, None), theme.rank_heading(2, ONE), theme.rank_heading(7, None)] == [1, 2, 4]
