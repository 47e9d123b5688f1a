"""TOML file → `Theme`: styles filled up from the body's, checked against the schema."""

import tomllib
from importlib.resources import files
from typing import Any

import msgspec

from docpipe.errors import Message, ThemeError
from docpipe.themes.schema import Theme


def load_builtin(name: str) -> Theme:
    """The theme that docpipe ships as `name`.toml. Raises ThemeError where the file breaks the schema."""
    return parse_theme((files("docpipe.themes") / f"{name}.toml").read_text("utf-8"), name)


def parse_theme(toml: str, subject: str) -> Theme:
    """The theme in `toml`. Raises ThemeError, which names the key, for whatever the schema does not allow."""
    try:
        return msgspec.convert(_fill_styles(tomllib.loads(toml)), Theme)
    except tomllib.TOMLDecodeError as error:
        problem = Message(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        raise ThemeError(problem, subject=subject) from error
    except msgspec.ValidationError as error:
        problem = Message(f"主题不合规格：{error}", f"the theme breaks the schema: {error}")
        raise ThemeError(problem, subject=subject) from error


def _fill_styles(table: dict[str, Any]) -> dict[str, Any]:
    styles = table.get("styles")
    if not isinstance(styles, dict) or not isinstance(body := styles.get("body"), dict):
        return table
    filled = {name: body | style if isinstance(style, dict) else style for name, style in styles.items()}
    return table | {"styles": filled}
