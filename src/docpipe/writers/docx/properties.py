"""What the file says of itself: title, author, keywords, language; no date that the source did not give."""

from datetime import UTC, datetime

from docpipe.model import Meta
from docpipe.writers.docx.characters import one_line
from docpipe.writers.docx.ooxml import Element, add, add_text, root, serialise

_MAX_TITLE = 255
"""Characters that readers take in a property (python-docx refuses more)."""


def build_core_properties(meta: Meta) -> bytes:
    """`docProps/core.xml` of an article (ECMA-376 Part 2, 11)."""
    properties = root("cp:coreProperties", "cp", "dc", "dcterms", "xsi")
    _add(properties, "dc:title", one_line(meta.title or "")[:_MAX_TITLE])
    _add(properties, "dc:creator", one_line(meta.author or meta.organisation or ""))
    _add(properties, "cp:keywords", "; ".join(one_line(keyword) for keyword in meta.keywords))
    _add(properties, "dc:language", "zh-CN")
    published = _parse_published(meta.published)
    if published:
        for name in ("dcterms:created", "dcterms:modified"):
            add_text(properties, name, published, {"xsi:type": "dcterms:W3CDTF"})
    return serialise(properties)


def build_extended_properties() -> bytes:
    """`docProps/app.xml`: which program wrote the file."""
    properties = root("ep:Properties", "")
    add(properties, "ep:Application").text = "docpipe"
    return serialise(properties)


def _add(properties: Element, name: str, text: str) -> None:
    if text:
        add_text(properties, name, text)


def _parse_published(published: str | None) -> str | None:
    """The date as W3CDTF in UTC; None where there is none that can be read."""
    try:
        when = datetime.fromisoformat(published or "")
        if when.tzinfo:
            when = when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
