"""An author's colour → the colour that stands for it on white paper: hue kept, dark enough to read.

Contrast and luminance are those of WCAG 2.1, "relative luminance" and "contrast ratio".
"""

import colorsys
import re

BLACK = "#000000"
CONTRAST = 4.5
"""The least contrast of text with the paper (WCAG 2.1, success criterion 1.4.3)."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Editors write their "black" as anything from #000 to #404040 and their "white" from #f0f0f0 up;
# neither was meant as a colour. Calibrated on the stock greys of Quill, Meipian and WeChat.
_NEAR_BLACK = 0x45
_NEAR_WHITE = 0xE6
_TINT_LUMINANCE = 0.6
_PAPER_LUMINANCE = 0.95


def tone(colour: str) -> str:
    """`colour` (`#rrggbb`) as it is printed on white: darkened until its contrast is `CONTRAST` or more.

    Near-black and near-white become black, and so does what is no colour at all.
    """
    if not _COLOUR.fullmatch(colour):
        return BLACK
    channels = _channels(colour)
    if max(channels) <= _NEAR_BLACK or min(channels) >= _NEAR_WHITE:
        return BLACK
    if contrast(colour) >= CONTRAST:
        return colour.lower()
    return _darken(channels)


def tint(colour: str) -> str | None:
    """`colour` as a background under black text; None where it is too dark, or is the paper's own."""
    if not _COLOUR.fullmatch(colour):
        return None
    return colour.lower() if _TINT_LUMINANCE <= luminance(colour) < _PAPER_LUMINANCE else None


def contrast(colour: str) -> float:
    """The contrast of `colour` (`#rrggbb`) with white, 1 to 21."""
    return 1.05 / (luminance(colour) + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `colour` (`#rrggbb`), 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _darken(channels: tuple[int, int, int]) -> str:
    """The lightest colour of the same hue and saturation that is dark enough, to 1/255 of lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels))
    for step in range(round(lightness * 255), 0, -1):
        shade = colorsys.hls_to_rgb(hue, step / 255, saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in shade)
        if contrast(colour) >= CONTRAST:
            return colour
    return BLACK
