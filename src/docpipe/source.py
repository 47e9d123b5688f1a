"""What a reader is handed, and what it hands to the structurer: flat blocks, the look of each, its place.

A reader says what a block looks like, never what it means. Nothing here names a tag.
"""

import msgspec

from docpipe.model import (
    NOWHERE,
    Alignment,
    Diagnostic,
    Divider,
    Figure,
    Inline,
    Listing,
    Position,
    Provenance,
    Quote,
    Table,
    descend,
)


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read.

    `fetch_images`: images that are not at hand are fetched from the web. `keep_boilerplate`: calls to
    follow, to scan a code and the like stay in the text of a page.
    """

    fetch_images: bool = False
    keep_boilerplate: bool = False


DEFAULT_READING = ReadOptions()


class RawSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source as it came in: its name for messages, its bytes, and those bytes decoded.

    `text` is None where the bytes are no text; `encoding` is then empty. `replaced` counts the
    characters that the encoding could not give; `guessed` says that nothing but the look of the bytes
    tells the encoding. Line ends in `text` are those of the source. `options` are the user's.
    """

    name: str
    data: bytes
    text: str | None = None
    encoding: str = ""
    replaced: int = 0
    guessed: bool = False
    options: ReadOptions = DEFAULT_READING


class Detection(msgspec.Struct, frozen=True, kw_only=True):
    """How sure a reader is that a source is its own: 0 (not mine) to 100, and why, in Chinese and English."""

    confidence: int
    reason_zh: str
    reason_en: str


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The neutral look of a line, as a reader of the page would see it.

    `bold`, `colour` and `size` (CSS px) hold where every visible character has them. `bare` is
    text outside any paragraph, as a subtitle segment is. `gap_before` says that a segment ended
    or an image stood before the line, `blank_before` that an empty paragraph did. `rank` is the
    level of a real heading of the editor's, 1 to 6. `lead_space` counts the white space before
    the first character, in characters; `indent` levels of block indent.
    """

    bold: bool = False
    colour: str | None = None
    size: float | None = None
    align: Alignment = "start"
    bare: bool = False
    gap_before: bool = False
    blank_before: bool = False
    rank: int | None = None
    lead_space: int = 0
    indent: int = 0


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text: its inlines, without outer white space and never empty, its look and its place.

    `places` has, for the k-th character of the line's plain text, its position in the source, as
    pairs (index of the first character, position): each pair holds up to the next.
    """

    inlines: tuple[Inline, ...]
    look: Look = Look()
    position: Position = NOWHERE
    places: tuple[tuple[int, Position], ...] = ()


SourceBlock = Line | Listing | Table | Quote | Figure | Divider


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found: the head and tail as the carrier gave them, and the body as flat blocks.

    `title`, `author`, `keywords` and `published` are the carrier's own fields, None or empty where
    it has none. Paragraphs inside lists, tables and quotes are the model's own `Paragraph`s. `images`
    has the bytes of images that came with the page, by the addresses that its figures have; any
    format will do.
    """

    blocks: tuple[SourceBlock, ...]
    title: str | None = None
    author: str | None = None
    keywords: tuple[str, ...] = ()
    published: str | None = None
    images: dict[str, bytes] = {}
    provenance: Provenance = Provenance()
    diagnostics: tuple[Diagnostic, ...] = ()


def has_figures(source: Source) -> bool:
    """Whether there is an image anywhere in `source`."""
    blocks = (block for block in source.blocks if not isinstance(block, Line))
    return any(isinstance(node, Figure) for block in blocks for node in (block, *descend(block)))
