"""Small noise of pages, settled in the tree: dead links, spacer images, emoticon images, numbers of code lines."""

import re

from docpipe.readers.events import Characters
from docpipe.readers.image_tags import emoticon_text, image_address
from docpipe.readers.tree import Element, descendants, prune, text_of, visible_length

_DEAD = re.compile(r"\s*(?:javascript:.*|#.*|about:blank.*|)", re.IGNORECASE | re.DOTALL)
_LINK_GATES = re.compile(
    r"https?://(?:link\.zhihu\.com/\?target=|links?\.jianshu\.com/go\?to=|link\.juejin\.cn/?\?target=)"
)
# A picture of this many pixels or fewer, in both directions, holds a place and shows nothing.
_SPACER = 3


def settle_noise(root: Element) -> None:
    """Settle what stands in the tree below `root` and is neither text nor picture of the article's."""
    prune(root, _is_unseen)
    for element in list(descendants(root)):
        match element.tag:
            case "a":
                _settle_link(element)
            case "img":
                _settle_emoticon(element)
            case "pre":
                _settle_code(element)
            case "iframe":
                # The text in a frame is for browsers that have none.
                element.children = []
            case "span":
                _settle_filler(element)
        if "footnote-item" in element.classes:
            _settle_footnote(element)


def _is_unseen(element: Element) -> bool:
    if element.tag == "img":
        return _is_spacer(element)
    if "image-caption" in element.classes and text_of(element).strip() == "image":
        # What 简书 writes below a picture without a caption.
        return True
    return (
        element.tag in ("select", "option", "datalist", "button")
        or "code-snippet__line-index" in element.classes
    )


def _is_spacer(image: Element) -> bool:
    sizes = [_pixels(image, name) for name in ("width", "height")]
    own = _pixels(image, "data-w")
    return all(size is not None and size <= _SPACER for size in sizes) or (own is not None and own <= _SPACER)


def _pixels(element: Element, name: str) -> int | None:
    value = (element.attributes.get(name) or element.style.get(name, "")).strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None


def _settle_link(link: Element) -> None:
    address = link.attributes.get("href", "")
    if _DEAD.fullmatch(address):
        link.attributes.pop("href", None)
    elif gate := _LINK_GATES.match(address):
        from urllib.parse import unquote  # noqa: PLC0415 - for the few pages with gates

        link.attributes["href"] = unquote(address[gate.end() :])


def _settle_emoticon(image: Element) -> None:
    text = emoticon_text(image_address(image.attributes), image.attributes)
    if text:
        image.replace_with([Characters(text)])


def _settle_filler(span: Element) -> None:
    """Make one space of the spaces that Word writes between a number and its item, to fill up to a stop."""
    if (
        "7pt" in span.attributes.get("style", "").replace(" ", "").replace("7.0", "7")
        and len(span.children) == 1
    ):
        filler = span.children[0]
        if isinstance(filler, Characters) and filler.text and not filler.text.strip():
            span.children = [Characters(" ", filler.preceding)]


def _settle_footnote(footnote: Element) -> None:
    """Set number and text of a footnote of mdnice's in one line, as its stylesheet does."""
    footnote.tag = "p"
    for inner in descendants(footnote):
        inner.tag = "span" if inner.tag in ("p", "section") else inner.tag


def _settle_code(code: Element) -> None:
    """Part the lines of a listing, where each is an element of its own."""
    lines = [child for child in code.children if isinstance(child, Element)]
    if len(lines) < 2 or any(line.tag not in ("code", "div", "li", "p") for line in lines):
        return
    if visible_length(code) != sum(map(visible_length, lines)) or "\n" in text_of(code).strip():
        return
    for line in lines[:-1]:
        line.tag = "span"
        line.children.append(Characters("\n"))
    lines[-1].tag = "span"
