"""Inlines → the characters of plain text: one line, or several where the author broke it."""

import re

from docpipe.model import Citation, LineBreak, Link, Marker, Text
from docpipe.walk import Inlines, plain_text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def heading_line(marker: Marker | None, title: Inlines) -> str:
    """Marker and title as the author wrote them; a line break in the title holds."""
    lead = f"{marker.text}{marker.gap}" if marker else ""
    return (clean(lead) + text_of(title)).strip()


def clean(text: str) -> str:
    """`text` without what an editor shows as something else or as a new line."""
    return _CONTROL.sub("", text.replace("\t", " ").replace("\n", " "))


def text_of(inlines: Inlines) -> str:
    """The characters of `inlines`; a link is followed by its address where it does not show it."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                parts.append(clean(inline.text))
            case Citation():
                parts.append(text_of(inline.inlines))
            case Link():
                parts.append(text_of(inline.inlines) + _address_after(inline))
            case LineBreak():
                parts.append("\n")
    return "".join(parts).strip("\n")


def _address_after(link: Link) -> str:
    """（the address） where it is one that can be typed and that the text does not give already."""
    address = clean(link.address).strip()
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", address, flags=re.IGNORECASE).rstrip("/")
    typed = re.match(r"(?:https?|ftp|mailto|tel):", address, re.IGNORECASE)
    if not typed or bare in plain_text(link.inlines):
        return ""
    return f"（{address}）"
