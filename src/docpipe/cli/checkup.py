"""What docpipe needs of a machine, looked at piece by piece: packages, libraries, fonts, formats."""

import ctypes
import re
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Literal, NamedTuple

from docpipe.cli.packages import LIBRARY_PROVIDERS, Provider, font_provider
from docpipe.convert import ConvertOptions, render
from docpipe.diagnostics import Report
from docpipe.errors import NOTHING, DocpipeError, Message
from docpipe.model import Article, Meta, Paragraph, Text
from docpipe.registry import load_theme, load_writer, theme_names, writer_names
from docpipe.writers.fonts import InstalledFonts

Group = Literal["format", "library", "font", "package"]
State = Literal["fine", "substituted", "missing"]


class Check(NamedTuple):
    """One thing that was looked at. `provider` holds it where it is not there."""

    group: Group
    name: str
    state: State
    detail: Message = NOTHING
    provider: Provider = Provider()


class _Library(NamedTuple):
    files: tuple[str, ...]
    """Its file on Linux, macOS and Windows."""
    version: Callable[[ctypes.CDLL], str]
    purpose: Message


def _text_version(function: str) -> Callable[[ctypes.CDLL], str]:
    def version(library: ctypes.CDLL) -> str:
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode("ascii", "replace"))

    return version


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _no_version(library: ctypes.CDLL) -> str:  # noqa: ARG001 - these libraries do not say
    return ""


_FOR_PDF = Message("没有它不能写 PDF", "without it no PDF can be written")
_LIBRARIES: dict[str, _Library] = {
    "Pango": _Library(
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        _text_version("pango_version_string"),
        _FOR_PDF,
    ),
    "PangoFT2": _Library(
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"), _no_version, _FOR_PDF
    ),
    "HarfBuzz": _Library(
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        _text_version("hb_version_string"),
        _FOR_PDF,
    ),
    "HarfBuzz subsetter": _Library(
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        _no_version,
        Message("没有它写 PDF 要慢十倍", "without it a PDF takes ten times as long"),
    ),
    "fontconfig": _Library(
        ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
        _fontconfig_version,
        _FOR_PDF,
    ),
}

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)")


def check_all() -> Iterator[Check]:
    """Every check, one after another."""
    yield from check_packages()
    yield from check_libraries()
    yield from check_fonts()
    yield from check_formats()


def check_packages() -> Iterator[Check]:
    """The Python packages that docpipe requires, and whether each is new enough."""
    try:
        required = metadata.requires("docpipe") or []
    except metadata.PackageNotFoundError:
        required = []
    for requirement in required:
        found = _REQUIREMENT.match(requirement)
        if found and "extra" not in requirement:
            yield _check_package(found.group(1), found.group(2))


def _check_package(name: str, least: str) -> Check:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check("package", name, "missing", Message("没有安装", "not installed"))
    if _numbers(version) < _numbers(least):
        return Check(
            "package", name, "missing", Message(f"{version}，需要 {least}", f"{version}, {least} needed")
        )
    return Check("package", name, "fine", Message(version, version))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def check_libraries() -> Iterator[Check]:
    """The system's libraries that PDF needs."""
    for name, library in _LIBRARIES.items():
        loaded = _load(library)
        if loaded is None:
            yield Check("library", name, "missing", library.purpose, LIBRARY_PROVIDERS[name])
        else:
            version = library.version(loaded)
            yield Check("library", name, "fine", Message(version, version))


def _load(library: _Library) -> ctypes.CDLL | None:
    for file in library.files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def check_fonts() -> Iterator[Check]:
    """The fonts that each theme wants for what it sets, and what stands in for those that are not there."""
    try:
        installed = InstalledFonts()
    except DocpipeError:
        return  # without fontconfig, which its own check has named
    known: set[str] = set()
    for name in theme_names():
        theme = load_theme(name)
        for role in theme.list_roles():
            face = theme.faces.face(role)
            if face.families[0] not in known:
                known.add(face.families[0])
                yield _check_font(name, face.families, installed)


def _check_font(theme: str, families: tuple[str, ...], installed: InstalledFonts) -> Check:
    wanted = families[0]
    if installed.has_family(wanted):
        return Check("font", wanted, "fine")
    used = next(filter(installed.has_family, families), None) or installed.substitute(wanted)
    if not used:
        problem = Message("没有安装，也没有可代替的字体", "not installed, and nothing can stand in")
        return Check("font", wanted, "missing", problem, _find_provider(families))
    substituted = Message(
        f"没有安装，主题 {theme} 以 {used} 代替", f"not installed; theme {theme} uses {used} instead"
    )
    better = families[: families.index(used)] if used in families else families
    return Check("font", wanted, "substituted", substituted, _find_provider(better))


def _find_provider(families: tuple[str, ...]) -> Provider:
    """Who has the first of `families` that anybody has; those of Windows and macOS are sold, not packaged."""
    return next(filter(any, map(font_provider, families)), Provider())


def check_formats() -> Iterator[Check]:
    """Every format, tried out on an article of one line."""
    article = Article(meta=Meta(title="检查"), body=(Paragraph((Text("一二三，abc。"),)),))
    for name in writer_names():
        yield _check_format(name, article)


def _check_format(name: str, article: Article) -> Check:
    try:
        (rendering,) = render(article, [load_writer(name)], ConvertOptions(), Report())
    except DocpipeError as error:
        return Check("format", name, "missing", error.problem)
    if isinstance(rendering.content, DocpipeError):
        return Check("format", name, "missing", rendering.content.problem)
    return Check("format", name, "fine")
