"""Readers and writers of a few lines, so that a test of the road needs no real vehicle."""

from typing import Any, ClassVar

from docpipe.diagnostics import Report
from docpipe.errors import Message, MissingSystemError
from docpipe.model import Article, Meta, Paragraph, Provenance, Text
from docpipe.registry import WriterOptions
from docpipe.source import Detection, RawSource
from docpipe.themes import Theme
from docpipe.walk import article_text


class FakeReader:
    """The first line is the title, `by X` the author, every other line a paragraph."""

    suffixes: tuple[str, ...] = (".txt", ".page")

    def __init__(self, name: str = "lines", confidence: int = 50) -> None:
        self.name = name
        self.confidence = confidence

    def detect(self, raw: RawSource) -> Detection:  # noqa: ARG002 - it takes everything
        return Detection(confidence=self.confidence, reason_zh="有行", reason_en="has lines")

    def read(self, raw: RawSource) -> Article:
        lines = (raw.text or "").splitlines()
        author = next((line[3:] for line in lines if line.startswith("by ")), None)
        body = tuple(Paragraph((Text(line),)) for line in lines[1:] if line and not line.startswith("by "))
        meta = Meta(title=lines[0] or None, author=author, source=Provenance(name=raw.name, reader=self.name))
        return Article(meta=meta, body=body)


class BrokenReader(FakeReader):
    """A reader with a bug."""

    def read(self, raw: RawSource) -> Article:
        raise LookupError(raw.name)


class FakeOptions(WriterOptions, frozen=True, kw_only=True):
    width: int = 0


class FakeWriter:
    """Title and text, and whatever `fault` does before."""

    options_type: ClassVar[type[WriterOptions]] = FakeOptions

    def __init__(self, name: str, suffix: str, *, for_print: bool = True, fault: Any = None) -> None:
        self.name = name
        self.suffix = suffix
        self.for_print = for_print
        self._fault = fault

    def write(self, article: Article, theme: Theme, options: FakeOptions, report: Report) -> bytes:
        if self._fault is not None:
            self._fault(report)
        head = f"{article.meta.title} [{theme.name} {options.width}]"
        return f"{head}\n{article_text(article)}\n".encode()


def crash(report: Report) -> None:
    raise ZeroDivisionError(report)


def lack_system(report: Report) -> None:  # noqa: ARG001 - what a fault is given
    raise MissingSystemError(Message("缺少 Pango", "Pango is missing"), Message("见 doctor", "see doctor"))


def warn(report: Report) -> None:
    report.add("replaced-characters", {"count": "3", "encoding": "utf-8"})


WRITERS = (
    FakeWriter("txt", ".txt"),
    FakeWriter("md", ".md"),
    FakeWriter("twin", ".md"),
    FakeWriter("raw", ".raw", for_print=False),
    FakeWriter("crashing", ".crash", fault=crash),
    FakeWriter("needy", ".needy", fault=lack_system),
    FakeWriter("warning", ".warn", fault=warn),
)
