"""What the DOCX tests share: an article written, and its parts read again."""

import io
import zipfile

from lxml import etree

import builders
from docpipe.diagnostics import Report
from docpipe.model import Article, Block
from docpipe.themes import Theme, load_builtin
from docpipe.writers.docx import DOCX, DocxOptions

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
THEME = load_builtin("handout")


def write(article: Article, theme: Theme = THEME, report: Report | None = None) -> bytes:
    return DOCX.write(article, theme, DocxOptions(), report or Report())


def read_parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(article: Article, name: str, theme: Theme = THEME) -> Element:
    return etree.fromstring(read_parts(write(article, theme))[name])


def body_of(*blocks: Block, theme: Theme = THEME) -> Element:
    """The `w:body` of an article of `blocks` and no title."""
    return part(builders.article(*blocks, title=None), "word/document.xml", theme)[0]


def find(element: Element, path: str) -> list[Element]:
    found = element.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, Element)]


def values(element: Element, path: str) -> list[str]:
    """The `w:val` of every element at `path`."""
    return [each.get(f"{{{W}}}val", "") for each in find(element, path)]


def text_of(element: Element) -> str:
    """The characters in `element`, a newline for a break and before a paragraph."""
    pieces = element.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab", f"{{{W}}}p")
    return "".join((each.text or "") if each.tag == f"{{{W}}}t" else "\n" for each in pieces)


def attributes(element: Element) -> dict[str, str]:
    """The attributes of `element` under their local names."""
    return {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}
