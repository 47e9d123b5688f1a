"""Delta, the JSON of the editor Quill → events of the page that Quill would show.

A Delta is a list of inserts. What is said of a line (heading, list, alignment) stands on the line
end that closes it. (https://quilljs.com/docs/delta, /docs/formats)
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docpipe.diagnostics import Report
from docpipe.readers.events import Characters, End, Event, Start

_INLINE_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strike": "s", "code": "code"}
_SCRIPTS = {"super": "sup", "sub": "sub"}
_STYLES = {"color": "color", "background": "background-color", "size": "font-size"}
_SIZES = {"small": "10px", "large": "18px", "huge": "32px"}
_LISTS = frozenset({"ordered", "bullet", "checked", "unchecked"})
# What an embed carries that can be read, by the names that Quill and its modules give.
_READABLE = ("value", "name", "text", "title", "alt", "url", "src", "id")
_LABELS = {"video": ("视频", "video"), "audio": ("音频", "audio"), "file": ("附件", "file")}

# Where records have the Delta.
_FIELDS = ("delta", "content", "contents", "body", "data", "text")

_Attributes = dict[str, Any]


class Piece(NamedTuple):
    """Text without line ends, or an embed, with its attributes."""

    content: str | dict[str, Any]
    attributes: _Attributes


class DeltaLine(NamedTuple):
    """A line of the document: its pieces, and the attributes of the line end that closes it."""

    pieces: tuple[Piece, ...]
    attributes: _Attributes


def parse_delta(text: str) -> tuple[DeltaLine, ...] | None:
    """The lines of the Delta in `text`; None for any other JSON.

    That is `{"ops": […]}`, the list alone, or a record of a database that has it as a field.
    """
    value = _load(text)
    if isinstance(value, dict) and "ops" not in value:
        fields = (value.get(name) for name in _FIELDS)
        value = next((field for field in map(_unwrap, fields) if field is not None), None)
    operations = value.get("ops") if isinstance(value, dict) else value
    if not isinstance(operations, list) or not operations:
        return None
    inserts = [entry for entry in operations if isinstance(entry, dict) and "insert" in entry]
    return tuple(_split(inserts)) if len(inserts) == len(operations) else None


def parse_title(text: str) -> str | None:
    """The title that a record around a Delta gives; None where there is none."""
    value = _load(text)
    title = value.get("title") if isinstance(value, dict) else None
    return title.strip() or None if isinstance(title, str) else None


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrap(field: object) -> object:
    """What a field of a record holds: a Delta, or the text of one."""
    value = _load(field) if isinstance(field, str) else field
    return value if isinstance(value, dict) and isinstance(value.get("ops"), list) else None


def delta_events(lines: Iterable[DeltaLine], report: Report) -> Iterator[Event]:
    """The events of `lines`; an embed that cannot be printed is a label, and noted in `report`.

    Lists come flat, as Quill's own pages have them (see `docpipe.readers.quill`).
    """
    container: Start | None = None
    row: object = None
    for line in lines:
        wanted, line_row = _container(line.attributes), line.attributes.get("table")
        if container != wanted:
            yield from _close(container, row)
            container, row = wanted, None
            if container is not None:
                yield container
        if line_row is not None and line_row != row:
            if row is not None:
                yield End("tr")
            yield Start("tr", {})
        row = line_row
        yield from _line(line, report)
    yield from _close(container, row)


def _close(container: Start | None, row: object) -> Iterator[Event]:
    if row is not None:
        yield End("tr")
    if container is not None:
        yield End(container.tag)


def _split(inserts: list[_Attributes]) -> Iterator[DeltaLine]:
    pieces: list[Piece] = []
    for entry in inserts:
        content, attributes = entry["insert"], entry.get("attributes")
        attributes = attributes if isinstance(attributes, dict) else {}
        if not isinstance(content, str):
            pieces.append(Piece(content if isinstance(content, dict) else {"embed": content}, attributes))
            continue
        *ended, rest = content.split("\n")
        for text in ended:
            yield DeltaLine((*pieces, Piece(text, attributes)), attributes)
            pieces = []
        if rest:
            pieces.append(Piece(rest, attributes))
    if pieces:
        yield DeltaLine(tuple(pieces), {})


def _container(attributes: _Attributes) -> Start | None:
    """What a line stands in together with its neighbours."""
    if attributes.get("list") in _LISTS:
        return Start("ol", {})
    if attributes.get("code-block"):
        return Start("pre", {})
    if attributes.get("table") is not None:
        return Start("table", {})
    return Start("blockquote", {}) if attributes.get("blockquote") else None


def _line(line: DeltaLine, report: Report) -> Iterator[Event]:
    attributes = line.attributes
    if attributes.get("code-block"):
        yield from _pieces(line.pieces, report)
        yield Characters("\n")
        return
    tag = _tag(attributes)
    yield Start(tag, _line_attributes(attributes))
    yield from _pieces(line.pieces, report)
    yield End(tag)


def _tag(attributes: _Attributes) -> str:
    if attributes.get("list") in _LISTS:
        return "li"
    if attributes.get("table") is not None:
        return "td"
    rank = attributes.get("header")
    return f"h{rank}" if isinstance(rank, int) and 1 <= rank <= 6 else "p"


def _line_attributes(attributes: _Attributes) -> dict[str, str]:
    found: dict[str, str] = {}
    if isinstance(align := attributes.get("align"), str):
        found["style"] = f"text-align:{align}"
    if isinstance(indent := attributes.get("indent"), int):
        found["class"] = f"ql-indent-{indent}"
    if (kind := attributes.get("list")) in _LISTS:
        found["data-list"] = kind
    return found


def _pieces(pieces: Iterable[Piece], report: Report) -> Iterator[Event]:
    for piece in pieces:
        tags = _inline(piece.attributes)
        yield from tags
        if isinstance(piece.content, str):
            yield Characters(piece.content)
        else:
            yield from _embed(piece.content, report)
        yield from (End(start.tag) for start in reversed(tags))


def _inline(attributes: _Attributes) -> list[Start]:
    tags = [Start(tag, {}) for name, tag in _INLINE_TAGS.items() if attributes.get(name)]
    if (script := _SCRIPTS.get(str(attributes.get("script")))) is not None:
        tags.append(Start(script, {}))
    values = {css: str(attributes[name]) for name, css in _STYLES.items() if attributes.get(name)}
    style = ";".join(f"{css}:{_SIZES.get(value, value)}" for css, value in values.items())
    if style:
        tags.append(Start("span", {"style": style}))
    if isinstance(link := attributes.get("link"), str):
        tags.insert(0, Start("a", {"href": link}))
    return tags


def _embed(embed: dict[str, Any], report: Report) -> Iterator[Event]:
    for kind, value in embed.items():
        if kind == "image" and isinstance(value, str):
            yield Start("img", {"src": value})
        elif kind == "divider":
            yield Start("hr", {})
        elif kind in ("formula", "emoji", "hashtag") and isinstance(value, str):
            yield Characters(value)
        elif kind == "mention" and isinstance(value, dict):
            yield Characters(f"{value.get('denotationChar', '@')}{_readable(value)}")
        else:
            yield from _label(kind, value, report)


def _label(kind: str, value: object, report: Report) -> Iterator[Event]:
    zh, en = _LABELS.get(kind, (kind, kind))
    report.add("embedded-content", {"kind_zh": zh, "kind_en": en, "count": "1"})
    address = _readable(value)
    is_web = address.startswith(("http://", "https://"))
    if is_web:
        yield Start("a", {"href": address})
    yield Characters(f"[{zh}]" if is_web or not address else f"[{zh}] {address}")
    if is_web:
        yield End("a")


def _readable(value: object) -> str:
    if isinstance(value, dict):
        return next((str(value[name]) for name in _READABLE if value.get(name)), "")
    return value if isinstance(value, str) else ""
