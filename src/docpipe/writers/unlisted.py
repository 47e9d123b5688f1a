"""Fonts that are installed where fontconfig does not look: those that come with TeX, Fandol above all.

FandolFang is the one free 仿宋 there is. Debian has it in `texlive-lang-chinese`, which puts it into
TeX's own tree.
"""

from functools import cache
from pathlib import Path

FAMILY = "FandolFang"
"""The family that says whether fontconfig knows these fonts already."""
_TREES = (
    ("/usr/share", "texlive/texmf-dist"),  # Debian, Fedora
    ("/usr/share", "texmf-dist"),  # Arch
    ("/usr/local/texlive", "*/texmf-dist"),  # TeX Live's own installer: a folder a year
    ("/Library/TeX/Root", "texmf-dist"),  # macOS
)
_FILES = "fonts/opentype/public/fandol/Fandol[!B]*.otf"
"""Without the one for Braille."""


@cache
def find_unlisted_fonts() -> tuple[str, ...]:
    """The files of the Fandol fonts in the first tree of TeX that has them, the newest where there are years."""
    for top, pattern in _TREES:
        for tree in sorted(Path(top).glob(pattern), reverse=True):
            if found := sorted(map(str, tree.glob(_FILES))):
                return tuple(found)
    return ()
