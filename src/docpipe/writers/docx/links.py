"""Which addresses a document may point to, written as Word takes them."""

import re
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https"})
_MAIL = re.compile(r"mailto:[^\s@:<>\"]+@[^\s@:<>\"]+", re.IGNORECASE)
# RFC 3986 reserved and unreserved characters, and the percent sign of what is quoted already.
_LEGAL = "%:/?#@!$&'()*+,;=-._~"
_HOST = re.compile(r"[A-Za-z0-9._~%-]+|\[[0-9A-Fa-f:.]+\]")
_MAX_LENGTH = 2079
"""Characters of an address that Word opens a file with; it calls one with a longer address damaged."""


def make_target(address: str) -> str | None:
    """`address` as the target of a hyperlink; None where it is no plain web or mail address.

    Everything but http, https and mailto is refused: other schemes run programs or read files.
    """
    try:
        target = quote(address.strip(), safe=_LEGAL)
        return target if _is_safe(target) and len(target) <= _MAX_LENGTH else None
    except ValueError:  # lone surrogates, and hosts and ports that are none
        return None


def _is_safe(target: str) -> bool:
    if _MAIL.fullmatch(target):
        return True
    parts = urlsplit(target)
    if parts.scheme not in _SCHEMES or not _HOST.fullmatch(parts.hostname or ""):
        return False
    # Reading the port raises where it is none; a stray % or a second # makes Word call the file damaged.
    strays = re.search(r"%(?![0-9A-Fa-f]{2})", target) or target.count("#") > 1
    return not strays and (parts.port is None or parts.port >= 0)
