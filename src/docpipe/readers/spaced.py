"""Characters that a layout sets apart, each in a box of its own or with a space between → the word that they are."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docpipe.model import Text
from docpipe.readers.events import Characters
from docpipe.readers.tree import Element, descendants
from docpipe.source import Line, SourceBlock

_CHARACTER = re.compile("[\u3400-\u9fff]")
# Paragraphs, items and cells of one character are that.
_BOXES = frozenset({"section", "div", "span", "strong", "b", "font"})
# 活 动 须 知: nothing on the line but single characters. A longer line than this is no title.
_SPACED = re.compile("[\u3400-\u9fff](?:[ \u3000\xa0]{1,4}[\u3400-\u9fff]){1,11}")
_SPACES = re.compile("[ \u3000\xa0]")
_ENOUGH = 2
"""Characters of an element that need be known: one of them is a character apart, more are not."""


def settle_boxes(root: Element) -> None:
    """Make one line of neighbouring boxes below `root` that hold one Chinese character each."""
    order = [root, *descendants(root)]
    beginnings = _beginnings(order)
    for element in order:
        filled = [child for child in element.children if isinstance(child, Element) and beginnings[id(child)]]
        if len(filled) > 1 and all(
            child.tag in _BOXES and _CHARACTER.fullmatch(beginnings[id(child)]) for child in filled
        ):
            if element.style.get("justify-content") == "center":
                element.attributes["style"] += ";text-align:center"
            for box in filled:
                for inner in (box, *descendants(box)):
                    inner.tag = "span" if inner.tag in (*_BOXES, "p") else inner.tag


def _beginnings(order: list[Element]) -> dict[int, str]:
    """The first visible characters in each element, as many as need be known."""
    beginnings: dict[int, str] = {}
    for element in reversed(order):
        text = ""
        for child in element.children:
            text += "".join(child.text.split()) if isinstance(child, Characters) else beginnings[id(child)]
            if len(text) >= _ENOUGH:
                break
        beginnings[id(element)] = "\n" if not text and element.tag == "img" else text[:_ENOUGH]
    return beginnings


def close_spaces(blocks: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """`blocks` without the spaces in lines that are one word, its characters set apart."""
    return tuple(_close(block) if isinstance(block, Line) else block for block in blocks)


def _close(line: Line) -> Line:
    if len(line.inlines) != 1 or not isinstance(line.inlines[0], Text):
        return line
    text = line.inlines[0]
    if not _SPACED.fullmatch(text.text):
        return line
    return replace(line, inlines=(replace(text, text=_SPACES.sub("", text.text)),))
