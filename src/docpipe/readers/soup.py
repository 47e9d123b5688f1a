"""The events of a page that is nested deeper than lxml reads, by Beautiful Soup."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from docpipe.readers.events import Characters, End, Event, Start


def soup_events(page: str, silent: frozenset[str]) -> Iterator[Event]:
    """The events of `page` as `parse_events` gives them."""
    soup = BeautifulSoup(page, "html.parser")
    stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.contents))]
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield End(parent.name)
        elif isinstance(child, Tag):
            if child.name in silent:
                continue
            yield Start(child.name, {name: _joined(value) for name, value in child.attrs.items()})
            stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield Characters(str(child))


def _joined(value: object) -> str:
    # Beautiful Soup splits class attributes into lists.
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
