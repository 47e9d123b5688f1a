"""Citations without a document, and of an edition that has been superseded.

The edition is the year written with the citation; else it follows from the latest date in the
article, where that lies before a newer edition came into force; else nothing is said. What is
found is a note for the reader and never a reason to rewrite the author's text.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from docpipe.model import Article, Citation, Inline, Link, Reference
from docpipe.proof.calendar import find_days
from docpipe.proof.passages import Finding, Passage, article_lines, article_passages
from docpipe.structure.fold import fold
from docpipe.walk import Inlines, plain_text

_ARTICLE = re.compile("第[^条]{1,24}条")


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


def check_citations(article: Article) -> Iterator[Finding]:
    """`citation-without-document` and `superseded-citation`, once for a citation."""
    latest = _latest_day(article)
    for passage, start, citation in _citations(article):
        text = plain_text(citation.inlines)
        end = start + len(text)
        if any(reference.document is None for reference in citation.references):
            yield passage.find("citation-without-document", start, end, {"citation": text})
        elif _ARTICLE.search(fold(text)):
            # 前款 and the like point to what has its note already.
            values = _superseded(citation.references, latest)
            if values is not None:
                yield passage.find("superseded-citation", start, end, values)


def _citations(article: Article) -> Iterator[tuple[Passage, int, Citation]]:
    """Every citation with its passage, and where it begins in it."""
    for passage, inlines in article_lines(article):
        start = len(passage.text) - len(plain_text(inlines))
        for inline in _flat(inlines):
            if isinstance(inline, Citation):
                yield passage, start, inline
            start += len(plain_text((inline,)))


def _flat(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield from _flat(inline.inlines)
        else:
            yield inline


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


def _superseded(references: tuple[Reference, ...], latest: dt.date | None) -> dict[str, str] | None:
    """What to say of the first edition that `references` cite and that is no longer the newest."""
    for first in references:
        regulation = load_editions().get(first.document or "")
        cited = _cited_edition(regulation, first, latest) if regulation else None
        if regulation is None or cited is None or cited is regulation.edition[-1]:
            continue
        articles = dict.fromkeys(
            reference.article
            for reference in references
            if reference.article is not None and reference.document == first.document
        )
        if articles:
            return _values(regulation, cited, list(articles))
    return None


def _values(regulation: Regulation, cited: Edition, articles: list[int]) -> dict[str, str]:
    newest = regulation.edition[-1]
    moves = dict(newest.moves) if cited is regulation.edition[-2] else {}
    moved = [(article, moves[article]) for article in articles if article in moves]
    now_zh = [f"第{before}条现为第{after}条" for before, after in moved]
    now_en = [f"article {before} is {after} now" for before, after in moved]
    if len(moved) < len(articles):
        now_zh.append("其余条号请核对" if moved else "现行条号请核对")
        now_en.append("check the numbers of the others" if moved else "check the number it has now")
    return {
        "document": regulation.title,
        "articles_zh": "、".join(map(str, articles)),
        "articles_en": ", ".join(map(str, articles)),
        "edition": str(cited.year),
        "newest": str(newest.year),
        "now_zh": "，".join(now_zh),
        "now_en": ", ".join(now_en),
    }


def _cited_edition(regulation: Regulation, reference: Reference, latest: dt.date | None) -> Edition | None:
    if reference.edition is not None:
        return next((edition for edition in regulation.edition if edition.year == reference.edition), None)
    if latest is None or latest >= regulation.edition[-1].in_force:
        return None
    valid = [edition for edition in regulation.edition if edition.in_force <= latest]
    return valid[-1] if valid else None
