"""What a browser would show of a page, by a walk of its own: Beautiful Soup's tree, and no code of docpipe's.

Written from what browsers do (HTML, rendering; CSS display, visibility, opacity, font-size, color), so
that a mistake of the readers is not repeated here.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

_NEVER = {
    "script",
    "style",
    "template",
    "head",
    "noscript",
    "title",
    "textarea",
    "select",
    "object",
    "iframe",
}
_NEVER |= {"button", "datalist", "audio", "video", "canvas"}
_NONE = re.compile(
    r"(?:^|;)\s*display\s*:\s*none|(?:^|;)\s*opacity\s*:\s*0(?:\.0*)?\s*(?:!|;|$)", re.IGNORECASE
)
_HIDDEN = re.compile(r"(?:^|;)\s*visibility\s*:\s*(hidden|collapse|visible)", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*([\d.]+)", re.IGNORECASE)
_CLEAR = re.compile(
    r"(?:^|;)\s*color\s*:\s*(transparent|rgba\([^)]*,\s*0(?:\.0*)?\s*\)|[^;]+)", re.IGNORECASE
)
_CLIPPED = re.compile(
    r"(?=.*overflow(?:-y)?\s*:\s*hidden)(?=.*(?:^|;|\s)(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|!|$))",
    re.IGNORECASE,
)


def shown_pieces(root: Tag) -> Iterator[str]:
    """The texts that are shown of `root`, in order, without white space; `root` itself is shown."""
    yield from _walk(root, visible=True, sized=True, clear=False, own=True)


def _walk(tag: Tag, *, visible: bool, sized: bool, clear: bool, own: bool = False) -> Iterator[str]:
    style = "" if own else str(tag.get("style") or "")
    if not own and (
        tag.name in _NEVER or tag.has_attr("hidden") or _NONE.search(style) or _CLIPPED.search(style)
    ):
        return
    if found := _HIDDEN.search(style):
        visible = found[1].lower() == "visible"
    if found := _SIZE.search(style):
        sized = float(found[1]) > 0
    if found := _CLEAR.search(style):
        clear = bool(re.match(r"transparent|rgba", found[1].strip(), re.IGNORECASE)) and not re.search(
            r"rgba\([^)]*,\s*(?:1|0?\.\d*[1-9]\d*)\s*\)", found[1]
        )
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _walk(child, visible=visible, sized=sized, clear=clear)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            text = squeeze(str(child))
            if text and visible and sized and not clear:
                yield text


def squeeze(text: str) -> str:
    """`text` without white space and what has no width."""
    return re.sub(r"[\s\u200b\ufeff\u2060\xad]+", "", text)


def missing_pieces(pieces: Iterator[str], text: str) -> list[str]:
    """Those of `pieces` that are not in `text` in their order, white space aside."""
    whole, at, missing = squeeze(text), 0, []
    for piece in pieces:
        found = whole.find(piece, at)
        if found < 0:
            missing.append(piece)
        else:
            at = found + len(piece)
    return missing


def soup(markup: str) -> BeautifulSoup:
    """The tree of `markup`."""
    return BeautifulSoup(markup, "html.parser")
