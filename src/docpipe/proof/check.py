"""The checks, in the order in which a reader meets what they find."""

from collections.abc import Callable, Iterator

from docpipe.model import Article, Diagnostic
from docpipe.proof.calendar import check_dates
from docpipe.proof.chronology import check_chronology
from docpipe.proof.editions import check_citations
from docpipe.proof.enumerations import check_enumerations
from docpipe.proof.glyphs import Coverage, check_glyphs
from docpipe.proof.numbering import check_numbering
from docpipe.proof.outcomes import check_outcomes
from docpipe.proof.pairs import check_pairs
from docpipe.proof.passages import Finding
from docpipe.proof.sums import check_sums
from docpipe.proof.titles import check_titles

Check = Callable[[Article], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_numbering,
    check_enumerations,
    check_pairs,
    check_sums,
    check_dates,
    check_chronology,
    check_outcomes,
    check_titles,
    check_citations,
)


def find_faults(article: Article, coverage: Coverage | None = None) -> tuple[Finding, ...]:
    """Every fault in `article`, in the order of the text; those of reading it are not among them.

    `coverage` says which characters can be printed; omitted, that is not checked.
    """
    found = [finding for check in CHECKS for finding in check(article)]
    if coverage is not None:
        found += check_glyphs(article, coverage)
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> tuple[int, int, int]:
    position = finding.passage.position
    return position.line, position.column, finding.start


def check_article(article: Article) -> tuple[Diagnostic, ...]:
    """What `find_faults` finds in `article`, as diagnostics; places count no markup inside a passage."""
    return tuple(finding.to_diagnostic() for finding in find_faults(article))
