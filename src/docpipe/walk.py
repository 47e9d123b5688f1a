"""Plain text of a node, and the one rebuilding walk over the tree. (The reading walk is `model.descend`.)"""

from collections.abc import Callable

from msgspec.structs import replace

from docpipe.model import (
    Article,
    Block,
    Case,
    Citation,
    Divider,
    Figure,
    Inline,
    LineBreak,
    Link,
    Listing,
    Marker,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Verse,
)

Inlines = tuple[Inline, ...]
Rewrite = Callable[[Inlines], Inlines]


def plain_text(inlines: Inlines) -> str:
    """The characters of `inlines` without their look; a line break is a newline."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text():
                parts.append(inline.text)
            case Link() | Citation():
                parts.append(plain_text(inline.inlines))
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def heading_text(marker: Marker | None, title: Inlines) -> str:
    """Marker and title on one line, as the author wrote them."""
    return (f"{marker.text}{marker.gap}" if marker else "") + plain_text(title).replace("\n", "")


def block_text(block: Block) -> str:
    """The text of `block` and of all below it, a line for each heading and paragraph."""
    return "\n".join(_lines(block))


def article_text(article: Article) -> str:
    """The text of body and closing, a line for each heading and paragraph; the title is not in it."""
    return "\n".join(line for block in article.body + article.closing for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Section() | Case() | Rule():
            head = [heading_text(block.marker, block.title)] if block.level else []
            after = block.commentary if isinstance(block, Case) else ()
            return head + [line for child in block.blocks + after for line in _lines(child)]
        case Paragraph():
            return [plain_text(block.inlines)]
        case Quote():
            return [line for child in block.blocks for line in _lines(child)]
        case Listing():
            return [line for item in block.items for child in item.blocks for line in _lines(child)]
        case Table():
            cells = (cell for row in block.rows for cell in row.cells)
            lines = [line for cell in cells for child in cell.blocks for line in _lines(child)]
            return ([plain_text(block.caption)] if block.caption else []) + lines
        case Figure():
            return [plain_text(block.caption)] if block.caption else []
        case Verse():
            return [plain_text(line) for line in block.lines]
        case Divider():
            return []


def rewrite_inlines(article: Article, rewrite: Rewrite, rewrite_string: Callable[[str], str]) -> Article:
    """`article` with `rewrite` applied to every line of inlines, and `rewrite_string` to title and markers.

    Neither sees more than one heading, paragraph, caption or line of verse at a time.
    """
    meta = article.meta
    if meta.title is not None:
        meta = replace(meta, title=rewrite_string(meta.title))
    blocks = _Rewriter(rewrite, rewrite_string)
    return replace(article, meta=meta, body=blocks.all(article.body), closing=blocks.all(article.closing))


class _Rewriter:
    def __init__(self, rewrite: Rewrite, rewrite_string: Callable[[str], str]) -> None:
        self._rewrite = rewrite
        self._rewrite_string = rewrite_string

    def all(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _marker(self, marker: Marker | None) -> Marker | None:
        return replace(marker, text=self._rewrite_string(marker.text)) if marker else None

    def _block(self, block: Block) -> Block:
        match block:
            case Section() | Rule():
                return replace(
                    block,
                    marker=self._marker(block.marker),
                    title=self._rewrite(block.title),
                    blocks=self.all(block.blocks),
                )
            case Case():
                return replace(
                    block,
                    marker=self._marker(block.marker),
                    title=self._rewrite(block.title),
                    blocks=self.all(block.blocks),
                    commentary=self.all(block.commentary),
                )
            case Paragraph():
                return replace(block, inlines=self._rewrite(block.inlines))
            case Quote():
                return replace(block, blocks=self.all(block.blocks))
            case Listing():
                items = tuple(replace(item, blocks=self.all(item.blocks)) for item in block.items)
                return replace(block, items=items)
            case Table():
                return self._table(block)
            case Figure():
                return replace(block, caption=self._rewrite(block.caption))
            case Verse():
                return replace(block, lines=tuple(self._rewrite(line) for line in block.lines))
            case Divider():
                return block

    def _table(self, table: Table) -> Table:
        rows = tuple(
            replace(row, cells=tuple(replace(cell, blocks=self.all(cell.blocks)) for cell in row.cells))
            for row in table.rows
        )
        return replace(table, rows=rows, caption=self._rewrite(table.caption))
