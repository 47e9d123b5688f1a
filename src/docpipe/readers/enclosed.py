"""What stands inside a list, a table, a quotation or a listing: lines of the page → blocks of the model."""

from msgspec.structs import replace

from docpipe.model import Block, LineBreak, Paragraph, Text
from docpipe.source import Line, SourceBlock

# No table of an article is wider or longer; a span of a million is somebody's joke.
_MOST_SPANNED = 1000


def as_paragraphs(blocks: list[SourceBlock]) -> tuple[Block, ...]:
    """`blocks` with every line a paragraph."""
    return tuple(
        Paragraph(block.inlines, align=block.look.align, position=block.position)
        if isinstance(block, Line)
        else block
        for block in blocks
    )


def as_listing_lines(blocks: list[SourceBlock]) -> tuple[Block, ...]:
    """The lines of preformatted text as one paragraph, each with the space that it begins with."""
    merged: list[Block] = []
    for block in blocks:
        if not isinstance(block, Line):
            merged.append(block)
            continue
        indent = (Text("\xa0" * block.look.lead_space),) if block.look.lead_space else ()
        last = merged[-1] if merged else None
        if isinstance(last, Paragraph):
            merged[-1] = replace(last, inlines=(*last.inlines, LineBreak(), *indent, *block.inlines))
        else:
            merged.append(Paragraph((*indent, *block.inlines), position=block.position))
    return tuple(merged)


def parse_span(value: str) -> int:
    """The columns or rows that a cell takes, 1 where `value` does not say."""
    digits = value.strip()
    given = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
    return min(max(given, 1), _MOST_SPANNED)


def parse_pixels(value: str) -> int | None:
    """A whole length in CSS px; None for any other."""
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
