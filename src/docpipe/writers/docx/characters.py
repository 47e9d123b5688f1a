"""Text as XML takes it: what XML 1.0 forbids is dropped and counted, never a crash."""

import re

# XML 1.0 section 2.2, and DEL, which prints as a box. Tabs and line ends become elements of their own.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HAN = re.compile(
    r"[\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31c0-\u9fff\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
# Word sets these in the Latin font unless it is told otherwise (MS-OI29500 2.1.88), narrow and low.
_AMBIGUOUS = re.compile(r"[‘’“”…—·×÷°§¨±①-⓿■-◿☀-➿]")


def strip_forbidden(text: str) -> tuple[str, int]:
    """`text` without the characters that XML forbids, and how many there were."""
    return _FORBIDDEN.subn("", text)


def one_line(text: str) -> str:
    """`text` fit for a property or a running title: legal in XML, white space folded to single spaces."""
    return " ".join(strip_forbidden(text)[0].split())


def has_han(text: str) -> bool:
    """Whether a character of `text` is always set in the East Asian font."""
    return _HAN.search(text) is not None


def has_ambiguous(text: str) -> bool:
    """Whether a character of `text` is set in the Latin font or the East Asian one as `w:hint` says."""
    return _AMBIGUOUS.search(text) is not None
