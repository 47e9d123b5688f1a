"""What layout editors and offices do with elements, undone: the tree says what it looks like.

A section that is set inline is part of its line. A table, list or quotation that holds most of the
article is a frame and no table. Every change here is to names of elements; no text moves.
"""

from docpipe.readers.events import Characters
from docpipe.readers.tree import Element, descendants, visible_length

_BLOCKS = frozenset({"div", "section", "p", "article", "figure", "header", "footer", "center"})
_INLINES = frozenset({"span", "a", "font", "b", "strong", "em", "i", "label"})
_BLOCK_DISPLAYS = frozenset({"block", "flex", "grid", "table", "list-item"})
_FRAMES = frozenset({"table", "ul", "ol", "blockquote", "pre"})
_FRAME_PARTS = frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "li", "caption"})
# Elements in which no text is set in one line with what is around it.
_BREAKING = _BLOCKS | _FRAMES | {"br", "hr", "img", "li", "h1", "h2", "h3", "h4", "h5", "h6", "svg"}

# The share of an article's characters from which what holds them is a frame around it. A table of
# results is mostly less; a page laid out in tables has nearly all of its text in one.
_FRAME_SHARE = 0.6
_FRAME_LENGTH = 200
# A cell of a layout holds paragraphs: the longest cell of a table of figures, in characters.
_CELL_LENGTH = 300


def settle_display(root: Element) -> None:
    """Make inline what a style sets inline, and a block what it sets as a block."""
    for element in descendants(root):
        if "display" not in element.attributes.get("style", "").lower():
            continue
        display = element.style.get("display", "")
        if element.tag in _INLINES and display in _BLOCK_DISPLAYS and element.tag != "a":
            element.tag = "div"
        elif element.tag in _BLOCKS and _is_set_inline(element, display):
            element.tag = "span"


def _is_set_inline(element: Element, display: str) -> bool:
    """Whether an element is a piece of a line and no column: an inline box is where it has no width, and no parts."""
    if not display.startswith("inline-"):
        return display == "inline"
    width = element.style.get("width", "auto")
    return width in ("auto", "fit-content", "max-content") and not any(
        inner.tag in _BREAKING for inner in descendants(element)
    )


def unwrap_frames(root: Element) -> None:
    """Make plain boxes of the tables, lists and quotations that are frames of the page."""
    total = visible_length(root)
    for element in list(descendants(root)):
        if element.tag in _FRAMES and _is_frame(element, total):
            _unwrap(element)


def _is_frame(element: Element, total: int) -> bool:
    if element.tag == "table" and _is_layout_table(element):
        return True
    if total < _FRAME_LENGTH or (element.tag == "table" and _has_grid(element)):
        return False
    return visible_length(element) > _FRAME_SHARE * total


def _is_layout_table(table: Element) -> bool:
    """Whether a table is one cell wide, or holds another table and whole paragraphs of an article in a cell."""
    if table.attributes.get("role") == "presentation":
        return True
    cells = _cells(table)
    if len(cells) == len({id(cell.parent) for cell in cells}) or sum(map(_is_filled, cells)) <= 1:
        return True
    inner = any(element.tag == "table" for element in descendants(table))
    return inner and any(visible_length(cell) > _CELL_LENGTH for cell in cells)


def _is_filled(cell: Element) -> bool:
    return bool(visible_length(cell)) or any(inner.tag == "img" for inner in descendants(cell))


def _has_grid(table: Element) -> bool:
    """Whether a table has rows of several filled cells, as a table of facts has and a frame has not."""
    rows = [element for element in descendants(table) if element.tag == "tr"]
    filled = [sum(bool(visible_length(cell)) for cell in _cells_of(row)) for row in rows]
    return sum(count > 1 for count in filled) > 1


def _cells(table: Element) -> list[Element]:
    """The cells of `table` itself, in rows or stray, those of tables in them left out."""
    found: list[Element] = []
    stack = [table]
    while stack:
        element = stack.pop()
        for child in element.children:
            if not isinstance(child, Element) or child.tag == "table":
                continue
            if child.tag in ("td", "th"):
                found.append(child)
            else:
                stack.append(child)
    return found


def _cells_of(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]


def _unwrap(frame: Element) -> None:
    if frame.tag == "pre":
        _break_lines(frame)
    parts = [frame]
    while parts:
        part = parts.pop()
        part.tag = "div"
        parts.extend(
            child for child in part.children if isinstance(child, Element) and child.tag in _FRAME_PARTS
        )


def _break_lines(pre: Element) -> None:
    """Make elements of the line ends in `pre`, which are its own only as long as it is one."""
    for element in [pre, *descendants(pre)]:
        for at in range(len(element.children) - 1, -1, -1):
            child = element.children[at]
            if isinstance(child, Characters) and "\n" in child.text:
                lines = child.text.split("\n")
                pieces: list[Element | Characters] = [Characters(lines[0], child.preceding)]
                for line in lines[1:]:
                    pieces += [Element("br", {}, element), Characters(line)]
                element.children[at : at + 1] = pieces
