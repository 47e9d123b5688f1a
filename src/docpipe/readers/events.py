"""HTML → a flat stream of events, whatever the depth of the tree.

lxml parses. It cuts a tree silently at depth 256 (2,048 with `huge_tree`) and drops the text
below, so a source that came out short is parsed again with Beautiful Soup, which does not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from docpipe.readers.mend import mend_markup


class Start(NamedTuple):
    """An element opens."""

    tag: str
    attributes: dict[str, str]


class End(NamedTuple):
    """An element closes."""

    tag: str


class Characters(NamedTuple):
    """Text, entities resolved; `preceding` visible characters of the page stand before it, None: not counted."""

    text: str
    preceding: int | None = None


Event = Start | End | Characters

# What a page never shows as text.
SILENT = frozenset(
    {"script", "style", "template", "head", "noscript", "noframes", "title", "iframe", "object", "textarea"}
)


# Browsers drop U+0000, libxml2 makes it a visible character. This one is dropped further on, and counted.
_NO_CHARACTER = "\x01"

# What ends a page, and what a page may go on after.
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


def parse_events(markup: str, silent: frozenset[str] = SILENT) -> Iterator[Event]:
    """The elements and texts of `markup` in document order; comments and elements called `silent` left out."""
    # Inside an element, libxml2 does not wrap bare text into a paragraph of its own making; an
    # unknown one cannot be closed by a stray end tag of the page. It drops what follows </html>,
    # which browsers show.
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    page = _PAGE_END.sub("", mend_markup(markup)).replace("\0", _NO_CHARACTER)
    # Nothing is closed: a page that ends inside `<plaintext>` or the like would show the end tags.
    root = etree.fromstring(f"<html><body><x-root>{page}", parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        from docpipe.readers.soup import soup_events  # noqa: PLC0415 - takes long to load, for few pages

        yield from soup_events(page, silent)
    else:
        yield from _tree_events(root, silent)


def _tree_events(root: etree._Element, silent: frozenset[str]) -> Iterator[Event]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for action, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in silent:
            if action == "start":
                walk.skip_subtree()
            elif element.tail:
                yield Characters(element.tail)
            continue
        if action == "start":
            yield Start(tag, dict(element.attrib))
            if element.text:
                yield Characters(element.text)
        else:
            yield End(tag)
            if element.tail:
                yield Characters(element.tail)
