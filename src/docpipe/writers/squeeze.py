"""Which marks give up their blank half beside another mark, so that ”“ and 》） are no gap in the line.

A full-width mark fills half of its square and leaves the other blank. Two marks side by side take
one and a half squares instead of two (clreq, 标点挤压; JLREQ 3.1.2): of two closing marks, or of a
closing and an opening one, the first is halved; of two opening marks, the second. At the edge of a
line that begins flush, an opening mark would look like an indent.
"""

import re

_CLOSING = "，。、；：”’）》】〕」』］｝〉〗"
_OPENING = "“‘（《【〔「『［｛〈〖"
_HALVED = re.compile(rf"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")


def find_halved_marks(line: str, *, begins_flush: bool = False) -> set[int]:
    """The offsets of the characters of `line` that are set half as wide.

    `begins_flush`: the line's first character stands at the edge of the text, without an indent.
    """
    halved = {found.start() for found in _HALVED.finditer(line)}
    return halved | {0} if begins_flush and line.startswith(tuple(_OPENING)) else halved
