"""What a system calls the package that holds a library or a font, and the command that installs it."""

import os
import shutil
from collections.abc import Sequence
from typing import NamedTuple


class Provider(NamedTuple):
    """The packages that hold one thing, by package manager; "" where a manager has none."""

    apt: str = ""
    dnf: str = ""
    brew: str = ""


LIBRARY_PROVIDERS: dict[str, Provider] = {
    "Pango": Provider("libpango-1.0-0", "pango", "pango"),
    "PangoFT2": Provider("libpangoft2-1.0-0", "pango", "pango"),
    "HarfBuzz": Provider("libharfbuzz0b", "harfbuzz", "harfbuzz"),
    "HarfBuzz subsetter": Provider("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    "fontconfig": Provider("fontconfig", "fontconfig", "fontconfig"),
}

_FONT_PROVIDERS: tuple[tuple[str, Provider], ...] = (
    ("Noto Serif CJK", Provider("fonts-noto-cjk", "google-noto-serif-cjk-fonts", "font-noto-serif-cjk-sc")),
    ("Noto Sans CJK", Provider("fonts-noto-cjk", "google-noto-sans-cjk-fonts", "font-noto-sans-cjk-sc")),
    ("LXGW WenKai", Provider("fonts-lxgw-wenkai", "lxgw-wenkai-fonts", "font-lxgw-wenkai")),
    ("Fandol", Provider("texlive-lang-chinese", "texlive-fandol", "")),
)
"""By the beginning of the family's name. (apt: as Debian 12 has them.)"""

_COMMANDS = (
    ("apt-get", "apt-get install -y", True),
    ("dnf", "dnf install -y", True),
    ("brew", "brew install", False),
)


def font_provider(family: str) -> Provider:
    """Who has the font `family`; an empty provider where nobody is known to."""
    return next((provider for name, provider in _FONT_PROVIDERS if family.startswith(name)), Provider())


def install_command(providers: Sequence[Provider]) -> str | None:
    """The command that installs what `providers` hold, None where this system's manager is not known."""
    for program, command, as_root in _COMMANDS:
        if shutil.which(program) is None:
            continue
        chosen = (getattr(provider, program.removesuffix("-get")) for provider in providers)
        packages = " ".join(dict.fromkeys(package for package in chosen if package))
        if not packages:
            return None
        needs_sudo = as_root and hasattr(os, "geteuid") and os.geteuid() != 0
        return f"{'sudo ' if needs_sudo else ''}{command} {packages}"
    return None
