"""The proofreader: one source, read and structured, and every fault in it with its place."""

from collections.abc import Iterator
from typing import NamedTuple

from docpipe.convert import DEFAULT_THEME, AnySource, find_theme, read_article, read_bytes
from docpipe.diagnostics import CATALOGUE
from docpipe.errors import Message, MissingSystemError, own_errors
from docpipe.model import Diagnostic
from docpipe.proof import Coverage, Finding, Locator, find_faults
from docpipe.readers.decode import decode

_CONTEXT = 18
"""Characters of the passage that are shown on either side of a fault."""


class Fault(NamedTuple):
    """A fault, and what stands before and after it in its passage, for people to recognise it."""

    diagnostic: Diagnostic
    before: str = ""
    after: str = ""


def check(
    source: AnySource, *, theme: str = DEFAULT_THEME, reader: str | None = None
) -> tuple[Diagnostic, ...]:
    """Every fault in `source`, a path, bytes or an open binary file, in the order of the text.

    `theme` is the one whose fonts are to print the article. `reader` names the reader; omitted, the
    one that is surest of the source takes it. What reading had to warn of comes first. Raises
    SourceError where there is no article, UnknownNameError for an unknown reader or theme.
    """
    name, data = read_bytes(source)
    return tuple(fault.diagnostic for fault in Proofreader(theme, reader).read(name, data))


class Proofreader:
    """Checks sources one after another. Raises UnknownNameError or ThemeError for an unknown or broken theme."""

    def __init__(self, theme: str = DEFAULT_THEME, reader: str | None = None) -> None:
        self._reader = reader
        self._coverage: Coverage | None = None
        self._unchecked: tuple[Fault, ...] = ()
        found = find_theme(theme)
        try:
            self._coverage = Coverage(found)
        except MissingSystemError as error:
            self._unchecked = (_unchecked(error.problem),)

    def read(self, name: str, data: bytes) -> tuple[Fault, ...]:
        """Every fault in `data`; `name` is for messages. Raises SourceError or UnknownNameError."""
        article = read_article(name, data, self._reader)
        with own_errors(Message("校对", "proofreading"), name):
            findings = find_faults(article, self._coverage)
        warned = (Fault(found) for found in article.diagnostics if found.severity != "note")
        return (*warned, *self._unchecked, *_placed(findings, name, data))


def _placed(findings: tuple[Finding, ...], name: str, data: bytes) -> Iterator[Fault]:
    if not findings:
        return
    locator = Locator(decode(name, data).text or "")
    for finding in findings:
        text, start, end = finding.passage.text, finding.start, finding.end
        before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
        yield Fault(finding.to_diagnostic(locator.locate(finding)), before, after)


def _unchecked(reason: Message) -> Fault:
    values = {"reason_zh": reason.zh, "reason_en": reason.en}
    severity = CATALOGUE["unchecked-glyphs"].severity
    return Fault(Diagnostic(code="unchecked-glyphs", severity=severity, values=values))
