"""The ranks of headings where they are sizes: Meipian before 2019 wrote body text as `<h3>`."""

from msgspec.structs import replace

from docpipe.source import Line, SourceBlock
from docpipe.walk import block_text, plain_text

# The size that each rank had, in CSS px. (The stylesheet of Meipian's pages of 2017)
_OLD_SIZES = {1: 20.0, 2: 18.0, 3: 17.0, 4: 16.0, 5: 15.0, 6: 14.0}
# An article is not made of headings: from this share of its characters on, they are none.
_OLD_SHARE = 0.5


def settle_ranks(blocks: tuple[SourceBlock, ...]) -> tuple[SourceBlock, ...]:
    """`blocks` with ranks turned into sizes where most of the text has one: then a rank is only a size."""
    ranked = sum(_length(block) for block in blocks if isinstance(block, Line) and block.look.rank)
    if ranked <= _OLD_SHARE * sum(map(_length, blocks)):
        return blocks
    return unrank(blocks)


def unrank(blocks: tuple[SourceBlock, ...]) -> tuple[SourceBlock, ...]:
    """`blocks` with every rank turned into the size that it stood for."""
    return tuple(_unrank(block) if isinstance(block, Line) else block for block in blocks)


def _length(block: SourceBlock) -> int:
    return len(plain_text(block.inlines) if isinstance(block, Line) else block_text(block))


def _unrank(line: Line) -> Line:
    if line.look.rank is None:
        return line
    size = line.look.size or _OLD_SIZES[line.look.rank]
    return replace(line, look=replace(line.look, rank=None, size=size))
