"""Citations without a document, and of an edition that has been superseded.

The edition is the year written with the citation; else it follows from the latest date in the
article, where that lies before a newer edition came into force; else nothing is said. What is
found is a note for the reader and never a reason to rewrite the author's text.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from docpipe.model import Article, Citation, Diagnostic, Paragraph, Reference, descend
from docpipe.proof.calendar import find_days
from docpipe.proof.passages import Passage, article_passages
from docpipe.structure.fold import fold
from docpipe.walk import plain_text


class Edition(msgspec.Struct, frozen=True):
    """One edition; `moves` are the articles known to have another number than in the edition before."""

    year: int
    in_force: dt.date
    moves: tuple[tuple[int, int], ...] = ()


class Regulation(msgspec.Struct, frozen=True):
    """A regulation with its editions, oldest first."""

    title: str
    edition: tuple[Edition, ...]


class _Table(msgspec.Struct, frozen=True):
    regulation: tuple[Regulation, ...]


@cache
def load_editions() -> dict[str, Regulation]:
    """The table of editions, by title."""
    text = (files("docpipe.proof") / "editions.toml").read_text("utf-8")
    table = msgspec.convert(tomllib.loads(text), _Table, strict=False)
    return {regulation.title: regulation for regulation in table.regulation}


def check_citations(article: Article) -> Iterator[Diagnostic]:
    """`citation-without-document` and `superseded-citation`."""
    latest = _latest_day(article)
    for passage, citation in _citations(article):
        text = plain_text(citation.inlines)
        start = max(passage.text.find(text), 0)
        for reference in citation.references:
            if reference.document is None:
                yield passage.find("citation-without-document", start, start + len(text), {"citation": text})
                break
            values = _superseded(reference, latest)
            if values is not None:
                yield passage.find("superseded-citation", start, start + len(text), values)


def _citations(article: Article) -> Iterator[tuple[Passage, Citation]]:
    for node in descend(article):
        if isinstance(node, Paragraph):
            text = plain_text(node.inlines)
            passage = Passage(text, fold(text), node.position)
            yield from ((passage, inner) for inner in descend(node) if isinstance(inner, Citation))


def _latest_day(article: Article) -> dt.date | None:
    """The last day that the latest date of the article can mean; None where no year is written."""
    texts = [passage.folded for passage in article_passages(article)]
    texts += [fold(article.meta.published or ""), fold(article.meta.title or "")]
    latest: dt.date | None = None
    for text in texts:
        for day in find_days(text):
            if day.year is None or not 1 <= (day.month or 12) <= 12:
                continue
            month = day.month or 12
            last = dt.date(day.year, month, min(day.day or 28, 28))
            latest = max(latest or last, last)
    return latest


def _superseded(reference: Reference, latest: dt.date | None) -> dict[str, str] | None:
    regulation = load_editions().get(reference.document or "")
    if regulation is None or reference.article is None:
        return None
    cited = _cited_edition(regulation, reference, latest)
    newest = regulation.edition[-1]
    if cited is None or cited is newest:
        return None
    moved = dict(newest.moves).get(reference.article) if cited is regulation.edition[-2] else None
    now_zh = f"现行第{moved}条" if moved else "现行条号请核对"
    now_en = f"article {moved} now" if moved else "check its number now"
    return {
        "document": regulation.title,
        "article": str(reference.article),
        "edition": str(cited.year),
        "newest": str(newest.year),
        "now_zh": now_zh,
        "now_en": now_en,
    }


def _cited_edition(regulation: Regulation, reference: Reference, latest: dt.date | None) -> Edition | None:
    if reference.edition is not None:
        return next((edition for edition in regulation.edition if edition.year == reference.edition), None)
    if latest is None or latest >= regulation.edition[-1].in_force:
        return None
    valid = [edition for edition in regulation.edition if edition.in_force <= latest]
    return valid[-1] if valid else None
