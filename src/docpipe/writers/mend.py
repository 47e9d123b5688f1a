"""What has to be mended in every PDF that WeasyPrint makes: in its layout, and before its writing."""

from typing import Any

_LEVELS = {f"/H{level}": level for level in range(1, 7)}
_CHARACTER_MAP = b"/CIDInit /ProcSet findresource begin"
_ZERO_WIDTH_SPACE = b"<200b>"


def keep_one_annotation_a_link(document: Any) -> None:
    """Drop what a layout hands down of links: bold text in a link would get a second annotation.

    PDF/UA-1, 7.18.5: an annotation stands in a Link element, and only the link itself becomes one.
    """
    for page in document.pages:
        page.links[:] = [link for link in page.links if (link[3].element_tag or "").split(":")[0] == "a"]


def nest_headings(pdf: Any) -> None:
    """Tag the headings of a `pydyf.PDF` so that no level is left out.

    PDF/UA-1, 7.4.2: headings begin at H1 and go down by one. The levels in the article are the
    author's, and he may have left one out, or the title.
    """
    above: list[int] = []
    for found in pdf.objects:
        level = _LEVELS.get(found.get("S", "")) if isinstance(found, dict) else None
        if level is None:
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        found["S"] = f"/H{len(above)}"


def scope_head_cells(pdf: Any) -> None:
    """Say of each head cell of a `pydyf.PDF` whether it heads a column or a row (ISO 14289-1, 7.5)."""
    for cell in pdf.objects:
        kind = cell.get("S") if isinstance(cell, dict) else None
        if kind == "/TH":
            row = _follow(pdf, cell["P"])
            in_head = _follow(pdf, row["P"])["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if in_head else "/Row"
        elif kind == "/TD" and not cell["A"].get("Headers"):
            cell["A"].pop("Headers", None)


def _follow(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def name_empty_glyphs(pdf: Any) -> None:
    """Give glyphs of no character, such as a lone variation selector's, one without width.

    A map of a glyph to nothing is malformed (ISO 32000-1, 9.10.3).
    """
    for found in pdf.objects:
        lines = getattr(found, "stream", None)
        if lines and lines[0] == _CHARACTER_MAP:
            found.stream = [
                line.replace(b"<>", _ZERO_WIDTH_SPACE) if isinstance(line, bytes) else line for line in lines
            ]
