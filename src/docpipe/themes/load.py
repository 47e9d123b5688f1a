"""TOML file → `Theme`: put on top of the theme that it extends, styles filled up from the body's, checked."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

import msgspec

from docpipe.errors import NOTHING, Message, ThemeError
from docpipe.themes.keys import find_unknown_key
from docpipe.themes.schema import Page, Theme

BUILT_IN = ("compact", "gongwen", "handout", "large-print")
"""The themes that docpipe ships: what a theme may extend."""
_EXTENDS = "extends"
_LEAST_ROOM = 20
"""Millimetres either way, a few characters: what is less is a slip of the pen."""


class _File(Theme, frozen=True, kw_only=True):
    """What may stand in a file: a theme's keys, and what it extends."""

    extends: str | None = None


@cache
def load_builtin(name: str) -> Theme:
    """The theme that docpipe ships as `name`.toml. Raises ThemeError where the file breaks the schema."""
    return parse_theme(_read_builtin(name), name)


def parse_theme(toml: str, subject: str) -> Theme:
    """The theme in `toml`, which may extend a built-in one; `subject`, its name or path, is for messages.

    A file without a name is called as its path says. Raises ThemeError, which names the key, for
    whatever the schema does not allow.
    """
    table = _inherit(_parse(toml, subject), subject)
    name = PurePath(subject).stem
    named = {"name": name, "label_zh": table.get("name", name), "label_en": table.get("name", name)} | table
    try:
        theme = msgspec.convert(_fill_styles(named), Theme)
    except msgspec.ValidationError as error:
        raise _broken(str(error), str(error), subject) from error
    _check_room(theme.page, subject)
    return theme


def _read_builtin(name: str) -> str:
    return (files("docpipe.themes") / f"{name}.toml").read_text("utf-8")


def _parse(toml: str, subject: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        problem = Message(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        raise ThemeError(problem, subject=subject) from error
    if unknown := find_unknown_key(table, _File):
        key, advice = unknown
        raise _broken(f"没有 {key} 这一项", f"there is no key {key}", subject, advice)
    return table


def _inherit(table: dict[str, Any], subject: str) -> dict[str, Any]:
    """`table` on top of the built-in theme that it extends; its name is its own, or none."""
    base = table.pop(_EXTENDS, None)
    if base is None:
        return table
    if not isinstance(base, str) or base not in BUILT_IN:
        there = Message(f"可用：{'、'.join(BUILT_IN)}", f"there are: {', '.join(BUILT_IN)}")
        zh, en = f"没有名为“{base}”的内置主题可供扩展", f"no built-in theme “{base}” to extend"
        raise _broken(zh, en, subject, there)
    below = _inherit(_parse(_read_builtin(base), base), base)
    for key in ("name", "label_zh", "label_en"):
        below.pop(key, None)
    return _merge(below, table)


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = below | above
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            merged[key] = _merge(below[key], above[key])
    return merged


def _fill_styles(table: dict[str, Any]) -> dict[str, Any]:
    styles = table.get("styles")
    if not isinstance(styles, dict) or not isinstance(body := styles.get("body"), dict):
        return table
    filled = {name: body | style if isinstance(style, dict) else style for name, style in styles.items()}
    return table | {"styles": filled}


def _check_room(page: Page, subject: str) -> None:
    width, height = page.width - page.inner - page.outer, page.height - page.top - page.bottom
    if min(width, height) < _LEAST_ROOM:
        raise _broken(
            f"页边距留给正文的地方只有 {width:g}×{height:g} 毫米",
            f"the margins leave {width:g} by {height:g} mm for the text",
            subject,
            Message(f"至少要 {_LEAST_ROOM} 毫米见方", f"at least {_LEAST_ROOM} mm each way"),
        )


def _broken(zh: str, en: str, subject: str, advice: Message = NOTHING) -> ThemeError:
    problem = Message(f"主题不合规格：{zh}", f"the theme breaks the schema: {en}")
    return ThemeError(problem, advice, subject=subject)
