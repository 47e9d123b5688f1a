"""What fontconfig has: which families of a theme are installed, what stands in, which characters no font has.

Fontconfig is asked through its C interface, since it is there wherever Pango is; `fc-list` may not be.
"""

import ctypes
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from docpipe.diagnostics import Report
from docpipe.errors import Message, MissingSystemError
from docpipe.themes.schema import Face, FontRole, Theme
from docpipe.writers.stacks import FontStack
from docpipe.writers.unlisted import FAMILY, find_unlisted_fonts

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
_NO_FONTCONFIG = Message("没有找到 fontconfig 库", "the library fontconfig was not found")
_SEE_DOCTOR = Message(
    "运行 docpipe doctor 查看缺什么、怎样安装", "run docpipe doctor: it says what to install"
)
_DEMIBOLD = 180
"""`FC_WEIGHT_DEMIBOLD`: the lightest that counts as bold."""
_MAX_LISTED = 40
"""Missing characters that a diagnostic lists."""


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


class InstalledFonts:
    """The fonts of this machine, as fontconfig lists them at the moment of asking, and those of TeX."""

    def __init__(self) -> None:
        self._library = _load_library()
        self._library.FcInit()
        self._known: dict[str, bool] = {}
        self._bold: dict[str, bool] = {}
        self._add_unlisted()

    def _add_unlisted(self) -> None:
        """Let fontconfig know, in this process, the fonts that it does not look for: once is enough."""
        files = find_unlisted_fonts()
        if files and not self.has_family(FAMILY):
            self._known.clear()
            for file in files:
                self._library.FcConfigAppFontAddFile(None, os.fsencode(file))

    def has_family(self, family: str) -> bool:
        """Whether a font of that family, by any of its names, is installed."""
        if family not in self._known:
            with self._listed(family) as fonts:
                self._known[family] = bool(fonts)
        return self._known[family]

    def has_bold(self, family: str) -> bool:
        """Whether a bold font of that family is installed; an artificial one is not counted."""
        if family not in self._bold:
            with self._listed(family) as fonts:
                self._bold[family] = any(self._weight(font) >= _DEMIBOLD for font in fonts)
        return self._bold[family]

    def _weight(self, font: int) -> int:
        """The weight of `font`; the heaviest where it varies."""
        weight = ctypes.c_int()
        if self._library.FcPatternGetInteger(font, b"weight", 0, ctypes.byref(weight)):
            return _DEMIBOLD  # a range: a variable font has every weight
        return weight.value

    def substitute(self, family: str) -> str:
        """The family that fontconfig gives for `family` in Chinese text; "" where it has no font at all."""
        library = self._library
        pattern = library.FcPatternCreate()
        library.FcPatternAddString(pattern, b"family", family.encode())
        library.FcPatternAddString(pattern, b"lang", b"zh-cn")
        library.FcConfigSubstitute(None, pattern, 0)
        library.FcDefaultSubstitute(pattern)
        outcome = ctypes.c_int()
        match = library.FcFontMatch(None, pattern, ctypes.byref(outcome))
        try:
            return self._string(match, b"family") if match else ""
        finally:
            library.FcPatternDestroy(pattern)
            if match:
                library.FcPatternDestroy(match)

    def missing_characters(self, characters: Iterable[str], families: Iterable[str]) -> list[str]:
        """Those of `characters` that no installed font has, in their order; `families` are asked first."""
        return self.lacking(characters, (*families, None))

    def lacking(self, characters: Iterable[str], families: Iterable[str | None]) -> list[str]:
        """Those of `characters` that no font of `families` has, in their order; None is every font."""
        missing = list(characters)
        for family in families:
            if not missing:
                break
            with self._listed(family) as fonts:
                for font in fonts:
                    missing = self._not_in(font, missing)
        return missing

    def _not_in(self, font: int, characters: list[str]) -> list[str]:
        charset = ctypes.c_void_p()
        if not characters or self._library.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(charset)):
            return characters
        has = self._library.FcCharSetHasChar
        return [char for char in characters if not has(charset, ord(char))]

    @contextmanager
    def _listed(self, family: str | None) -> Iterator[list[int]]:
        library = self._library
        pattern = library.FcPatternCreate()
        if family is not None:
            library.FcPatternAddString(pattern, b"family", family.encode())
        wanted = library.FcObjectSetCreate()
        for name in (b"charset", b"weight"):
            library.FcObjectSetAdd(wanted, name)
        found = library.FcFontList(None, pattern, wanted)
        try:
            fonts = ctypes.cast(found, ctypes.POINTER(_FontSet)).contents
            yield [font for font in fonts.fonts[: fonts.nfont] if font]
        finally:
            library.FcFontSetDestroy(found)
            library.FcObjectSetDestroy(wanted)
            library.FcPatternDestroy(pattern)

    def _string(self, pattern: int, name: bytes) -> str:
        value = ctypes.c_char_p()
        if self._library.FcPatternGetString(pattern, name, 0, ctypes.byref(value)) or value.value is None:
            return ""
        return value.value.decode("utf-8", "replace")


def resolve_stacks(
    theme: Theme, roles: Iterable[FontRole], installed: InstalledFonts, report: Report
) -> dict[FontRole, FontStack]:
    """For each of `roles` the families of the theme that are installed, in the theme's order.

    Where the first is missing, `report` gets what stands in: the next that is installed, or, where
    the theme names none that is, fontconfig's own choice.
    """
    return {role: _resolve(theme.faces.face(role), installed, report) for role in roles}


def _resolve(face: Face, installed: InstalledFonts, report: Report) -> FontStack:
    families = tuple(family for family in face.families if installed.has_family(family))
    marks = tuple(family for family in face.marks if installed.has_family(family))
    if not families:
        families = (installed.substitute(face.families[0]) or face.families[0],)
    if families[0] != face.families[0]:
        values = {"wanted": face.families[0], "used": families[0]}
        if not any(
            found.code == "font-substituted" and found.values == values for found in report.diagnostics
        ):
            report.add("font-substituted", values)
    # Marks of the first family are wanted only where that family was found.
    return FontStack(
        families,
        marks if families[0] == face.families[0] else (),
        bolder=families[0] in face.bolder,
        has_bold=installed.has_bold(families[0]),
    )


def report_missing_glyphs(
    text: str, families: Iterable[str], installed: InstalledFonts, report: Report
) -> list[str]:
    """The characters of `text` that no installed font has, each once; `report` gets a note of them.

    White space and controls have no glyph and need none.
    """
    missing = installed.missing_characters(filter(has_shape, dict.fromkeys(text)), families)
    if missing:
        more = "…" if len(missing) > _MAX_LISTED else ""
        report.add("missing-glyph", {"characters": "".join(missing[:_MAX_LISTED]) + more})
    return missing


def has_shape(char: str) -> bool:
    """Whether a font must draw something for `char`; every font has the characters of ASCII."""
    if char <= "~" or "\ufe00" <= char <= "\ufe0f":  # variation selectors only choose a shape
        return False
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def _load_library() -> ctypes.CDLL:
    for name in _LIBRARIES:
        try:
            return _declare(ctypes.CDLL(name))
        except OSError:
            continue
    raise MissingSystemError(_NO_FONTCONFIG, _SEE_DOCTOR)


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (
        ("FcInit", ctypes.c_int, []),
        ("FcPatternCreate", pointer, []),
        ("FcPatternDestroy", None, [pointer]),
        ("FcPatternAddString", ctypes.c_int, [pointer, text, text]),
        ("FcPatternGetString", ctypes.c_int, [pointer, text, ctypes.c_int, ctypes.POINTER(text)]),
        ("FcPatternGetInteger", ctypes.c_int, [pointer, text, ctypes.c_int, ctypes.POINTER(ctypes.c_int)]),
        ("FcPatternGetCharSet", ctypes.c_int, [pointer, text, ctypes.c_int, ctypes.POINTER(pointer)]),
        ("FcObjectSetCreate", pointer, []),
        ("FcObjectSetAdd", ctypes.c_int, [pointer, text]),
        ("FcObjectSetDestroy", None, [pointer]),
        ("FcFontList", pointer, [pointer, pointer, pointer]),
        ("FcConfigAppFontAddFile", ctypes.c_int, [pointer, text]),
        ("FcFontSetDestroy", None, [pointer]),
        ("FcCharSetHasChar", ctypes.c_int, [pointer, ctypes.c_uint32]),
        ("FcConfigSubstitute", ctypes.c_int, [pointer, pointer, ctypes.c_int]),
        ("FcDefaultSubstitute", None, [pointer]),
        ("FcFontMatch", pointer, [pointer, pointer, ctypes.POINTER(ctypes.c_int)]),
    ):
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library
