"""What no rule of punctuation may touch: addresses, paths, entities, and sentences in a Latin script.

Every pattern starts where a token starts and gives nothing back, so that a line of any kind takes
time in proportion to its length.
"""

import re
from typing import NamedTuple

_URL = r"(?<![A-Za-z])(?:https?|ftps?|file|wss?)://[!#-;=?-~]++"
# A host with a path, a query or a port; a bare host holds nothing that a rule would change.
_HOST = r"(?<![\w.-])[A-Za-z0-9][A-Za-z0-9-]*+(?:\.[A-Za-z0-9-]++)++[/?#:][!#-;=?-~]*+"
# Windows and Unix paths go on over Chinese names and brackets, up to white space or a stop.
_PATH = (
    r"(?:(?<![A-Za-z])[A-Za-z]:[\\/]|(?<![\w\\])\\\\(?=\w)|(?<![A-Za-z0-9_/.:])/[A-Za-z0-9._-]++/)"
    r"[^\s,;!?\"<>|“”‘’，。；：！？、]*+"
)
_ENTITY = r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});"
_OPAQUE = re.compile(rf"{_URL}|{_HOST}|{_PATH}|{_ENTITY}")
_TRAILING = ",;:.!?'([{"

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][ -~\u00a0-\u024f‘’“”…–—]*+")
_WORD = re.compile(r"(?<![^\s(\"'“‘])[A-Za-z\u00c0-\u024f][^\s]*+")
_TERMINAL = ".?!"
# “Microsoft Office Word” is a name in a Chinese sentence; a sentence has words in lower case.
_SENTENCE_WORDS = 3
_SENTENCE_LOWER = 2


class Shields(NamedTuple):
    """Offsets of a line that are out of bounds.

    `opaque` are no marks at all; a bracket in `latin` still pairs, so that none is paired wrongly.
    """

    opaque: frozenset[int]
    latin: frozenset[int]


def find_shields(line: str) -> Shields:
    """The shields of `line`."""
    return Shields(frozenset(_opaque_offsets(line)), frozenset(_latin_offsets(line)))


def _opaque_offsets(line: str) -> set[int]:
    offsets: set[int] = set()
    for found in _OPAQUE.finditer(line):
        end = found.end() if found.group().startswith("&") else _trim(line, found.start(), found.end())
        offsets.update(range(found.start(), end))
    return offsets


def _trim(line: str, start: int, end: int) -> int:
    """`end` without the marks that stand after an address rather than in it."""
    balance = line.count("(", start, end) - line.count(")", start, end)
    while end > start:
        char = line[end - 1]
        if char == ")" and balance < 0:
            balance += 1
        elif char in _TRAILING:
            balance -= char == "("
        else:
            break
        end -= 1
    return end


def _latin_offsets(line: str) -> set[int]:
    offsets: set[int] = set()
    for found in _LATIN.finditer(line):
        stretch = found.group()
        words = _WORD.findall(stretch)
        lower = sum(word[0].islower() for word in words[1:])
        if len(words) < _SENTENCE_WORDS or lower < _SENTENCE_LOWER:
            continue
        length = len(stretch)
        while not stretch[length - 1].isalnum():
            length -= 1
        while length < len(stretch) and stretch[length] in _TERMINAL:
            length += 1
        offsets.update(range(found.start(), found.start() + length))
    return offsets
