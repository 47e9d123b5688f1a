"""Pictures that a layout puts there and the author did not: ornaments of templates, icons, the same rule again and again."""

import re
from collections import Counter

from docpipe.diagnostics import Report
from docpipe.readers.image_tags import image_address
from docpipe.readers.look import parse_size
from docpipe.readers.tree import Element, descendants, prune, visible_length

# What 135 calls its ornaments.
_ORNAMENT_CLASS = "assistant"
# Where template makers keep the pictures of their templates; those of authors are elsewhere.
_TEMPLATE_ADDRESS = re.compile(
    r"135editor\.com/(?:files/)?images/editor_styles/|xiumi\.us/stc/|xiumi\.us/xmi/[a-z]{2}/0{4}|mdnice\.com/(?:static|common)/"
)
# An ornament is no wider than this, in CSS px, where a picture of the author's fills the column. The
# icons and corners of the templates that this was set on have 10 to 60.
_ORNAMENT_WIDTH = 60
# A picture that stands in an article this often divides it.
_REPEATED = 3


def drop_decoration(root: Element, report: Report) -> None:
    """Take the ornaments out of the tree below `root`, and note in `report` how many there were."""
    images = [element for element in descendants(root) if element.tag == "img"]
    often = {
        address for address, count in Counter(map(_address, images)).items() if count >= _REPEATED and address
    }
    dropped = prune(root, lambda element: element.tag == "img" and _is_ornament(element, often))
    if dropped:
        report.add("dropped-decoration", {"count": str(len(dropped))})


def _address(image: Element) -> str:
    return image_address(image.attributes)


def _is_ornament(image: Element, often: set[str]) -> bool:
    address = _address(image)
    boxes = [image]
    if image.parent is not None and not visible_length(image.parent):
        boxes.append(image.parent)
    if address in often or _TEMPLATE_ADDRESS.search(address):
        return True
    if any(_ORNAMENT_CLASS in box.classes for box in boxes):
        return True
    # A formula is narrow too, and says what it is.
    return not image.attributes.get("alt", "").strip() and any(map(_is_narrow, boxes))


def _is_narrow(element: Element) -> bool:
    """Whether the element says of itself that it is as narrow as an ornament."""
    width = parse_size(element.style.get("width", ""))
    return width is not None and 0 < width <= _ORNAMENT_WIDTH
