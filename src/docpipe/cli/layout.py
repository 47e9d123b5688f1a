"""Text laid out in the columns of a terminal, where a Chinese character takes two."""

import os
import unicodedata
from collections.abc import Sequence

from docpipe.errors import Language

_USUAL_COLUMNS, _LEAST_COLUMNS, _MOST_COLUMNS = 80, 40, 100
_TERM_COLUMNS = 30
"""A term wider than this stands on a line of its own."""

# What does not begin a line (UAX #14, classes CL, CP, EX, NS), as far as help texts use it.
_NOT_FIRST = frozenset("，。、；：？！）》”’」』】…—,.;:?!)]")
_NOT_LAST = frozenset("（《“‘「『【([")


def columns_of_terminal() -> int:
    """How wide help is set, in columns: as the terminal, within reason."""
    try:
        columns = os.get_terminal_size().columns
    except (OSError, ValueError):
        columns = _USUAL_COLUMNS
    return max(_LEAST_COLUMNS, min(columns, _MOST_COLUMNS))


def help_page(
    usage: str,
    about: str,
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    more: str,
    language: Language,
) -> str:
    """A page of help: how to call it, what it does, headed lists of terms, and `more` as it is."""
    columns = columns_of_terminal()
    label = "用法：" if language == "zh" else "Usage: "
    parts = [label + usage, "\n".join(wrap(about, columns))]
    parts += ["\n".join([heading, *definition_list(rows, columns)]) for heading, rows in sections]
    return "\n\n".join([*parts, more] if more else parts)


def width(text: str) -> int:
    """The columns that `text` takes."""
    return sum(_char_width(char) for char in text)


def pad(text: str, columns: int) -> str:
    """`text` filled up with spaces to `columns`."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`, broken at spaces and between Chinese characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def definition_list(rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Two columns of text, terms and what they mean, indented by two."""
    fitting = [width(term) for term, _ in rows if width(term) <= _TERM_COLUMNS]
    indent = max(fitting, default=0) + 4
    lines: list[str] = []
    for term, meaning in rows:
        wrapped = wrap(meaning, columns - indent)
        head = f"  {term}"
        if width(head) + 2 > indent:
            lines.append(head)
            head = ""
        lines.append(f"{pad(head, indent)}{wrapped[0]}".rstrip())
        lines += [" " * indent + line for line in wrapped[1:]]
    return lines


def _pieces(text: str) -> list[str]:
    """The parts of `text` between which a line may break."""
    pieces = [""]
    for char in text:
        last = pieces[-1][-1:]
        if last and _may_part(last, char):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _may_part(last: str, char: str) -> bool:
    if char in _NOT_FIRST or last in _NOT_LAST or char == " ":
        return False
    return last == " " or _char_width(last) == 2 or _char_width(char) == 2


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
