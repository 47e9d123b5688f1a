"""What the editor Quill writes in ways of its own → what HTML says for the same: lists, code, formulas, players.

Quill 1 and 2 keep lists flat, with the depth in a class and, in 2, the kind on each item; 2 has a
`div` for each line of code; both put marks of their own into the text. (quill, packages/quill/src/formats)
"""

import re
from collections.abc import Iterable, Iterator

from docpipe.diagnostics import Report
from docpipe.readers.events import Characters, End, Event, Start
from docpipe.readers.look import block_indent

_LISTS = frozenset({"ol", "ul"})
_KINDS = {"ordered": "ol", "bullet": "ul", "checked": "ul", "unchecked": "ul"}
_CHECKED = {"checked": "true", "unchecked": "false"}
# Elements that Quill draws for the hand and not for the reader: the box of a checklist, a menu of languages.
_HANDLES = frozenset({"ql-ui", "ql-clipboard", "ql-tooltip", "ql-toolbar"})
# What only Quill writes. Meipian's editor is one, but its own mark is `ql-block`.
_MARKS = re.compile(
    r"""\bclass=["'][^"']{0,200}\bql-(?:editor|align|indent|size|color|bg|font|syntax|code-block|table(?:-better|-block|-cell)?|ui|formula|video|mention|direction|cursor)\b"""
    r"""|<li\b[^>]{0,200}\bdata-list=["'](?:ordered|bullet|checked|unchecked)["']""",
    re.IGNORECASE,
)
# What of an item goes on: its look, but not its depth, which the nesting says.
_KEPT = frozenset({"class", "style", "align"})
_MENTIONS = frozenset({"mention", "ql-mention"})
_INDENT = re.compile(r"\bql-indent-\d+\b")
_WORDS = re.compile(r"\S+")


def is_quill(markup: str) -> bool:
    """Whether `markup` has what only Quill writes."""
    return _MARKS.search(markup) is not None


class _List:
    """A list of the source, and the nested ones that it becomes: the tags that are open, outermost first."""

    def __init__(self, start: Start) -> None:
        self._tag = start.tag
        self._checked = start.attributes.get("data-checked")
        self._first = start.attributes.get("start", "")
        self._open: list[str] = []
        self._numbers: list[int] = []

    def item(self, item: Start) -> Iterator[Event]:
        """What opens `item`, once the items and lists are closed that it does not belong to."""
        kind = item.attributes.get("data-list", "")
        tag = _KINDS.get(kind, self._tag)
        # One level deeper than its list is as deep as an item can be.
        depth = min(block_indent(item.attributes), len(self._open))
        yield from self._close(depth + 1)
        if len(self._open) == depth + 1:
            yield End("li")
            if self._open[depth] != tag:
                yield End(self._open.pop())
        del self._numbers[depth + 1 :]
        if len(self._numbers) == depth:
            self._numbers.append(self._first_number() - 1 if not depth else 0)
        if len(self._open) == depth:
            self._open.append(tag)
            yield Start(tag, {"start": str(self._numbers[depth] + 1)} if tag == "ol" else {})
        # Points between two numbers do not end the counting.
        self._numbers[depth] += tag == "ol"
        checked = _CHECKED.get(kind) or self._checked
        kept = {name: value for name, value in item.attributes.items() if name in _KEPT}
        kept["class"] = _INDENT.sub("", kept.get("class", ""))
        yield Start("li", {**kept, "data-checked": checked} if checked else kept)

    def close(self) -> Iterator[Event]:
        """What ends all that is open."""
        yield from self._close(0)

    def _close(self, depth: int) -> Iterator[Event]:
        while len(self._open) > depth:
            yield End("li")
            yield End(self._open.pop())

    def _first_number(self) -> int:
        given = self._first
        return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1


class QuillEvents:
    """Events in which Quill's ways are HTML's own; what stands for something else is noted in `report`."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lists: list[_List] = []

    def settle(self, events: Iterable[Event]) -> Iterator[Event]:
        """`events`, settled."""
        stream = iter(events)
        for event in stream:
            if not isinstance(event, Start):
                yield from self._pass(event)
            elif (names := frozenset(_WORDS.findall(event.attributes.get("class", "")))) & _HANDLES:
                _skip(stream, event.tag)
            elif "ql-formula" in names and event.attributes.get("data-value"):
                _skip(stream, event.tag)
                yield Characters(event.attributes["data-value"])
            elif names & _MENTIONS and event.attributes.get("data-value"):
                yield event
                yield from _mention(stream, event)
            elif "ql-video" in names or event.tag == "iframe":
                _skip(stream, event.tag)
                yield from self._player(event)
            elif "ql-code-block-container" in names:
                yield from _code(stream, event.tag)
            elif event.tag in _LISTS:
                self._lists.append(_List(event))
            elif event.tag == "li" and self._lists:
                yield from self._lists[-1].item(event)
            else:
                yield event

    def _pass(self, event: Event) -> Iterator[Event]:
        if isinstance(event, Start) or not self._lists:
            yield event
        elif isinstance(event, End) and event.tag in _LISTS:
            yield from self._lists.pop().close()
        elif isinstance(event, End) and event.tag == "li":
            # An item ends where the next one says how deep it is.
            return
        else:
            yield event

    def _player(self, event: Start) -> Iterator[Event]:
        address = event.attributes.get("src") or event.attributes.get("data-src", "")
        self._report.add("embedded-content", {"kind_zh": "视频", "kind_en": "video", "count": "1"})
        yield Start("p", {})
        yield Start("a", {"href": address})
        yield Characters("[视频]")
        yield End("a")
        yield End("p")


def _mention(stream: Iterator[Event], mention: Start) -> Iterator[Event]:
    """The rest of a `mention` that has just opened: what it shows, or else whom its attributes name."""
    shown: list[Event] = []
    depth = 1
    for event in stream:
        shown.append(event)
        if not isinstance(event, Characters) and event.tag == mention.tag:
            depth += 1 if isinstance(event, Start) else -1
        if not depth:
            break
    if not any(isinstance(event, Characters) and event.text.strip("\ufeff \n") for event in shown):
        sign = mention.attributes.get("data-denotation-char", "@")
        yield Characters(f"{sign}{mention.attributes['data-value']}")
    yield from shown


def _skip(stream: Iterator[Event], tag: str) -> None:
    """Take from `stream` the rest of an element called `tag` that has just opened."""
    depth = 1
    for event in stream:
        depth += (
            (event.tag == tag) * (1 if isinstance(event, Start) else -1)
            if not isinstance(event, Characters)
            else 0
        )
        if not depth:
            return


def _code(stream: Iterator[Event], tag: str) -> Iterator[Event]:
    """A listing: of a container called `tag` that has just opened every line with its line end."""
    yield Start("pre", {})
    depth = 1
    for event in stream:
        if isinstance(event, Characters):
            yield event
        elif isinstance(event, Start) and event.tag == "select":
            _skip(stream, event.tag)
        elif event.tag == tag:
            depth += 1 if isinstance(event, Start) else -1
            if not depth:
                break
            if isinstance(event, End):
                yield Characters("\n")
    yield End("pre")
