"""Theme → fontconfig: which installed font stands for each that a DOCX names and this machine lacks.

A DOCX names 宋体, 黑体, 楷体 and 仿宋, as Word and WPS want it. Where these are not installed, fontconfig
gives LibreOffice one sans-serif font for all of them. These aliases give it what the PDF is set in.
"""

from collections.abc import Iterable
from pathlib import PurePath
from xml.sax.saxutils import escape

from docpipe.themes.schema import Face, Theme
from docpipe.writers.fonts import InstalledFonts
from docpipe.writers.stacks import ROLES

_OTHER_NAMES = {
    "宋体": ("SimSun",),
    "黑体": ("SimHei",),
    "楷体": ("KaiTi", "楷体_GB2312"),
    "仿宋": ("FangSong", "仿宋_GB2312"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S",),
}
"""By what else documents call the same font."""
_HEAD = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
"""
_ALIAS = """  <match target="pattern">
    <test name="family"><string>{name}</string></test>
    <edit name="family" mode="prepend" binding="same"><string>{family}</string></edit>
  </match>
"""


def find_aliases(themes: Iterable[Theme], installed: InstalledFonts) -> dict[str, str]:
    """For every font that a DOCX in one of `themes` names and this machine lacks, the family to use instead.

    The first theme that names a font decides. A font is left out where none of its face's families is
    installed either.
    """
    aliases: dict[str, str] = {}
    for theme in themes:
        for face in (theme.faces.face(role) for role in ROLES):
            family = next(filter(installed.has_family, face.families), None)
            for name in _list_names(face):
                if family and not installed.has_family(name):
                    aliases.setdefault(name, family)
    return aliases


def build_aliases(aliases: dict[str, str], files: Iterable[str] = ()) -> str:
    """A file for fontconfig that says so, and where `files` are, fonts that it does not look for."""
    folders = sorted({str(PurePath(file).parent) for file in files})
    rules = [f"  <dir>{escape(folder)}</dir>\n" for folder in folders]
    rules += [
        _ALIAS.format(name=escape(name), family=escape(family)) for name, family in sorted(aliases.items())
    ]
    return f"{_HEAD}{''.join(rules)}</fontconfig>\n"


def _list_names(face: Face) -> tuple[str, ...]:
    return face.word, *_OTHER_NAMES.get(face.word, ())
