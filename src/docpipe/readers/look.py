"""The look of an element: what its tag, its style attribute and its class say of the characters in it."""

import re
from typing import NamedTuple

from docpipe.model import Alignment


class Look(NamedTuple):
    """The look of a run of characters, inherited down the tree; `size` is in CSS px."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    colour: str | None = None
    background: str | None = None
    size: float | None = None
    address: str | None = None


PLAIN = Look()

_TAG_LOOKS: dict[str, dict[str, bool]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "u": {"underline": True},
    "ins": {"underline": True},
    "s": {"strike": True},
    "strike": {"strike": True},
    "del": {"strike": True},
    "sup": {"superscript": True},
    "sub": {"subscript": True},
}

_RGB = re.compile(r"rgba?\(\s*(\d+)\D+(\d+)\D+(\d+)\s*(?:[,/]\s*([\d.]+%?)\s*)?\)")
_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
# The named colours that editors of these articles write; any other name is left out.
_NAMED = {
    "red": "#ff0000",
    "blue": "#0000ff",
    "green": "#008000",
    "orange": "#ffa500",
    "purple": "#800080",
    "gray": "#808080",
    "grey": "#808080",
    "yellow": "#ffff00",
}
# The lightness (0 to 255) below which a colour is the page's own black, not the author's choice.
# Calibrated on the greys that Meipian (51), WeChat (62) and Word (0) give to plain text.
_BLACK_BELOW = 70

_SIZE = re.compile(r"([\d.]+)\s*(px|pt|rem|em)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_BOLD_WEIGHT = 600
# The sizes of <font size>, as browsers set them.
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}

# Quill's classes: sizes in px, and the names of its palette. (quill, assets/core/snow)
_QUILL_SIZES = {"small": 10.0, "large": 18.0, "huge": 32.0}
_QUILL_COLOURS = {
    "red": "#e60000",
    "orange": "#ff9900",
    "yellow": "#ffff00",
    "green": "#008a00",
    "blue": "#0066cc",
    "purple": "#9933ff",
}

_ALIGNMENTS: dict[str, Alignment] = {
    "left": "start",
    "start": "start",
    "center": "center",
    "right": "end",
    "end": "end",
    "justify": "justify",
}
_QUILL_CLASS = re.compile(r"\bql-(align|indent|size|color|bg)-(\w+)")


def inherit_look(look: Look, tag: str, attributes: dict[str, str]) -> Look:
    """`look` as it goes on inside an element."""
    changes: dict[str, object] = dict(_TAG_LOOKS.get(tag, {}))
    if tag == "a" and (address := attributes.get("href", "").strip()):
        changes["address"] = address
    if tag == "font":
        if colour := parse_colour(attributes.get("color", "")):
            changes["colour"] = colour
        if size := _FONT_SIZES.get(attributes.get("size", "")):
            changes["size"] = size
    if "ql-" in attributes.get("class", ""):
        changes |= _class_changes(attributes["class"])
    if "style" in attributes:
        changes |= _style_changes(parse_style(attributes["style"]))
    return look._replace(**changes) if changes else look  # type: ignore[arg-type] # names come from the tables above


def _class_changes(names: str) -> dict[str, object]:
    classes = dict(_QUILL_CLASS.findall(names))
    changes = {
        "size": _QUILL_SIZES.get(classes.get("size", "")),
        "colour": _QUILL_COLOURS.get(classes.get("color", "")),
        "background": _QUILL_COLOURS.get(classes.get("bg", "")),
    }
    return {name: value for name, value in changes.items() if value is not None}


def _style_changes(style: dict[str, str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "color" in style:
        changes["colour"] = parse_colour(style["color"])
    if "background-color" in style:
        changes["background"] = parse_colour(style["background-color"])
    if size := parse_size(style.get("font-size", "")):
        changes["size"] = size
    if weight := style.get("font-weight"):
        changes["bold"] = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= _BOLD_WEIGHT)
    if style.get("font-style") in ("italic", "oblique"):
        changes["italic"] = True
    decoration = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "underline" in decoration:
        changes["underline"] = True
    if "line-through" in decoration:
        changes["strike"] = True
    return changes


def parse_style(style: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in lower case."""
    pairs = (declaration.split(":", 1) for declaration in style.lower().split(";") if ":" in declaration)
    return {name.strip(): value.strip().removesuffix("!important").strip() for name, value in pairs}


def parse_colour(value: str) -> str | None:
    """`value` as `#rrggbb`; None where it is black, the page's own, transparent or no colour at all."""
    value = value.strip().lower()
    if match := _RGB.fullmatch(value):
        red, green, blue = (min(int(part), 255) for part in match.group(1, 2, 3))
        if match.group(4) and float(match.group(4).rstrip("%")) == 0:
            return None
    elif match := _HEX.fullmatch(value):
        digits = (
            match.group(1) if len(match.group(1)) == 6 else "".join(digit * 2 for digit in match.group(1))
        )
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    else:
        return _NAMED.get(value)
    return None if max(red, green, blue) < _BLACK_BELOW else f"#{red:02x}{green:02x}{blue:02x}"


def parse_size(value: str) -> float | None:
    """A font size in CSS px; None for what is no length."""
    match = _SIZE.fullmatch(value.strip().lower())
    if match is None or match.group(1).count(".") > 1 or match.group(1) == ".":
        return None
    return float(match.group(1)) * _PIXELS[match.group(2) or "px"]


def block_alignment(attributes: dict[str, str]) -> Alignment | None:
    """What a block says of its alignment: style, `align` or Quill's class; None where it says nothing."""
    style = parse_style(attributes.get("style", ""))
    classes = dict(_QUILL_CLASS.findall(attributes.get("class", "")))
    return _ALIGNMENTS.get(
        style.get("text-align") or attributes.get("align", "").lower() or classes.get("align", "")
    )


def block_indent(attributes: dict[str, str]) -> int:
    """Levels of block indent by Quill's class, 0 to 9."""
    indent = dict(_QUILL_CLASS.findall(attributes.get("class", ""))).get("indent", "0")
    return min(int(indent), 9) if indent.isascii() and indent.isdigit() else 0
