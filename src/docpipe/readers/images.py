"""The figures of a source get their bytes from where they are at hand, as PNG or JPEG; or stay frames."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.errors import Message
from docpipe.model import Block, Cell, Figure, Listing, Quote, Table
from docpipe.readers.pictures import (
    DEFAULT_LIMITS,
    Picture,
    PictureLimits,
    UnusableImageError,
    prepare_picture,
)
from docpipe.readers.shelf import Shelf, shelves_of
from docpipe.source import Source, SourceBlock

_MEBIBYTE = 1024 * 1024
_DATA_TYPE = re.compile(r"data:[\w/+.-]{0,60}", re.IGNORECASE)
_SURPLUS = Message("超过一篇文章的图片总量", "is more than an article may hold")


class ImageLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What an article may hold: figures with bytes, bytes of them all, and what each may be."""

    count: int = 2000
    total_bytes: int = 500 * _MEBIBYTE
    picture: PictureLimits = DEFAULT_LIMITS


def attach_images(
    source: Source, shelves: Sequence[Shelf], report: Report, limits: ImageLimits | None = None
) -> Source:
    """`source` with bytes in every figure whose image is at hand.

    Images are looked for in the page, in `source.images`, then on `shelves`. What cannot be used, and
    what had to be changed, is noted in `report`, which ends among the diagnostics.
    """
    collector = _Collector(shelves_of(source.images, shelves), limits or ImageLimits(), report)
    blocks = tuple(_rebuild(block, collector.fill) for block in source.blocks)
    collector.note_changes()
    return replace(source, blocks=blocks, images={}, diagnostics=source.diagnostics + report.diagnostics)


class _Collector:
    def __init__(self, shelf: Shelf, limits: ImageLimits, report: Report) -> None:
        self._shelf = shelf
        self._limits = limits
        self._known: dict[str, Picture | None] = {}
        self._left = limits.total_bytes
        self._report = report
        self._changes: Counter[Message] = Counter()

    def note_changes(self) -> None:
        """Note one line for each kind of change."""
        for change, count in self._changes.items():
            values = {"count": str(count), "change_zh": change.zh, "change_en": change.en}
            self._report.add("prepared-image", values)

    def fill(self, figure: Figure) -> Figure:
        """`figure` with its bytes; as it is where they are not at hand."""
        if figure.content is None and figure.address not in self._known:
            self._known[figure.address] = self._look_for(figure)
        picture = (
            self._known.get(figure.address) if figure.content is None else self._use(figure, figure.content)
        )
        address = _short(figure.address)
        if picture is None:
            return replace(figure, address=address, content=None, media_type=None)
        content, media_type = picture.content, picture.media_type
        return replace(figure, address=address, content=content, media_type=media_type)

    def _look_for(self, figure: Figure) -> Picture | None:
        content = self._shelf.find(figure.address)
        return None if content is None else self._use(figure, content)

    def _use(self, figure: Figure, content: bytes) -> Picture | None:
        try:
            picture = prepare_picture(content, self._limits.picture)
            if len(self._known) >= self._limits.count or len(picture.content) > self._left:
                raise UnusableImageError(_SURPLUS)  # noqa: TRY301 - one road for all that is not used
        except UnusableImageError as error:
            values = {
                "address": _short(figure.address),
                "reason_zh": error.reason.zh,
                "reason_en": error.reason.en,
            }
            self._report.add("unusable-image", values, position=figure.position)
            return None
        self._left -= len(picture.content)
        if picture.change is not None:
            self._changes[picture.change] += 1
        return picture


def _short(address: str) -> str:
    # An image in the page has its bytes for an address: nothing to print in a frame.
    data = _DATA_TYPE.match(address)
    return data.group() if data else address


_Picturable = TypeVar("_Picturable", SourceBlock, Block)


def _rebuild(block: _Picturable, fill: Callable[[Figure], Figure]) -> _Picturable:
    match block:
        case Figure():
            return fill(block)
        case Quote():
            return replace(block, blocks=_rebuild_all(block.blocks, fill))
        case Listing():
            items = tuple(replace(item, blocks=_rebuild_all(item.blocks, fill)) for item in block.items)
            return replace(block, items=items)
        case Table():
            rows = tuple(
                replace(row, cells=tuple(_fill_cell(cell, fill) for cell in row.cells)) for row in block.rows
            )
            return replace(block, rows=rows)
        case _:
            return block


def _fill_cell(cell: Cell, fill: Callable[[Figure], Figure]) -> Cell:
    return replace(cell, blocks=_rebuild_all(cell.blocks, fill))


def _rebuild_all(blocks: tuple[Block, ...], fill: Callable[[Figure], Figure]) -> tuple[Block, ...]:
    return tuple(_rebuild(block, fill) for block in blocks)
