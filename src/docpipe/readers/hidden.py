"""Text that a page holds and does not show: taken out of the tree, and given back to be told of.

Hidden by `display`, `visibility`, `opacity` or the attribute `hidden`; transparent; of no size. Only
what the element itself says counts, as editors write it. Images stay where only their opacity is 0:
WeChat's editors lay such an image over its own background.
"""

import re
from typing import NamedTuple

from docpipe.readers.events import Characters
from docpipe.readers.tree import Child, Element, text_of

_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|pt|em|rem|%|vw|vh)?")
_RELATIVE = re.compile(r"[\d.]+(?:em|%)|smaller|larger|inherit")
_CLEAR = re.compile(r"transparent|#[0-9a-f]{6}00|#[0-9a-f]{3}0|(?:rgb|hsl)a?\([^()]*[,/]\s*0*\.?0*%?\s*\)")
_CLEAR_ALPHA = re.compile(r"rgba?\([^,/]+,[^,/]+,[^,/]+[,/]|hsla?\([^,/]+,[^,/]+,[^,/]+[,/]|rgb\([^/]+/")
# What a style attribute that can hide anything has in it.
_MAY_HIDE = re.compile("display|visibility|opacity|font-size|color|overflow|fill", re.IGNORECASE)


class _State(NamedTuple):
    """What hides the characters in an element, by inheritance."""

    invisible: bool = False
    faded: bool = False
    clear: bool = False
    tiny: bool = False

    @property
    def hides(self) -> bool:
        return any(self)


def drop_hidden(root: Element) -> tuple[str, ...]:
    """The texts below `root` that a page would not show, each of which is taken out; `root` itself is shown."""
    dropped: list[str] = []
    stack: list[tuple[Element, _State]] = [(root, _State())]
    while stack:
        element, state = stack.pop()
        kept: list[Child] = []
        inner: list[tuple[Element, _State]] = []
        for child in element.children:
            if isinstance(child, Characters):
                if state.hides and child.text.strip():
                    dropped.append(child.text)
                else:
                    kept.append(child)
            elif _is_gone(child):
                dropped.append(text_of(child))
            else:
                kept.append(child)
                inner.append((child, _state_in(child, state)))
        element.children = kept
        stack.extend(reversed(inner))
    return tuple(text for text in (" ".join(text.split()) for text in dropped) if text.strip("\u200b\ufeff"))


def _is_gone(element: Element) -> bool:
    if "hidden" in element.attributes and element.attributes["hidden"] != "until-found":
        return True
    # SingleFile gives this class to whatever was not shown when the page was saved.
    if "sf-hidden" in element.classes:
        return True
    style = element.attributes.get("style", "")
    if not _MAY_HIDE.search(style):
        return False
    declared = element.style
    if declared.get("display") == "none":
        return True
    clipped = declared.get("overflow") == "hidden" or declared.get("overflow-y") == "hidden"
    return clipped and any(
        name in declared and _ZERO.fullmatch(declared[name]) for name in ("height", "max-height", "width")
    )


def _state_in(element: Element, state: _State) -> _State:
    style = element.attributes.get("style", "")
    if not _MAY_HIDE.search(style):
        return state
    declared = element.style
    if "visibility" in declared:
        state = state._replace(invisible=declared["visibility"] in ("hidden", "collapse"))
    if _ZERO.fullmatch(declared.get("opacity", "1")):
        state = state._replace(faded=True)
    size = declared.get("font-size", "")
    if size and not (state.tiny and _RELATIVE.fullmatch(size)):
        state = state._replace(tiny=bool(_ZERO.fullmatch(size)))
    colour = declared.get("-webkit-text-fill-color") or declared.get("color", "")
    if colour and colour != "inherit":
        # Text cut out of its background is clear so that the background shows through.
        cut_out = "text" in (declared.get("-webkit-background-clip"), declared.get("background-clip"))
        state = state._replace(clear=_is_clear(colour) and not cut_out)
    return state


def _is_clear(colour: str) -> bool:
    if not _CLEAR.fullmatch(colour):
        return False
    # rgb(255, 0, 0) ends in a nought that is no opacity.
    return "(" not in colour or bool(_CLEAR_ALPHA.match(colour))
