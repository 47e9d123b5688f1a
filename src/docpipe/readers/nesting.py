"""Lists, tables and quotations inside one another, cut to a depth that a document can have. No text is lost by it."""

from collections.abc import Iterable, Iterator

from docpipe.readers.events import End, Event, Start

CONTAINERS = frozenset({"ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th"})
"""Elements that hold blocks of their own. Any of them inside too many others becomes a plain box."""

# Word lays out tables in tables ten deep or so; a list of twelve levels has three times as many as
# anyone reads. What is nested deeper is a mistake of a tool's, or meant to do harm.
_DEEPEST = 36


def limit_nesting(events: Iterable[Event]) -> Iterator[Event]:
    """`events` with every container that stands inside `_DEEPEST` others made a `div`."""
    renamed: list[bool] = []
    for event in events:
        if isinstance(event, Start) and event.tag in CONTAINERS:
            deep = len(renamed) >= _DEEPEST
            renamed.append(deep)
            yield Start("div", event.attributes) if deep else event
        elif isinstance(event, End) and event.tag in CONTAINERS:
            deep = renamed.pop() if renamed else False
            yield End("div") if deep else event
        else:
            yield event
