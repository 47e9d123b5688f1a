"""JSON that was cut off → as much of it as is whole."""

import json
import re
from typing import Any

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?P<quote>"?)|[{}\[\]]', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}
_DEPTH = 64


def parse_cut(text: str, start: int = 0) -> Any:
    """The value that begins at `start` and that the end of `text` cuts off, up to the last object that is whole.

    None for a value that ends, and for one that nothing of is whole.
    """
    open_marks: list[str] = []
    whole: tuple[int, str] | None = None
    for token in _TOKEN.finditer(text, start):
        mark = token[0]
        if mark in _CLOSING:
            open_marks.append(_CLOSING[mark])
        elif mark in ("}", "]"):
            if not open_marks or open_marks.pop() != mark or not open_marks:
                return None
            if mark == "}":
                whole = token.end(), "".join(reversed(open_marks))
        elif not token["quote"]:
            break
        if len(open_marks) > _DEPTH:
            return None
    return _load(text[start : whole[0]] + whole[1]) if whole else None


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
