"""LibreOffice as a witness: what a DOCX looks like when it is laid out by somebody else."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

MM = 72 / 25.4
_LINE = re.compile(
    r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.DOTALL
)
_WORD = re.compile(r"<word [^>]*>(.*?)</word>")
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


class LaidOut(NamedTuple):
    """A line of a page, its edges in mm from the left and the top of the paper."""

    page: int
    left: float
    right: float
    top: float
    text: str


def convert_by_office(document: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a DOCX; the test is skipped where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    source = folder / "document.docx"
    source.write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return source.with_suffix(".pdf").read_bytes()


def read_pages(pdf: bytes, folder: Path) -> list[str]:
    """What pdftotext says of each page of `pdf`: boxes of words and lines."""
    source = folder / "laid-out.pdf"
    source.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-bbox-layout", str(source), "-"], check=True, capture_output=True)
    return [match.group(0) for match in _PAGE.finditer(found.stdout.decode())]


def read_laid_out(pages: list[str]) -> list[LaidOut]:
    """The lines of all `pages`; spaces between words are left out."""
    lines: list[LaidOut] = []
    for number, page in enumerate(pages, start=1):
        for match in _LINE.finditer(page):
            left, top, right, _ = (float(edge) / MM for edge in match.groups()[:4])
            text = "".join(unescape(word) for word in _WORD.findall(match.group(5)))
            lines.append(LaidOut(number, left, right, top, text))
    return lines


def read_paper(page: str) -> tuple[float, float]:
    """Width and height of a page in mm."""
    match = _PAGE.search(page)
    assert match is not None
    return float(match.group(1)) / MM, float(match.group(2)) / MM
