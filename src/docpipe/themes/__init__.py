"""Themes: one TOML file drives every writer. The built-in ones are loaded when they are named."""

from collections.abc import Callable
from functools import partial

from docpipe.themes.load import load_builtin, parse_theme
from docpipe.themes.schema import Theme

ThemeLoader = Callable[[], Theme]
"""What an entry point of the group `docpipe.themes` names: a call without arguments that gives a theme."""

COMPACT: ThemeLoader = partial(load_builtin, "compact")
GONGWEN: ThemeLoader = partial(load_builtin, "gongwen")
HANDOUT: ThemeLoader = partial(load_builtin, "handout")
LARGE_PRINT: ThemeLoader = partial(load_builtin, "large-print")

__all__ = [
    "COMPACT",
    "GONGWEN",
    "HANDOUT",
    "LARGE_PRINT",
    "Theme",
    "ThemeLoader",
    "load_builtin",
    "parse_theme",
]
