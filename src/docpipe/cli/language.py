"""The language of the messages: `--lang`, else the locale, else English."""

import os
from collections.abc import Mapping, Sequence

from docpipe.errors import Language

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set and not empty decides (POSIX.1-2017, Base Definitions 8.2)."""


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Chinese or English, found before the arguments are parsed, since help and errors need it."""
    asked = _asked_for(arguments)
    if asked is not None:
        return asked
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    return _of_locale(_system_locale() if locale is None else locale)


def _asked_for(arguments: Sequence[str]) -> Language | None:
    asked: Language | None = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        following = arguments[index + 1] if index + 1 < len(arguments) else ""
        value = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument == "--lang" or argument.startswith("--lang="):
            asked = "zh" if value == "zh" else "en"
    return asked


def _system_locale() -> str:
    if os.name != "nt":
        return ""
    import locale  # noqa: PLC0415 - only Windows has a language and no variable that says so

    return locale.getlocale()[0] or ""


def _of_locale(name: str) -> Language:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
