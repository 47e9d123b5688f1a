"""Characters that the fonts of a theme lack."""

import unicodedata
from collections.abc import Iterator
from typing import get_args

from docpipe.model import Article
from docpipe.proof.passages import Finding, Passage, article_passages
from docpipe.themes.schema import FontRole, Theme
from docpipe.writers.fonts import InstalledFonts, has_shape

_ROLES: tuple[FontRole, ...] = get_args(FontRole)
# Where so many are missing, the machine has no Chinese font, and one note says it.
_MANY = 40


class Coverage:
    """Which characters the fonts of a theme have on this machine; each is looked up once.

    Raises MissingSystemError where there is no fontconfig to ask.
    """

    def __init__(self, theme: Theme) -> None:
        self._installed = InstalledFonts()
        families = dict.fromkeys(name for role in _ROLES for name in theme.faces.face(role).families)
        found = [name for name in families if self._installed.has_family(name)]
        self._families = found or [self._installed.substitute(next(iter(families)))]
        self._known: dict[str, bool] = {}

    def lacks(self, text: str) -> list[str]:
        """The characters of `text` that the fonts lack, each once, in order.

        No font for text has emoji; they are lacking only where no other font draws them either.
        """
        asked = [char for char in dict.fromkeys(text) if has_shape(char)]
        new = [char for char in asked if char not in self._known]
        if new:
            lacking = self._installed.lacking(new, self._families)
            nowhere = set(self._installed.lacking([char for char in lacking if _is_emoji(char)], [None]))
            missing = {char for char in lacking if not _is_emoji(char) or char in nowhere}
            self._known.update((char, char in missing) for char in new)
        return [char for char in asked if self._known[char]]


def check_glyphs(article: Article, coverage: Coverage) -> Iterator[Finding]:
    """`missing-glyph`, for each character where it stands for the first time."""
    found: dict[str, tuple[Passage, int]] = {}
    for passage in article_passages(article):
        for char in coverage.lacks(passage.text):
            found.setdefault(char, (passage, passage.text.index(char)))
    if len(found) > _MANY:
        passage, start = next(iter(found.values()))
        yield passage.find("missing-glyph", start, start + 1, {"characters": "".join([*found][:_MANY]) + "…"})
        return
    for char, (passage, start) in found.items():
        yield passage.find("missing-glyph", start, start + 1, {"characters": char})


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) == "So" and (char >= "\U0001f000" or "\u2600" <= char <= "\u27bf")
