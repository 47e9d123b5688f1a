"""The checks, in the order in which a reader meets what they find."""

from collections.abc import Callable, Iterator

from docpipe.model import Article, Diagnostic
from docpipe.proof.calendar import check_dates
from docpipe.proof.editions import check_citations
from docpipe.proof.numbering import check_numbering
from docpipe.proof.outcomes import check_outcomes
from docpipe.proof.pairs import check_pairs
from docpipe.proof.sums import check_sums
from docpipe.proof.titles import check_titles

Check = Callable[[Article], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    check_numbering,
    check_pairs,
    check_sums,
    check_dates,
    check_outcomes,
    check_titles,
    check_citations,
)


def check_article(article: Article) -> tuple[Diagnostic, ...]:
    """Every fault found in `article`, in the order of the text; those of reading it are not among them."""
    found = [diagnostic for check in CHECKS for diagnostic in check(article)]
    return tuple(sorted(found, key=lambda found: (found.position.line, found.position.column)))
