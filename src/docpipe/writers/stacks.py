"""Which fonts a role is set in, and how a style says so in CSS, on paper and on a screen alike."""

from collections.abc import Mapping
from typing import NamedTuple

from docpipe.themes.schema import Face, FontRole, Style, Theme

ROLES: tuple[FontRole, ...] = ("song", "hei", "kai", "fang", "title")
_GENERIC: dict[FontRole, str] = {
    "song": "serif",
    "hei": "sans-serif",
    "kai": "serif",
    "fang": "serif",
    "title": "sans-serif",
}


class FontStack(NamedTuple):
    """What a face is set in: families for text, and for the marks that are narrow in these, best first."""

    families: tuple[str, ...]
    marks: tuple[str, ...] = ()
    bolder: bool = False
    """The first family stands for a heavier face: its bold is set."""
    has_bold: bool = True
    """The first family has a bold of its own; none is ever made up."""


FontStacks = Mapping[FontRole, FontStack]


def declare_stacks(theme: Theme) -> dict[FontRole, FontStack]:
    """The stacks as the theme declares them, with the names that Windows and WPS use after them."""
    return {role: _declare_stack(theme.faces.face(role)) for role in ROLES}


def _declare_stack(face: Face) -> FontStack:
    return FontStack((*face.families, face.word), face.marks)


def choose_emphasis(theme: Theme, stacks: FontStacks) -> tuple[FontRole, bool]:
    """The face of emphasis and whether its bold is set, by what the fonts that were found have."""
    emphasis = theme.emphasis
    wanted = stacks[emphasis.face]
    if not emphasis.bold or wanted.has_bold:
        return emphasis.face, emphasis.bold
    return "hei", stacks["hei"].has_bold


def list_families(stacks: FontStacks, role: FontRole) -> str:
    """The value of `font-family` for `role`."""
    return join_families(stacks[role].families, role)


def join_families(families: tuple[str, ...], role: FontRole) -> str:
    return ",".join([*(f'"{family}"' for family in families), _GENERIC[role]])


def build_type_rules(style: Style, stacks: FontStacks) -> list[str]:
    """The declarations of `style` that are the same on paper and on a screen."""
    return [
        f"font-family:{list_families(stacks, style.face)}",
        f"font-weight:{choose_weight(style.bold, stacks[style.face])}",
        f"color:{style.colour}",
        f"text-align:{find_alignment(style)}",
        f"text-indent:{style.first_line:g}em",
    ]


def choose_weight(bold: bool, stack: FontStack) -> str:
    return "bold" if bold or stack.bolder else "normal"


def find_alignment(style: Style) -> str:
    """The value of `text-align` for `style`."""
    return {"start": "left", "end": "right"}.get(style.align, style.align)
