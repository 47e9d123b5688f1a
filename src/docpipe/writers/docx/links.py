"""Which addresses a document may point to, written as Word takes them."""

import re
from urllib.parse import SplitResult, quote, urlsplit

_WEB = frozenset({"http", "https"})
_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9._-]+")
# RFC 3986: what may stand in a path, query or fragment, and the percent sign of what is quoted already.
_LEGAL = "%:/?@!$&'()*+,;=-._~"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAX_LENGTH = 2079
"""Characters of an address; Word calls a file with a longer one damaged."""


def make_target(address: str) -> str | None:
    """`address` as the target of a hyperlink; None where it is no plain web or mail address.

    Everything but http, https and mailto is refused, since other schemes run programs or read
    files, and so is what names a user or is malformed, since Word refuses the whole file for it.
    """
    address = address.strip()
    if _MAIL.fullmatch(address):
        return address if len(address) <= _MAX_LENGTH else None
    try:
        target = _quote(urlsplit(address))
    except ValueError:  # hosts and ports that are none, lone surrogates
        return None
    return target if target and len(target) <= _MAX_LENGTH and not _STRAY.search(target) else None


def _quote(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").encode("idna").decode()
    if parts.scheme not in _WEB or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    port = f":{parts.port}" if parts.port is not None else ""
    query = f"?{quote(parts.query, safe=_LEGAL)}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_LEGAL)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_LEGAL)}{query}{fragment}"
