"""Text cut into sentences and clauses, and cut short where a cell has no room for all of it."""

import re

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]*[”’）)》】」』]*")
_CLAUSE_END = re.compile(r"[，、：；,:;]")
CUT = "……"
_WORTHWHILE = 0.5
"""Of the room: a cut at a mark earlier than this wastes too much of it."""


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its stop; a line end ends one too."""
    return [sentence for found in _SENTENCE.finditer(text) if (sentence := found.group().strip())]


def cut_short(text: str, most: int) -> str:
    """`text`, or its beginning up to a mark within `most` characters and an ellipsis."""
    if len(text) <= most:
        return text
    ends = [found.start() for found in _CLAUSE_END.finditer(text, 0, most)]
    end = ends[-1] if ends and ends[-1] >= most * _WORTHWHILE else most
    return text[:end] + CUT


def take_sentences(sentences: list[str], most: int) -> str:
    """As many of `sentences` from the first as have room; the first is cut short rather than left out."""
    taken = ""
    for sentence in sentences:
        if taken and len(taken) + len(sentence) > most:
            break
        taken += cut_short(sentence, most)
    return taken
