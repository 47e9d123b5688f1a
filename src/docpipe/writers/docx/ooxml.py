"""WordprocessingML as elements: names, children, lengths. Nothing here knows an article or a theme."""

from collections.abc import Mapping
from functools import cache

from lxml import etree

Element = etree._Element  # noqa: SLF001 -- lxml names the type of its elements nowhere else

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

Attributes = Mapping[str, str | int]
"""Attributes under their prefixed names; an `int` is written in decimal."""


@cache
def qualify(name: str) -> str:
    """`name` as lxml wants it: `w:p` becomes `{http://…}p`; a name without a prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def root(name: str, *prefixes: str) -> Element:
    """A new root element `name`, with the namespaces of `prefixes` declared and no others.

    The prefix "" declares the namespace of `name` as the default one.
    """
    declared: dict[str | None, str] = {
        prefix or None: NAMESPACES[prefix or name.partition(":")[0]] for prefix in prefixes
    }
    return etree.Element(qualify(name), nsmap=declared)  # type: ignore[arg-type] # the stubs forget None


def add(parent: Element, name: str, attributes: Attributes | None = None) -> Element:
    """A new last child `name` of `parent`."""
    child = etree.SubElement(parent, qualify(name))
    if attributes:
        for key, value in attributes.items():
            child.set(qualify(key), str(value))
    return child


def add_value(parent: Element, name: str, value: str | int) -> Element:
    """A new last child `name` of `parent`, with the attribute `w:val`."""
    return add(parent, name, {"w:val": value})


def add_text(parent: Element, name: str, text: str, attributes: Attributes | None = None) -> Element:
    """A new last child `name` of `parent` that holds `text`, which must be legal in XML."""
    child = add(parent, name, attributes)
    child.text = text
    return child


def serialise(element: Element) -> bytes:
    """The part that `element` is the root of."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


# ── lengths ──────────────────────────────────────────────────────────────────────────────────


def twips(points: float) -> int:
    """`points` in twentieths of a point, the unit of paragraphs, tables and pages."""
    return round(points * 20)


def half_points(points: float) -> int:
    """`points` in half points, the unit of `w:sz`; never 0, which is no size."""
    return max(int(points * 2 + 0.5), 1)


def eighths(points: float) -> int:
    """`points` in eighths of a point, the unit of a border's width: 2 to 96 (ECMA-376 17.3.4)."""
    return min(max(round(points * 8), 2), 96)


def emus(points: float) -> int:
    """`points` in English metric units, the unit of DrawingML; never 0, which is no extent."""
    return max(round(points * 12700), 1)


def points_of(millimetres: float) -> float:
    """`millimetres` in points."""
    return millimetres / 25.4 * 72


def hexadecimal(colour: str) -> str:
    """`#rrggbb` as WordprocessingML writes it."""
    return colour[1:].upper()
