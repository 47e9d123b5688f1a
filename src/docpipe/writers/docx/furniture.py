"""What stands in the margins, and the page that has them: header, footer, section properties."""

import re
from typing import Literal

from docpipe.model import Alignment
from docpipe.themes.schema import Style, Theme
from docpipe.writers.balance import shorten
from docpipe.writers.docx.characters import has_han
from docpipe.writers.docx.formats import ParagraphFormat, RunFormat, add_paragraph_properties
from docpipe.writers.docx.ooxml import Element, add, points_of, root, serialise, twips
from docpipe.writers.docx.package import FOOTER as FOOTER_KIND
from docpipe.writers.docx.package import HEADER as HEADER_KIND
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.runs import add_run
from docpipe.writers.docx.styles import FOOTER, HEADER
from docpipe.writers.extras.turned import turn_page

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PLACEHOLDER = re.compile(r"(\{(?:title|page|pages)\})")
_RUNNING_TITLE = 36
"""Width of a running title in em; a longer one is cut."""
_NEAREST = 14
"""Points from the paper's edge within which printers do not print."""
_MIRRORED: dict[Alignment, Alignment] = {"start": "end", "end": "start"}


SectionKind = Literal["cover", "contents", "text", "continued", "supplement", "turned"]
"""A cover has neither header nor footer, contents and text no header on their first page where the theme
wants none there; text is continued after pages that are turned for a wide table or supplement."""


class Sections:
    """The sections of one document: each ends in properties that name its paper, its header and its footer.

    `title` is the running title, `part` what tells the header from that of other sections in a book.
    On facing pages the even ones have the mirror image.
    """

    def __init__(self, theme: Theme, title: str, package: Package, part: str = "") -> None:
        self._theme = theme
        self._references: list[tuple[str, str, str]] = []
        header, footer = theme.furniture.header, theme.furniture.footer
        if not title.strip() and header == "{title}":
            header = ""
        self._first_differs = bool(header) and not theme.furniture.header_on_first
        pages = ["default", "even"] if theme.page.facing else ["default"]
        if header:
            for kind in pages:
                line = _build_line(theme, HEADER, header, title, kind)
                self._refer(package, "header", kind, line, part)
        if footer:
            for kind in [*pages, "first"] if self._first_differs else pages:
                self._refer(package, "footer", kind, _build_line(theme, FOOTER, footer, title, kind))

    def _refer(self, package: Package, place: str, kind: str, content: bytes, name: str = "") -> None:
        part = HEADER_KIND if place == "header" else FOOTER_KIND
        identifier = package.add_part(part, f"{place}{name}-{kind}.xml", content)
        self._references.append((place, kind, identifier))

    def end(self, parent: Element, kind: SectionKind = "text") -> None:
        """The `w:sectPr` of the section of `kind` that ends in `parent`: the body, or a paragraph's properties."""
        section = add(parent, "w:sectPr")
        opening = self._first_differs and kind in ("contents", "text")
        for place, page, identifier in self._references if kind != "cover" else ():
            if page != "first" or opening:
                add(section, f"w:{place}Reference", {"w:type": page, "r:id": identifier})
        _add_page(section, self._theme, turned=kind == "turned")
        if opening:
            add(section, "w:titlePg")
        if self._theme.page.lines and kind in ("text", "continued"):
            # Lines are set at exact distances, which the grid does not move: it shows in Word's page set-up.
            pitch = twips(self._theme.styles.body.pitch)
            add(section, "w:docGrid", {"w:type": "lines", "w:linePitch": pitch})


def _add_page(section: Element, theme: Theme, *, turned: bool) -> None:
    page = turn_page(theme.page) if turned else theme.page
    furniture = theme.furniture
    below = furniture.footer_gap if furniture.footer_gap_word is None else furniture.footer_gap_word
    size = {"w:w": _page_twips(page.width), "w:h": _page_twips(page.height)}
    if page.width > page.height:
        add(section, "w:pgSz", {**size, "w:orient": "landscape"})
    else:
        add(section, "w:pgSz", size)
    add(
        section,
        "w:pgMar",
        {
            "w:top": _page_twips(page.top),
            "w:right": _page_twips(page.outer),
            "w:bottom": _page_twips(page.bottom),
            "w:left": _page_twips(page.inner),
            "w:header": _distance(page.top, furniture.header_gap, theme.styles.header),
            "w:footer": _distance(page.bottom, below, theme.styles.footer),
            "w:gutter": 0,
        },
    )


def _page_twips(millimetres: float) -> int:
    return twips(points_of(millimetres))


def _distance(margin: float, gap: float, style: Style) -> int:
    """From the paper's edge to a line in `style` that stands `gap` millimetres away from the text."""
    return twips(max(points_of(margin - gap) - style.pitch, _NEAREST))


def _build_line(theme: Theme, style: str, template: str, title: str, page: str) -> bytes:
    part = root("w:hdr" if style == HEADER else "w:ftr", "w", "r")
    paragraph = add(part, "w:p")
    described = theme.styles.header if style == HEADER else theme.styles.footer
    line = ParagraphFormat(style)
    if page == "even" and described.align in _MIRRORED:
        inset = described.inset * described.size
        left, right = (inset, 0) if described.align == "end" else (0, inset)
        line = line._replace(align=_MIRRORED[described.align], left=left, right=right)
    add_paragraph_properties(paragraph, line)
    for piece in _PLACEHOLDER.split(template):
        if piece in _FIELDS:
            _add_field(paragraph, _FIELDS[piece])
        elif piece:
            text = shorten(title, _RUNNING_TITLE) if piece == "{title}" else piece
            add_run(paragraph, text, RunFormat(hint=has_han(template + title)))
    return serialise(part)


def _add_field(paragraph: Element, name: str) -> None:
    """A field that Word fills in as it lays the page out; no prompt, unlike fields in the text."""
    field = add(paragraph, "w:fldSimple", {"w:instr": f" {name} "})
    add_run(field, "1", RunFormat())
