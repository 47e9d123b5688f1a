"""Markup that libxml2 reads otherwise than browsers do → markup that it reads as they do.

CDATA sections are text inside `<svg>` and `<math>` and nowhere else in a page (HTML, 13.2.5.42); what
is in a `<template>` is no part of the page, whatever tags it leaves open (4.12.3).
"""

import re
from collections.abc import Iterator

_SECTION = "<![CDATA["
_SECTION_END = "]]>"
_FOREIGN = frozenset({"svg", "math"})
# Elements in which the page goes on inside a drawing. (HTML, 13.2.6.5)
_POINTS = frozenset({"foreignobject", "desc", "title"})
# Elements whose content is no markup.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_TEMPLATE = "template"
_TAG = re.compile(
    rf"<!--|<!\[CDATA\[|<(?P<end>/)?(?P<name>{'|'.join(sorted(_FOREIGN | _POINTS | _RAW | {_TEMPLATE}))})"
    r"(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)


def mend_markup(markup: str) -> str:
    """`markup` without its templates, and with its CDATA sections written as the text that they are.

    A template that is not closed stays: its text may be the article.
    """
    if _SECTION not in markup and "<template" not in markup.lower():
        return markup
    pieces: list[str] = []
    cursor = 0
    for start, end, text in _replaced(markup):
        pieces += (markup[cursor:start], text)
        cursor = end
    return "".join((*pieces, markup[cursor:]))


def _replaced(markup: str) -> Iterator[tuple[int, int, str]]:
    """What to put another text for: where it begins and ends in `markup`, and that text."""
    around: list[str] = []
    templates: list[int] = []
    cursor = 0
    while tag := _TAG.search(markup, cursor):
        name, cursor = (tag["name"] or "").lower(), tag.end()
        is_foreign = bool(around) and around[-1] in _FOREIGN
        if tag[0] == "<!--":
            cursor = _after(markup, "-->", cursor - 2)
        elif not name:
            cursor = _after(markup, _SECTION_END if is_foreign else ">", cursor)
            if is_foreign and not templates:
                section = markup[tag.end() : cursor].removesuffix(_SECTION_END)
                yield tag.start(), cursor, section.replace("&", "&amp;").replace("<", "&lt;")
        elif name == _TEMPLATE and not is_foreign:
            if not tag["end"]:
                templates.append(tag.start())
            elif templates and (start := templates.pop()) >= 0 and not templates:
                yield start, cursor, ""
        elif name in _RAW and not is_foreign and not tag["end"]:
            cursor = _after_element(markup, name, cursor)
        elif name in _FOREIGN | _POINTS:
            _enter(around, name, is_end=bool(tag["end"]), is_void=tag[0].endswith("/>"))


def _enter(around: list[str], name: str, *, is_end: bool, is_void: bool) -> None:
    """Note in `around`, the elements that are open, that `name` opens or ends."""
    if not is_end and not is_void and (name in _FOREIGN or around):
        around.append(name)
    elif is_end and name in around:
        while around.pop() != name:
            pass


def _after(markup: str, closing: str, start: int) -> int:
    found = markup.find(closing, start)
    return len(markup) if found < 0 else found + len(closing)


def _after_element(markup: str, name: str, start: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(markup, start)
    return end.start() if end else len(markup)
