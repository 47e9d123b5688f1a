"""What stands before and after a book's articles, with its page numbers: contents, table of cases, index."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from docpipe.book import Book, collate, title_of
from docpipe.model import Article, Block, Case, Cell, Inline, Meta, Paragraph, Reference, Row, Table, Text
from docpipe.walk import block_text, heading_text
from docpipe.writers.balance import shorten
from docpipe.writers.landmarks import Landmarks
from docpipe.writers.provision import name_provision

CONTENTS, CASES, INDEX = "目录", "案例一览", "法规索引"
CASES_NAME, INDEX_NAME = "cases", "index"
_UNNAMED = "未写明文件的条款"
_HEADS = ("序号", "案例", "人员", "处理结果", "页")
_NAMELESS_CASE = 16
"""Width in em of the beginning of a case that has no heading, by which the table calls it."""

Pages = Mapping[str, int]
"""The page, from 1, on which each name stands; empty as long as nothing is laid out."""


class Entry(NamedTuple):
    """A line of contents or index: its text, where it leads, on which pages that is, and how far it is indented."""

    text: str
    name: str
    pages: tuple[int, ...]
    level: int = 0

    @property
    def numbers(self) -> str:
        """The pages as they are printed."""
        return "、".join(str(page) for page in self.pages)


class Matter(NamedTuple):
    """All of it, for one layout; `cases` is an article of its own, None where there is none."""

    contents: tuple[Entry, ...]
    cases: Article | None
    provisions: tuple[Entry, ...]


def chapter_name(number: int) -> str:
    """The name of the article `number`, from 0."""
    return f"article{number + 1}"


def build_matter(book: Book, landmarks: Landmarks, pages: Pages) -> Matter:
    """What `book` asks for, with the numbers of `pages`."""
    cases = _build_cases(book, landmarks, pages) if book.case_table and landmarks.cases else None
    index = tuple(_list_provisions(landmarks, pages)) if book.index else ()
    lines = [(title_of(article), chapter_name(number)) for number, article in enumerate(book.articles)]
    lines += [(CASES, CASES_NAME)] if cases else []
    lines += [(INDEX, INDEX_NAME)] if index else []
    contents = (
        tuple(Entry(text, name, _find((name,), pages)) for text, name in lines) if book.contents else ()
    )
    return Matter(contents, cases, index)


def _find(names: Iterable[str], pages: Pages) -> tuple[int, ...]:
    return tuple(sorted({pages[name] for name in names if name in pages}))


# ── cases ────────────────────────────────────────────────────────────────────────────────────


def _build_cases(book: Book, landmarks: Landmarks, pages: Pages) -> Article:
    rows = [Row(cells=tuple(_cell(head) for head in _HEADS))]
    chapter = None
    for number, (name, of, case) in enumerate(landmarks.cases, start=1):
        if of != chapter:
            chapter = of
            title = _cell(title_of(book.articles[of]))
            rows.append(Row(cells=(Cell(blocks=title.blocks, header=True, columns=len(_HEADS)),)))
        page = "、".join(map(str, _find((name,), pages)))
        rows.append(Row(cells=tuple(map(_cell, (str(number), *_describe(case), page)))))
    return Article(meta=Meta(title=CASES), body=(Table(rows=tuple(rows), header_rows=1),))


def _describe(case: Case) -> tuple[str, str, str]:
    facts = case.facts
    title = heading_text(case.marker, case.title).strip()
    if not title:
        title = shorten(" ".join("".join(map(block_text, case.blocks)).split()), _NAMELESS_CASE)
    outcomes = [sanction.name for sanction in facts.sanctions] + [
        other.text for other in facts.other_outcomes
    ]
    people = dict.fromkeys(person.text for person in facts.people)
    return title, "、".join(people), "；".join(dict.fromkeys(outcomes))


def _cell(text: str) -> Cell:
    inlines: tuple[Inline, ...] = (Text(text),) if text else ()
    blocks: tuple[Block, ...] = (Paragraph(inlines),)
    return Cell(blocks=blocks)


# ── index ────────────────────────────────────────────────────────────────────────────────────


def _list_provisions(landmarks: Landmarks, pages: Pages) -> Iterable[Entry]:
    """The documents in the order of pinyin, under each its provisions in their own; what names none comes last."""
    cited: dict[str, dict[Reference, list[str]]] = {}
    for name, citation in landmarks.citations:
        for reference in citation.references:
            document = f"《{reference.document}》" if reference.document else ""
            cited.setdefault(document, {}).setdefault(reference, []).append(name)
    for document in sorted(cited, key=lambda document: (not document, collate(document))):
        provisions = cited[document]
        wholes = [
            name for reference, names in provisions.items() if not name_provision(reference) for name in names
        ]
        yield Entry(document or _UNNAMED, _first(wholes, provisions), _find(wholes, pages))
        merged: dict[str, list[str]] = {}
        for reference in sorted(provisions, key=_rank):
            if text := name_provision(reference):
                merged.setdefault(text, []).extend(provisions[reference])
        for text, names in merged.items():
            yield Entry(text, names[0], _find(names, pages), level=1)


def _first(wholes: list[str], provisions: Mapping[Reference, list[str]]) -> str:
    return wholes[0] if wholes else next(iter(provisions.values()))[0]


def _rank(reference: Reference) -> tuple[int, ...]:
    parts = (
        reference.chapter, reference.section, reference.article, reference.sub_article,
        reference.paragraph, reference.item, reference.point,
    )  # fmt: skip
    return tuple(part or 0 for part in parts)
