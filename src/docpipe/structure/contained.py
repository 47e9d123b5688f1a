"""The paragraphs inside a ready-made list, quotation or table."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from docpipe.model import Block, Listing, ListItem, Paragraph, Quote, Table
from docpipe.structure.annotate import annotate
from docpipe.structure.citations import Found
from docpipe.walk import plain_text


def contained_texts(block: Block | None) -> list[str]:
    """The text of every paragraph in `block`, in their order."""
    texts: list[str] = []

    def collect(paragraph: Paragraph) -> Block:
        texts.append(plain_text(paragraph.inlines))
        return paragraph

    if block is not None:
        map_paragraphs(block, collect)
    return texts


def item_text(item: ListItem) -> str:
    """The text of the first paragraph of a list item, "" where it begins with none."""
    first = item.blocks[0] if item.blocks else None
    return plain_text(first.inlines) if isinstance(first, Paragraph) else ""


def cited_blocks(block: Block, found: Iterator[tuple[Found, ...]]) -> Block:
    """`block` with its citations wrapped; `found` has those of each paragraph in turn."""

    def cite(paragraph: Paragraph) -> Block:
        return replace(paragraph, inlines=annotate(paragraph.inlines, next(found)))

    return map_paragraphs(block, cite)


def map_paragraphs(block: Block, change: Callable[[Paragraph], Block]) -> Block:
    """`block` with every paragraph in it changed, in the order of the text."""
    match block:
        case Paragraph():
            return change(block)
        case Quote():
            return replace(block, blocks=_map_all(block.blocks, change))
        case Listing():
            items = tuple(replace(item, blocks=_map_all(item.blocks, change)) for item in block.items)
            return replace(block, items=items)
        case Table():
            rows = tuple(
                replace(
                    row,
                    cells=tuple(replace(cell, blocks=_map_all(cell.blocks, change)) for cell in row.cells),
                )
                for row in block.rows
            )
            return replace(block, rows=rows)
        case _:
            return block


def _map_all(blocks: tuple[Block, ...], change: Callable[[Paragraph], Block]) -> tuple[Block, ...]:
    return tuple(map_paragraphs(block, change) for block in blocks)
