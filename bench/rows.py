"""What is measured against what: the figures that docs/performance.md tells, one function a row."""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from measure import Ratio, Work, compare, python, run

import docpipe

_FOLD = 100
"""How many times its body the long article has."""


class Row(NamedTuple):
    """One figure: `measure` gives the ratio, or None where `peer` is not installed.

    `target` is a bound: "≤" the ratio may be at most so much, "≥" at least.
    """

    what: str
    against: str
    bound: str
    target: float
    peer: bool
    measure: Callable[[], Ratio]

    def meets(self, ratio: Ratio) -> bool:
        """Whether the middle of the ratios is within the target."""
        return ratio.middle <= self.target if self.bound == "≤" else ratio.middle >= self.target


def list_rows(source: Path, folder: Path) -> Iterator[Row]:
    """The rows for the article `source`; `folder` takes what is written."""
    data = source.read_bytes()
    # Other programs take pages, by their suffix.
    page = folder / "page.html"
    page.write_bytes(data)
    article = docpipe.read(data)
    print_page = folder / "print.html"
    docpipe.write(article, print_page)
    yield from _reading(data)
    yield from _writing(data, page, print_page, folder)
    yield from _starting(source, folder)


def _reading(data: bytes) -> Iterator[Row]:
    def extract() -> object:
        from trafilatura import extract as peer  # noqa: PLC0415 - a peer may be missing

        return peer(data)

    def read() -> object:
        return docpipe.read(data)

    head, mark, body = data.partition(b"<p")
    long = head + (mark + body) * _FOLD
    share = len(data) / len(long)

    def grow() -> Ratio:
        ratio = compare(lambda: docpipe.read(long), _repeat(read, 10), 3)
        return Ratio(*(each * 10 * share for each in ratio))

    yield Row(
        "read and structure one article, in process",
        "trafilatura's extract of the same bytes",
        "≤",
        1.0,
        find_spec("trafilatura") is not None,
        lambda: compare(_repeat(read, 10), _repeat(extract, 10), 9),
    )
    yield Row(f"an article {_FOLD} times as long, per character", "the article itself", "≤", 1.1, True, grow)


def _writing(data: bytes, page: Path, print_page: Path, folder: Path) -> Iterator[Row]:
    def convert(suffix: str) -> Work:
        return lambda: docpipe.write(docpipe.read(data), folder / f"out.{suffix}")

    def inverse(peer: Work, own: Work, rounds: int) -> Callable[[], Ratio]:
        return lambda: compare(peer, own, rounds)

    def write_pdf() -> object:
        from weasyprint import HTML  # noqa: PLC0415 - takes long to load

        return HTML(filename=str(print_page)).write_pdf()

    pandoc = ["pandoc", str(page), "-o", str(folder / "pandoc.docx")]
    weasyprint = python("-m", "weasyprint", str(print_page), str(folder / "weasyprint.pdf"))
    yield Row(
        "DOCX of many articles: throughput",
        "pandoc once a file",
        "≥",
        4.0,
        shutil.which("pandoc") is not None,
        inverse(lambda: run(pandoc), convert("docx"), 9),
    )
    yield Row(
        "PDF of many articles: throughput",
        "WeasyPrint's command once a file",
        "≥",
        10.0,
        True,
        inverse(lambda: run(weasyprint), convert("pdf"), 5),
    )
    yield Row(
        "PDF of many articles: throughput",
        "WeasyPrint's write_pdf in process, same page",
        "≥",
        2.0,
        True,
        inverse(write_pdf, convert("pdf"), 5),
    )


def _starting(source: Path, folder: Path) -> Iterator[Row]:
    nothing = python("-c", "pass")
    text = python("-m", "docpipe", "convert", str(source), "-o", str(folder / "out.txt"), "--force")
    usage = python("-m", "docpipe", "--help")

    def over_nothing(command: list[str]) -> Callable[[], Ratio]:
        return lambda: compare(lambda: run(command), lambda: run(nothing), 7)

    yield Row("text of one article, whole process", "python -c pass", "≤", 12.0, True, over_nothing(text))
    yield Row("docpipe --help, whole process", "python -c pass", "≤", 5.0, True, over_nothing(usage))


def _repeat(work: Work, times: int) -> Work:
    def repeated() -> None:
        for _ in range(times):
            work()

    return repeated
