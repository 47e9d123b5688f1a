"""What stands on the pages of a PDF, read from its content streams: text with its place, tags, bookmarks."""

import io
import re
from collections import defaultdict
from typing import NamedTuple

import pikepdf

MM = 72 / 25.4


class Line(NamedTuple):
    """The text on one baseline of one page; `left` and `right` are the edges of its glyphs' advances in mm.

    `baseline` is the distance from the top of the paper in mm, `fonts` are PostScript names, `size` in points.
    """

    page: int
    left: float
    right: float
    text: str
    baseline: float = 0
    fonts: frozenset[str] = frozenset()
    size: float = 0


class _Piece(NamedTuple):
    left: float
    right: float
    baseline: float
    text: str
    tagged: bool
    font: str
    size: float


class _Font:
    def __init__(self, font: pikepdf.Object) -> None:
        self.texts = _read_to_unicode(font.ToUnicode.read_bytes().decode("ascii"))
        self.widths = _read_widths(font.DescendantFonts[0].W)
        self.name = str(font.BaseFont)[1:].partition("+")[2]


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def read_lines(pdf: bytes, *, furniture: bool = False) -> list[Line]:
    """The lines of all pages in reading order; with `furniture` also what is no part of the structure."""
    lines: list[Line] = []
    with open_pdf(pdf) as document:
        for number, page in enumerate(document.pages, start=1):
            on_page: dict[float, list[_Piece]] = defaultdict(list)
            for piece in _read_page(page):
                if piece.tagged or furniture:
                    on_page[round(piece.baseline, 1)].append(piece)
            lines += [_join(number, sorted(pieces)) for pieces in on_page.values()]
    return lines


def read_text(pdf: bytes) -> str:
    """All text that is part of the structure, in the order in which it is drawn."""
    with open_pdf(pdf) as document:
        return "".join(piece.text for page in document.pages for piece in _read_page(page) if piece.tagged)


def _join(page: int, pieces: list[_Piece]) -> Line:
    return Line(
        page,
        pieces[0].left,
        max(piece.right for piece in pieces),
        "".join(piece.text for piece in pieces),
        pieces[0].baseline,
        frozenset(piece.font for piece in pieces),
        max(piece.size for piece in pieces),
    )


def read_bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Level (from 0) and title of every bookmark."""
    with open_pdf(pdf) as document, document.open_outline() as outline:
        return _list_bookmarks(outline.root, 0)


def read_tags(pdf: bytes) -> list[str]:
    """The types of all structure elements, parents first."""
    with open_pdf(pdf) as document:
        return _list_tags(document.Root.StructTreeRoot.K)


def _list_bookmarks(items: list[pikepdf.OutlineItem], level: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in items:
        found += [(level, item.title), *_list_bookmarks(item.children, level + 1)]
    return found


def _list_tags(node: pikepdf.Object) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in _list_tags(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [str(node.S)[1:], *(_list_tags(node.K) if "/K" in node else [])]


def _read_page(page: pikepdf.Page) -> list[_Piece]:
    fonts = {name: _Font(font) for name, font in page.Resources.Font.items()}
    found: list[_Piece] = []
    marks: list[bool] = []
    font, size, x, y = None, 0.0, 0.0, 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BMC":
                marks.append(False)
            case "BDC":
                marks.append("/MCID" in operands[1])
            case "EMC":
                marks.pop()
            case "Tm":
                x, y = float(operands[4]), float(operands[5])
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "TJ":
                assert font is not None
                text, advance = _show(operands[0], font, size)
                # WeasyPrint draws in CSS px; 0.75 of a point each.
                left, right, baseline = (x * 0.75 / MM, (x + advance) * 0.75 / MM, y * 0.75 / MM)
                found.append(_Piece(left, right, baseline, text, any(marks), font.name, size * 0.75))
                x += advance
    return found


def _show(operand: pikepdf.Object, font: _Font, size: float) -> tuple[str, float]:
    text, advance = [], 0.0
    for item in operand:
        if isinstance(item, pikepdf.String):
            codes = bytes(item)
            for code in (int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)):
                text.append(font.texts.get(code, "\ufffd"))
                advance += font.widths.get(code, 1000.0)
        else:
            advance -= float(item)
    return "".join(text), advance * size / 1000


def _read_to_unicode(cmap: str) -> dict[int, str]:
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", cmap.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _read_widths(array: pikepdf.Object) -> dict[int, float]:
    items = list(array)
    return {
        int(start) + at: float(width)
        for start, widths in zip(items[::2], items[1::2], strict=True)
        for at, width in enumerate(widths)
    }
