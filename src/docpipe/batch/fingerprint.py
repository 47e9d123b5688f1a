"""Everything but the source that makes an output what it is, as one hash for each format.

Where it changes, the output is made anew: options, theme, versions of the libraries, fonts. What does
not touch a format takes no part: another theme leaves JSON alone.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

import msgspec

import docpipe
from docpipe.convert import ConvertOptions, find_theme
from docpipe.registry import Writer

_LIBRARIES = ("beautifulsoup4", "lxml", "msgspec", "pillow", "pillow-heif", "python-docx", "weasyprint")
"""Those whose release may show in an output; each costs a look-up at the start of a run."""

_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)
_FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".pfb")


def fingerprints(writers: Sequence[Writer], options: ConvertOptions) -> dict[str, str]:
    """For each of `writers`, by its name, the hash of what its outputs depend on besides the source."""
    theme = _hash([msgspec.json.encode(find_theme(options.theme), order="deterministic")])
    return {writer.name: _fingerprint(writer, options, theme) for writer in writers}


def _fingerprint(writer: Writer, options: ConvertOptions, theme: str) -> str:
    own = next((given for given in options.formats if isinstance(given, writer.options_type)), None)
    parts: dict[str, object] = {
        "versions": versions(),
        "plugin": _distribution_of(writer),
        "reader": options.reader,
        "reading": options.reading,
        "options": own or writer.options_type(),
        "name": options.name,
        "strict": options.strict,
    }
    if writer.for_print:
        parts |= {"theme": theme, "punctuation": options.punctuation, "fonts": fonts_fingerprint()}
    return _hash([msgspec.json.encode(parts, order="deterministic")])


@cache
def versions() -> dict[str, str]:
    """The versions of docpipe and of the libraries that show in outputs; "" for one that is not there."""
    return {"docpipe": docpipe.__version__, **{name: _version(name) for name in _LIBRARIES}}


@cache
def fonts_fingerprint() -> str:
    """A hash of the names and sizes of the font files of this machine; another set may break lines elsewhere."""
    return _hash(f"{path}\0{size}".encode() for path, size in sorted(_font_files()))


def _font_files() -> Iterable[tuple[str, int]]:
    for folder in _FONT_FOLDERS:
        for where, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                if name.lower().endswith(_FONT_SUFFIXES):
                    path = Path(where, name)
                    if path.is_file():
                        yield name, path.stat().st_size


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _distribution_of(writer: Writer) -> str:
    """The module of `writer` and, where it is a plug-in's, the version of the package that holds it."""
    module = type(writer).__module__
    package = module.partition(".")[0]
    if package == "docpipe":
        return module
    names = _distributions().get(package, [])
    return f"{module} {' '.join(f'{name}={_version(name)}' for name in sorted(names))}"


@cache
def _distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part + b"\0")
    # Half of it tells 10 million apart, and is half the journal.
    return digest.hexdigest()[:32]
