"""What the documentation says, held against the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def links(page: Path) -> list[str]:
    """The addresses within the project that `page` links to or shows."""
    found = re.findall(r"\]\(([^)#\s]+)|<img [^>]*src=\"([^\"]+)", page.read_text("utf-8"))
    addresses = [first or second for first, second in found]
    return [address for address in addresses if "://" not in address]


def test_the_page_of_diagnostics_is_the_catalogue() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "diagnostics_page.py")]
    printed = subprocess.run(script, check=True, capture_output=True).stdout.decode("utf-8")
    assert (DOCS / "diagnostics.md").read_text("utf-8") == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    assert [address for address in links(page) if not (page.parent / address).exists()] == []


def test_the_architecture_names_only_modules_that_are_there() -> None:
    named = re.findall(r"`((?:\w+/)*\w+\.py|\w+/)`", (DOCS / "architecture.md").read_text("utf-8"))
    source = ROOT / "src" / "docpipe"
    assert [name for name in named if not (source / name).exists()] == []
