r"""JavaScript literals → Python values, without running anything.

Pages carry their data as JavaScript rather than JSON: strings in either quotes with `\x3c`, keys
without quotes, a comma after the last, `'0' * 1` for a number, `JsDecode('…')`, `'' || 'x'`.
This reads those forms in one pass and in linear time. What is no literal (a function, a
variable) becomes None, and the value after it is read all the same.
"""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

Literal: TypeAlias = "str | float | bool | list[Literal] | dict[str, Literal] | None"

_DEPTH = 100
"""How deep a literal may nest; those of WeChat nest 9 levels."""

_SPACE = re.compile(r"\s*(?://[^\n]*\s*)*")
_TOKEN = re.compile(
    r"""(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
    r"|(?P<number>-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))"
    r"|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)"
    r"|(?P<mark>\|\||&&|[!=]==?|.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|.))", re.DOTALL)
_CHARACTERS = {
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
}
_WORDS: dict[str, Literal] = {"true": True, "false": False}
_OPENING, _CLOSING = "([{", ")]}"
# What `JsDecode` of a WeChat page replaces, in its order.
_DECODED = (
    ("\\x5c", "\\"),
    ("\\x0d", "\r"),
    ("\\x22", '"'),
    ("\\x26", "&"),
    ("\\x27", "'"),
    ("\\x3c", "<"),
    ("\\x3e", ">"),
    ("\\x0a", "\n"),
)


class LiteralError(ValueError):
    """What stands at a place is no literal."""


class _Token(NamedTuple):
    kind: str
    text: str


def parse_literal(text: str, start: int = 0) -> Literal:
    """The value that begins at `start`; what follows it is not looked at. Raises LiteralError."""
    return _Parser(text, start).value()


def find_assigned(text: str, name: str) -> Literal:
    """The first literal that `text` assigns to `name` (`var a = …`, `window.a = …`); None where there is none."""
    for found in re.finditer(rf"(?<![\w$]){re.escape(name)}\s{{0,9}}=(?!=)", text):
        try:
            value = parse_literal(text, found.end())
        except LiteralError:
            continue
        if value is not None:
            return value
    return None


def decode_js(text: str) -> str:
    """`text` as the function JsDecode of a WeChat page gives it back."""
    if "\\x" in text:
        for escape, character in _DECODED:
            text = text.replace(escape, character)
    return text


def _unescape(body: str) -> str:
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_character, body)
    # A pair of surrogates is one character, a lone one is none.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(escape: re.Match[str]) -> str:
    code = escape.group(1) or escape.group(2) or escape.group(3)
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    letter = escape.group(4)
    return _CHARACTERS.get(letter, letter)


_CALLS: dict[str, Callable[[str], str]] = {"JsDecode": decode_js, "htmlDecode": html.unescape}
"""What functions of a WeChat page do to their first argument; any other leaves it alone."""


class _Parser:
    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._depth = 0

    def value(self) -> Literal:
        """A value with the operators that follow it."""
        value = self._single()
        while True:
            mark = self._peek().text
            if mark == "*":
                self._take()
                value = _times(value, self._single())
            elif mark == "+":
                self._take()
                value = _plus(value, self._single())
            elif mark == "||":
                self._take()
                with self._deeper(mark):
                    other = self.value()
                return value or other
            elif mark == "?":
                self._take()
                return self._choice(value)
            elif mark == ".":
                value = self._method(value)
            else:
                return value

    def _single(self) -> Literal:
        token = self._take()
        match token.kind:
            case "string":
                return _unescape(token.text[1:-1])
            case "number":
                return float(int(token.text, 16)) if "x" in token.text.lower() else float(token.text)
            case "name":
                return self._named(token.text)
        if token.kind == "end" or token.text not in _OPENING:
            raise LiteralError(token.text)
        return self._enclosed(token.text)

    def _enclosed(self, opening: str) -> Literal:
        self._descend(opening)
        value: Literal
        if opening == "{":
            value = self._members()
        elif opening == "[":
            value = self._items("]")
        else:
            items = self._items(")")
            value = items[0] if len(items) == 1 else None
        self._depth -= 1
        return value

    def _members(self) -> dict[str, Literal]:
        members: dict[str, Literal] = {}
        while (token := self._take()).text != "}":
            if token.text == ",":
                continue
            if token.kind in ("mark", "end") or self._take().text != ":":
                raise LiteralError(token.text)
            key = _unescape(token.text[1:-1]) if token.kind == "string" else token.text
            members[key] = self._tolerant("}")
        return members

    def _items(self, closing: str) -> list[Literal]:
        items: list[Literal] = []
        while (token := self._peek()).text != closing or token.kind != "mark":
            if token.text == "," and token.kind == "mark":
                self._take()
                continue
            items.append(self._tolerant(closing))
        self._take()
        return items

    def _tolerant(self, closing: str) -> Literal:
        """A value; None, and the place after it, for an expression that is none."""
        start, depth = self._at, self._depth
        try:
            value = self.value()
        except LiteralError:
            if depth != self._depth:
                raise
            value, self._at = None, start
        if self._peek().text not in (",", closing):
            value = None
            self._skip(closing)
        return value

    def _skip(self, closing: str) -> None:
        depth = 0
        while depth or self._peek().text not in (",", closing):
            token = self._take()
            if token.kind == "end":
                raise LiteralError(closing)
            if token.kind == "mark":
                if token.text in "'\"`":
                    raise LiteralError(token.text)
                depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth < 0:
                raise LiteralError(token.text)

    def _named(self, name: str) -> Literal:
        if name in _WORDS:
            return _WORDS[name]
        if self._peek().text != "(":
            return None
        self._take()
        arguments = self._items(")")
        first = arguments[0] if arguments else None
        call = _CALLS.get(name)
        return call(first) if call and isinstance(first, str) else first

    def _method(self, value: Literal) -> Literal:
        """`value` after `.html(false)` or another method, which leaves it alone."""
        self._take()
        name = self._take()
        if name.kind != "name" or self._take().text != "(":
            raise LiteralError(name.text)
        self._items(")")
        return html.unescape(value) if name.text == "html" and isinstance(value, str) else value

    def _choice(self, condition: Literal) -> Literal:
        with self._deeper("?"):
            chosen = self.value()
            if self._take().text != ":":
                raise LiteralError("?")
            other = self.value()
        return chosen if condition else other

    @contextmanager
    def _deeper(self, mark: str) -> Iterator[None]:
        """Inside, one level deeper; out of it again, whatever happens: an operator is left where it fails."""
        self._descend(mark)
        try:
            yield
        finally:
            self._depth -= 1

    def _descend(self, mark: str) -> None:
        if self._depth >= _DEPTH:
            raise LiteralError(mark)
        self._depth += 1

    def _peek(self) -> _Token:
        at = self._at
        token = self._take()
        self._at = at
        return token

    def _take(self) -> _Token:
        found = _TOKEN.match(self._text, _skip_space(self._text, self._at))
        if found is None:
            return _Token("end", "")
        self._at = found.end()
        return _Token(found.lastgroup or "", found.group())


def _skip_space(text: str, at: int) -> int:
    """Where the next token of `text` begins; a comment that is not closed goes on to the end."""
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if not text.startswith("/*", at):
            return at
        closing = text.find("*/", at + 2)
        at = closing + 2 if closing >= 0 else len(text)


def _times(one: Literal, other: Literal) -> Literal:
    try:
        return float(one or 0) * float(other or 0)  # type: ignore[arg-type] # what no number can be made of raises
    except (TypeError, ValueError):
        return None


def _plus(one: Literal, other: Literal) -> Literal:
    if isinstance(one, str) and isinstance(other, str):
        return one + other
    return None
