"""Pages saved with SingleFile, whose images may stand once each in a stylesheet: put back where they are shown."""

import re
from collections.abc import Iterator

from docpipe.readers.tree import Element, descendants

_NAMED = "--sf-img-"
_URL = re.compile(r"""\s*:\s*url\(\s*["']?""")
_USED = re.compile(r"var\(\s*(--sf-img-\d{1,6})\s*\)")
# What stands in `src` of an image that a stylesheet shows, and what it was before the page was saved.
_OVERRULED = ("data-src", "data-original", "data-croporisrc", "srcset")


def restore_images(root: Element, markup: str) -> None:
    """Give the images below `root` that a stylesheet shows the address which `markup` defines for them."""
    if _NAMED not in markup:
        return
    defined = dict(_definitions(markup))
    for element in descendants(root):
        used = _USED.search(element.attributes.get("style", "")) if element.tag == "img" else None
        if used and used[1] in defined:
            element.attributes["src"] = defined[used[1]]
            for name in _OVERRULED:
                element.attributes.pop(name, None)


def _definitions(markup: str) -> Iterator[tuple[str, str]]:
    # By hand: the addresses have megabytes, and no pattern needs to look at them.
    at = markup.find(_NAMED)
    while at >= 0:
        end = at + len(_NAMED)
        while end < len(markup) and markup[end].isdigit():
            end += 1
        opening = _URL.match(markup, end)
        closing = markup.find(")", opening.end()) if opening else -1
        if opening and closing > 0 and markup.startswith("data:", opening.end()):
            yield markup[at:end], markup[opening.end() : closing].rstrip("\"' ")
            end = closing
        at = markup.find(_NAMED, end)
