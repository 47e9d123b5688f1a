"""Text of an article → text of HTML and CSS: nothing of it can end what it stands in."""

import html
import re

# HTML forbids these in text, and XML parsers refuse the last two.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """`text` with its white space run together to single spaces."""
    return " ".join(text.split())


def escape(text: str) -> str:
    """`text` as HTML text or attribute value, without characters that HTML cannot hold."""
    return html.escape(_UNPRINTABLE.sub("", text))


def quote(text: str) -> str:
    """`text` as a CSS string: whatever could end it, or the style element around it, is escaped."""
    escaped = (
        char if char.isalnum() or ord(char) > 0xA0 or char in " -.,:;()" else f"\\{ord(char):x} "
        for char in _UNPRINTABLE.sub("", text)
    )
    return f'"{"".join(escaped)}"'
