"""Inlines → CommonMark: the look that Markdown has a sign for, and every character of the text as itself.

Chinese is where Markdown's emphasis fails: in `**甲，**乙` the closing stars do not count, since a
mark stands before them and no space after them (CommonMark 6.2). There the element is written out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from docpipe.diagnostics import Report
from docpipe.model import Citation, Inline, LineBreak, Link, Text
from docpipe.walk import Inlines, plain_text

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(
    r"[\\`*\[\]<~$]"  # ~ and $ are signs in GFM and on GitHub
    r"|(?<![^\W_])_+|_+(?![^\W_])"  # inside a word, as in an address, it is none
    r"|&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);)"
)
_LINE_START = re.compile(
    r"#(?=#{0,5}(?:[ \t]|$))"
    r"|[-+](?=[ \t]|$)"
    r"|>"
    r"|=(?=[= \t]*$)"  # a line of these makes a heading of the one before
    r"|[-:|](?=[-:| \t]*$)"  # and a line of these a table
)
_LINE_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\]+", re.IGNORECASE)
_BARE = re.compile(r"[a-z]+:[^\s<>&]+", re.IGNORECASE)
"""What may stand between < and > and be its own link (CommonMark 6.5)."""
_ENTITY = re.compile(r"&(?=#?\w+;)")

_ELEMENTS = (
    ("strong", "bold"),
    ("em", "italic"),
    ("u", "underline"),
    ("s", "strike"),
    ("sup", "superscript"),
    ("sub", "subscript"),
)
_STARS = {("strong",): "**", ("em",): "*", ("strong", "em"): "***"}

HARD_BREAK = "\\\n"


class _Piece(NamedTuple):
    """A stretch of one look, or a link; `text` is as the author wrote it."""

    text: str
    elements: tuple[str, ...] = ()
    link: Link | None = None


def clean(text: str) -> str:
    """`text` on one line, without characters that no text file should hold."""
    return _UNWRITABLE.sub("", text.replace("\t", " ").replace("\n", " "))


def escape(text: str) -> str:
    """`text` so that none of its characters is a sign of Markdown, wherever in a line it stands."""
    escaped = _SPECIAL.sub(lambda found: "".join("\\" + char for char in found.group()), clean(text))
    # Before a link it would make an image of it.
    return escaped[:-1] + "\\!" if escaped.endswith("!") else escaped


def build_lines(inlines: Inlines, report: Report) -> list[str]:
    """The lines of a paragraph, as the author broke them, not yet safe at the beginning of a line."""
    lines: list[list[Inline]] = [[]]
    for inline in _flatten(inlines):
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    built = [_build_line(tuple(line), report).strip() for line in lines]
    while built and not built[-1]:
        built.pop()
    return built[next((number for number, line in enumerate(built) if line), 0) :]


def build_paragraph(inlines: Inlines, report: Report) -> list[str]:
    """The lines of a paragraph as they stand in the file; a line that the author broke ends in a backslash."""
    lines = [guard_line(line) for line in build_lines(inlines, report)]
    return [line + "\\" for line in lines[:-1]] + lines[-1:]


def guard_line(line: str) -> str:
    """`line` so that its beginning is no sign of a heading, a list, a quotation, a rule or a table."""
    line = _LINE_NUMBER.sub(r"\1\\\2", line, count=1) if _LINE_NUMBER.match(line) else line
    return "\\" + line if _LINE_START.match(line) else line


def build_target(address: str) -> str:
    """`address` as the destination of a link or an image."""
    address = _ENTITY.sub(r"\\&", clean(address).replace("\\", "\\\\"))
    if re.search(r"[\s()<>]", address) or not address:
        return f"<{address.replace('<', '%3C').replace('>', '%3E')}>"
    return address


# ── one line ─────────────────────────────────────────────────────────────────────────────────


def _flatten(inlines: Inlines) -> Iterator[Inline]:
    """`inlines` without the citations around them."""
    for inline in inlines:
        if isinstance(inline, Citation):
            yield from _flatten(inline.inlines)
        else:
            yield inline


def _build_line(inlines: Inlines, report: Report) -> str:
    pieces = _join_pieces(inlines)
    line = ""
    for number, piece in enumerate(pieces):
        if piece.link:
            line += _build_link(piece.link, report)
        else:
            line += _build_text(piece, line[-1:], _first_sign(pieces[number + 1 :]))
    return line


def _join_pieces(inlines: Inlines) -> list[_Piece]:
    """The pieces of a line; neighbours of one look, and looks without a sign, are one."""
    pieces: list[_Piece] = []
    for inline in inlines:
        match inline:
            case Link():
                pieces.append(_Piece(plain_text(inline.inlines), link=inline))
            case Text() if inline.text:
                elements = tuple(name for name, field in _ELEMENTS if getattr(inline, field))
                if not inline.text.strip():
                    elements = ()
                if pieces and not pieces[-1].link and pieces[-1].elements == elements:
                    pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + inline.text)
                else:
                    pieces.append(_Piece(inline.text, elements))
            case _:
                pieces.append(_Piece(" "))
    return pieces


def _first_sign(following: list[_Piece]) -> str:
    """The character with which the next piece begins, where it says whether emphasis may end before it."""
    if not following:
        return ""
    text = following[0].text
    if text[:1].isspace():
        return " "
    # A link and a look begin with a sign, which is punctuation.
    return "<" if following[0].link or following[0].elements else escape(text)[:1]


def _build_text(piece: _Piece, before: str, after: str) -> str:
    """`piece` in its look, between two characters; white space at its edges stays outside."""
    core = clean(piece.text).strip()
    if not core or not piece.elements:
        return escape(piece.text)
    lead, _, tail = clean(piece.text).partition(core)
    inner = escape(core)
    stars = _STARS.get(piece.elements)
    if stars and before != "*" and _opens(lead or before, inner[0]) and _opens(tail or after, inner[-1]):
        return f"{lead}{stars}{inner}{stars}{tail}"
    for element in reversed(piece.elements):
        inner = f"<{element}>{inner}</{element}>"
    return f"{lead}{inner}{tail}"


def _opens(outside: str, inside: str) -> bool:
    """Whether stars between the two characters count, by this edition of CommonMark and by earlier ones."""
    if category(inside)[0] in "LNM":
        return True
    return not outside or outside[-1].isspace() or category(outside[-1])[0] == "P"


def _build_link(link: Link, report: Report) -> str:
    text = _build_line(_without_links(link.inlines), report).strip()
    address = link.address.strip()
    if not _ADDRESS.fullmatch(address):
        if address:
            report.add("dropped-link", {"address": address})
        return text
    if plain_text(link.inlines).strip() == address and _BARE.fullmatch(address):
        return f"<{address}>"
    return f"[{text}]({build_target(address)})" if text else ""


def _without_links(inlines: Inlines) -> Inlines:
    """`inlines` as a link may hold them: no link inside, and no line break."""
    inside: list[Inline] = []
    for inline in _flatten(inlines):
        match inline:
            case Link():
                inside += _without_links(inline.inlines)
            case LineBreak():
                inside.append(Text(" "))
            case _:
                inside.append(inline)
    return tuple(inside)
