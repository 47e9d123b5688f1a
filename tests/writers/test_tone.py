import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.writers.tone import BLACK, CONTRAST, contrast, luminance, tint, tone

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]


@pytest.mark.parametrize("colour", ["#000000", "#333333", "#3f3f3f", "#1a1a2e"])
def test_near_black_is_black(colour: str) -> None:
    assert tone(colour) == BLACK


@pytest.mark.parametrize("colour", ["#ffffff", "#fafafa", "#f0f0f0"])
def test_near_white_would_vanish_on_paper_and_is_black(colour: str) -> None:
    assert tone(colour) == BLACK


def test_a_colour_dark_enough_is_kept_in_lower_case() -> None:
    assert tone("#9E1B1E") == "#9e1b1e"


def test_bright_red_becomes_the_lightest_red_that_can_be_read() -> None:
    assert tone("#ff4c41") == "#ec0e00"


def test_a_light_grey_becomes_a_grey_that_can_be_read() -> None:
    assert tone("#999999") == "#767676"


@pytest.mark.parametrize("colour", ["red", "", "#fff", "#12345g", "#1234567"])
def test_what_is_no_colour_is_black(colour: str) -> None:
    assert tone(colour) == BLACK


@given(COLOURS)
def test_every_toned_colour_can_be_read_on_white(colour: str) -> None:
    assert contrast(tone(colour)) >= CONTRAST


@given(COLOURS)
def test_toning_twice_changes_nothing_more(colour: str) -> None:
    assert tone(tone(colour)) == tone(colour)


@pytest.mark.parametrize("colour", ["#ff0000", "#ff9900", "#00cc66", "#3399ff", "#ff66cc"])
def test_the_hue_is_kept(colour: str) -> None:
    assert hue(tone(colour)) == pytest.approx(hue(colour), abs=0.01)


def test_a_marker_yellow_may_lie_under_text() -> None:
    assert tint("#FFFF00") == "#ffff00"


@pytest.mark.parametrize("colour", ["#ffffff", "#b22222", "#000000", "yellow"])
def test_white_and_dark_backgrounds_are_no_tint(colour: str) -> None:
    assert tint(colour) is None


def test_luminance_runs_from_black_to_white() -> None:
    assert (luminance("#000000"), luminance("#ffffff")) == (0.0, 1.0)
