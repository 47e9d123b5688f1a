"""How the paragraphs that close an article are spaced and placed, and what stays on one page."""

from collections.abc import Sequence

from docpipe.model import Block, Paragraph
from docpipe.themes.schema import Theme
from docpipe.writers.docx.formats import ParagraphFormat
from docpipe.writers.docx.styles import ROLES, Stylesheet
from docpipe.writers.signature import find_pair, indent_pair

_SHORT_CLOSING = 8
"""Blocks up to which a closing is kept on one page."""
_GAP = 0.6
"""Between the text and what closes it, in line pitches."""


def is_signed(block: Block) -> bool:
    """Whether `block` is a line of a signature."""
    return isinstance(block, Paragraph) and block.role in ("signature", "date")


def format_closing(
    blocks: Sequence[Block], theme: Theme, stylesheet: Stylesheet, width: float
) -> list[ParagraphFormat]:
    """For each of `blocks` what goes on top of its style, on lines of `width` points."""
    placed = _place_pairs(blocks, theme, width)
    return [
        placed.get(number, ParagraphFormat())._replace(
            keep_next=_keeps_next(blocks, number), before=_space_before(blocks, number, theme, stylesheet)
        )
        for number in range(len(blocks))
    ]


def _keeps_next(blocks: Sequence[Block], number: int) -> bool:
    follows = number + 1 < len(blocks)
    return follows and (
        len(blocks) <= _SHORT_CLOSING or (is_signed(blocks[number]) and is_signed(blocks[number + 1]))
    )


def _space_before(blocks: Sequence[Block], number: int, theme: Theme, stylesheet: Stylesheet) -> float | None:
    """The points before a block, None where its style says them: a signature has air above, not within."""
    block, after_signature = blocks[number], number > 0 and is_signed(blocks[number - 1])
    if is_signed(block):
        return 0 if after_signature else None
    if isinstance(block, Paragraph) and (number == 0 or after_signature):
        return stylesheet[ROLES[block.role]].style.before + theme.styles.body.pitch * _GAP
    return None


def _place_pairs(blocks: Sequence[Block], theme: Theme, width: float) -> dict[int, ParagraphFormat]:
    """The places of each name and the date below it, by their numbers in `blocks`."""
    style = theme.styles.signature
    placed: dict[int, ParagraphFormat] = {}
    if style.align != "end":
        return placed
    for number in range(len(blocks) - 1):
        two = [block for block in blocks[number : number + 2] if isinstance(block, Paragraph)]
        pair = find_pair(two) if len(two) == 2 else ()
        begins = indent_pair(pair, style, width / style.size) if pair else None
        if begins and not _is_signed_on(blocks, number + 2):
            # Into the margin: where another font's digits are wider, the day stays on its line.
            right = -style.inset * style.size
            for at, begin in enumerate(begins, number):
                placed[at] = ParagraphFormat(align="start", left=begin * style.size, right=right)
    return placed


def _is_signed_on(blocks: Sequence[Block], number: int) -> bool:
    return number < len(blocks) and is_signed(blocks[number])
