"""What the documentation says, held against the code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
LEFT_OUT = "…"
"""A line of the README that stands for lines of output which it does not show."""
OF_THIS_MACHINE = re.compile(r"\d+ notes? besides")
"""How many notes there are depends on the fonts that are installed."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with samples/ in it, as a visitor has it."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of `page` in `language`."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def sessions(page: Path) -> list[tuple[str, str]]:
    """Every call of docpipe that `page` shows with what it prints."""
    calls = [
        re.fullmatch(r"\$ docpipe ([^\n]+)\n(.+)", block, re.DOTALL) for block in blocks(page, "console")
    ]
    return [(call[1], call[2]) for call in calls if call and not call[2].startswith("$")]


def links(page: Path) -> list[str]:
    """The addresses within the project that `page` links to or shows."""
    addresses = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    return [address for address in addresses if "://" not in address]


def run(folder: Path, *command: str) -> str:
    """What `command` prints in English, run in `folder`."""
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, check=False
    )
    return done.stdout.decode("utf-8") + done.stderr.decode("utf-8")


def lines_of(output: str) -> list[str]:
    return [line for line in output.splitlines() if not OF_THIS_MACHINE.search(line)]


def missing_parts(shown: str, printed: str) -> list[list[str]]:
    """The stretches of lines in `shown` that `printed` does not have."""
    stretches = [lines_of(part) for part in re.split(rf"^{LEFT_OUT}\n", shown, flags=re.MULTILINE)]
    printed_lines = "\n".join(lines_of(printed))
    return [stretch for stretch in stretches if "\n".join(stretch) not in printed_lines]


@pytest.mark.parametrize(("arguments", "shown"), sessions(README), ids=lambda value: value[:40])
def test_a_command_of_the_readme_prints_what_the_readme_shows(
    clone: Path, arguments: str, shown: str
) -> None:
    assert missing_parts(shown, run(clone, "-m", "docpipe", *arguments.split())) == []


def test_the_readme_shows_what_four_commands_print() -> None:
    assert len(sessions(README)) == 4


def test_the_text_in_the_readme_is_that_of_the_sample(clone: Path) -> None:
    source = "samples/01-discipline-cases.txt"
    printed = run(clone, "-m", "docpipe", "convert", source, "--to", "txt", "-o", "-")
    assert [missing_parts(shown, printed) for shown in blocks(README, "text")] == [[]]


def test_the_python_in_the_readme_runs(clone: Path) -> None:
    (program,) = blocks(README, "python")
    assert run(clone, "-c", program).splitlines() == [
        "['周某', '吴某', '郑某', '王某'] ['严重警告', '政务记大过']",
        "['冯某', '陈某'] ['撤销党内职务', '警告']",
        "['秦某'] ['警告']",
    ]
    assert (clone / "article.docx").is_file()


def test_the_page_of_diagnostics_is_the_catalogue() -> None:
    printed = run(ROOT, str(ROOT / "scripts" / "diagnostics_page.py"))
    assert (DOCS / "diagnostics.md").read_text("utf-8") == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    assert [address for address in links(page) if not (page.parent / address).exists()] == []


def test_the_architecture_names_only_modules_that_are_there() -> None:
    named = re.findall(r"`((?:\w+/)*\w+\.py|\w+/)`", (DOCS / "architecture.md").read_text("utf-8"))
    source = ROOT / "src" / "docpipe"
    assert [name for name in named if not (source / name).exists()] == []


def test_a_picture_of_pages_is_small() -> None:
    large = [path.name for path in (DOCS / "pictures").glob("*.png") if path.stat().st_size >= 300 * 1024]
    assert large == []
