"""Pieces of inlines and of lines, cut by the index of the character."""

from msgspec.structs import replace

from docpipe.model import Citation, Inline, Link, Text
from docpipe.source import Line
from docpipe.walk import Inlines, plain_text


def cut_inlines(inlines: Inlines, start: int, end: int | None = None) -> Inlines:
    """The characters from `start` to `end` (None: to the last) of `inlines`, with their look."""
    pieces: list[Inline] = []
    at = 0
    for inline in inlines:
        length = len(plain_text((inline,)))
        first, last = max(start - at, 0), length if end is None else min(end - at, length)
        at += length
        if first >= last:
            continue
        match inline:
            case Text():
                pieces.append(replace(inline, text=inline.text[first:last]))
            case Link() | Citation():
                pieces.append(replace(inline, inlines=cut_inlines(inline.inlines, first, last)))
            case _:
                pieces.append(inline)
    return tuple(pieces)


def cut_line(line: Line, start: int, end: int | None = None) -> Line:
    """The part of `line` from `start` to `end`, without outer white space, in the same look."""
    text = plain_text(line.inlines)
    end = len(text) if end is None else end
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    places = tuple(
        (max(index - start, 0), replace(position, column=position.column + max(start - index, 0)))
        for number, (index, position) in enumerate(line.places)
        if index < end and (number + 1 == len(line.places) or line.places[number + 1][0] > start)
    )
    position = places[0][1] if places else line.position
    return replace(line, inlines=cut_inlines(line.inlines, start, end), position=position, places=places)
