"""What a text cites: provisions of laws, regulations and party rules, each with the document it is of.

A citation is told by its grammar (`provisions`), its document by the name before it, in 《》 or
without, by a short name given in passing (`documents`), or by what the text spoke of last. One
contiguous expression of one document is one `Found`: 《条例》第二十七条、第三十三条 has two references.

No citations: a document named as a whole, numbered items of the article itself (第3条所称), the
articles of a document that the article reproduces, and what is only counted (第一条红线).
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.model import Reference
from docpipe.structure.cues import (
    CLOSE,
    COUNTED,
    CUE_AFTER,
    CUE_BEFORE,
    CUE_NEAR,
    FEW,
    LAW_LIKE,
    NO_LAW,
    PAUSE,
    STRONG_CUE,
)
from docpipe.structure.documents import (
    Document,
    Documents,
    Mention,
    find_mentions,
    kind_named,
    read_mention,
    written_name,
)
from docpipe.structure.laws import KINDS
from docpipe.structure.legal_text import LegalText, read_parts
from docpipe.structure.own_numbers import OwnNumbers
from docpipe.structure.pointers import POINTER, parse_pointer
from docpipe.structure.provisions import (
    ARTICLE,
    ITEM,
    NUMBER,
    PARAGRAPH,
    Provisions,
    cut_reference,
    parse_provisions,
)


class Found(NamedTuple):
    """A citation in a line: its span in characters, and every provision that it cites, in order."""

    start: int
    end: int
    references: tuple[Reference, ...]


def parse_citations(lines: Sequence[str], title: str | None = None) -> list[tuple[Found, ...]]:
    """The citations of each of `lines`, the headings and paragraphs of one article in order.

    Spans ascend and do not overlap. `title`, where given, only introduces documents; a citation
    in it is not reported. A provision whose document the article never names has document None.
    """
    head = _read_named_parts(title or "")
    parts = [_read_named_parts(line) for line in lines]
    if not any(parts):
        return [() for _ in lines]
    whole = Documents()
    for _, mentions in chain(head, chain.from_iterable(parts)):
        for mention in mentions:
            whole.enter(mention)
    reader = _Reader(whole, OwnNumbers([title or "", *lines]))
    reader.read_line(head)
    return [reader.read_line(of_line) for of_line in parts]


_Part = tuple[LegalText, list[Mention]]


def _read_named_parts(line: str) -> list[_Part]:
    return [(text, find_mentions(text)) for text in read_parts(line)]


_EVENT = re.compile(rf"[《〈]|第(?=[(\[]?{NUMBER})|{POINTER.pattern}")
# Between a document and its provision: 《民法典》婚姻家庭编第…, 《条例》中第….
_FILLER = re.compile(r"(?:[中里]的?|的|[分总]则中?的?|[\u4e00-\u9fff]{1,8}?编的?|关于)?")
_POINTING_TO_ARTICLES = ("同", "该")
# 同条 and 前款 point to what was cited at most so many lines before.
_POINTER_REACH = 3
_LONGEST_QUOTED = 40
_LONGEST_ALIAS = 15
# So far a line may count on from the articles of the line before it.
_STEP = 3


class _Reader:
    """The state that runs along the text: the documents named, and the last provision of each."""

    def __init__(self, whole: Documents, own: OwnNumbers) -> None:
        self._whole = whole
        self._own = own
        self._documents = Documents()
        self._last: Document | None = None
        self._last_line = 0
        self._near: Document | None = None
        self._places: dict[str | None, Reference] = {}
        self._place: Reference | None = None
        self._place_line = 0
        self._line = 0
        self._done = 0

    def read_line(self, parts: Sequence[_Part]) -> tuple[Found, ...]:
        self._line += 1
        self._near = None
        return tuple(found for text, mentions in parts for found in self._read(text, mentions))

    def _read(self, text: LegalText, named: Sequence[Mention]) -> list[Found]:
        mentions = iter([*named, None])
        mention = next(mentions)
        event = _EVENT.search(text.text)
        found: list[Found] = []
        self._done = at = 0
        while True:
            while mention is not None and mention.start < at:
                mention = next(mentions)
            if event is not None and event.start() < at:
                event = _EVENT.search(text.text, at)
            if mention is not None and (event is None or mention.start <= event.start()):
                end, citation = self._read_mention(text, mention)
                at = max(end, mention.start + 1)
            elif event is not None:
                end, citation = self._read_bare(text, event.start())
                at = max(end, event.start() + 1)
            else:
                return found
            if citation is not None:
                found.append(citation)
                self._done = end

    # ── with a document ──

    def _read_mention(self, text: LegalText, mention: Mention) -> tuple[int, Found | None]:
        document = self._documents.enter(mention, self._whole)
        if LAW_LIKE.search(document.title) and not NO_LAW.search(document.title):
            self._speak_of(document)
        self._done = mention.after
        filler = _FILLER.match(text.text, mention.after)
        for at in dict.fromkeys((filler.end() if filler else mention.after, mention.after)):
            provisions = self._provisions_of(text, at, document)
            if provisions is None:
                continue
            if self._own.reproduces(document.title, provisions):
                return provisions.end, None
            return provisions.end, self._cite(text, mention.start, provisions, document)
        return mention.after, None

    def _provisions_of(self, text: LegalText, at: int, document: Document) -> Provisions | None:
        base = Reference(document=document.title, edition=document.edition)
        if text.text[at : at + 1] in _POINTING_TO_ARTICLES:
            return parse_pointer(text.text, at, self._places.get(document.title), quoting=False)
        provisions = parse_provisions(text.text, at, base)
        return provisions if provisions is not None and provisions.depth <= ARTICLE else None

    def _speak_of(self, document: Document) -> None:
        self._near = self._last = document
        self._last_line = self._line

    def _cite(self, text: LegalText, start: int, provisions: Provisions, document: Document | None) -> Found:
        if document is not None:
            self._speak_of(document)
        self._place = provisions.references[-1]
        self._place_line = self._line
        self._places[self._place.document] = self._place
        return Found(*text.span(start, provisions.end), tuple(dict.fromkeys(provisions.references)))

    # ── without ──

    def _read_bare(self, text: LegalText, at: int) -> tuple[int, Found | None]:
        if text.text[at] != "第":
            return self._read_pointer(text, at)
        provisions = parse_provisions(text.text, at, Reference(document=None))
        if provisions is None:
            return at + 1, None
        if provisions.depth > ARTICLE:
            return self._read_part(text, at, provisions)
        named = self._named_before(text, at)
        if named is not None:
            return self._read_named(text, provisions, *named)
        if provisions.depth < ARTICLE or not self._is_provision(text, at, provisions):
            return provisions.end, None
        document = self._current(provisions)
        if document is None:
            return provisions.end, self._read_homeless(text, at, provisions)
        return provisions.end, self._cite(text, at, _of(provisions, document), document)

    def _named_before(self, text: LegalText, at: int) -> tuple[int, int] | None:
        """The span of the name, without 《》, that ends before `at`; the brackets after it are skipped."""
        end = at
        if end > self._done and text.text[end - 1] in "的中:":
            end -= 1
        if text.text[end - 1 : end] == ")" and text.opening.get(end - 1, -1) >= self._done:
            end = text.opening[end - 1]
        if text.text[end - 1 : end] in {"”", '"'}:
            return self._quoted_before(text.text, end)
        alias = self._alias_before(text.text, end)
        start = written_name(text.text, end, self._done)
        if start is None:
            return None if alias is None else (alias, end)
        name = text.text[start:end]
        if alias is not None and text.text[alias:end] not in KINDS and self._resolve(name) is None:
            return alias, end
        return start, end

    def _quoted_before(self, text: str, end: int) -> tuple[int, int] | None:
        floor = max(self._done, end - _LONGEST_QUOTED)
        start = max(text.rfind("“", floor, end - 1), text.rfind('"', floor, end - 1))
        return (start, end) if start >= 0 and self._is_name(text[start + 1 : end - 1]) else None

    def _is_name(self, name: str) -> bool:
        return bool(name) and (self._resolve(name) is not None or name.endswith(KINDS))

    def _alias_before(self, text: str, end: int) -> int | None:
        for length in range(min(_LONGEST_ALIAS, end - self._done), 1, -1):
            if self._documents.is_alias(text[end - length : end]):
                return end - length
        return None

    def _read_named(
        self, text: LegalText, provisions: Provisions, start: int, end: int
    ) -> tuple[int, Found | None]:
        mention = read_mention(text, start, end, text.text[start:end].strip('“”"'))
        name = mention.name
        document = self._resolve(name)
        kind = kind_named(name)
        if kind and name == "本" + kind and self._is_own_name(kind, document):
            return provisions.end, None
        if document is None and kind:
            return provisions.end, self._cite(text, start, provisions, None)
        document = self._documents.enter(mention, self._whole)
        return provisions.end, self._cite(text, start, _of(provisions, document), document)

    def _is_own_name(self, kind: str, document: Document | None) -> bool:
        """Whether 本条例 and the like mean the article itself."""
        return document is None or self._own.articles > 0 or (kind in self._own.names and self._near is None)

    def _resolve(self, name: str) -> Document | None:
        return self._documents.resolve(name) or self._whole.resolve(name)

    def _is_provision(self, text: LegalText, at: int, provisions: Provisions) -> bool:
        """Whether a bare 第N条 is a provision, and no item of the article and nothing that is counted."""
        before, after = text.text[max(0, at - 8) : at], text.text[provisions.end : provisions.end + 8]
        if NO_LAW.search(before) or self._own.has(provisions, document_near=self._near is not None):
            return False
        plain = len(provisions.references) == 1 and provisions.references[0].paragraph is None
        if plain and provisions.references[0].item is None and COUNTED.match(after):
            return False
        first = provisions.references[0]
        if self._near is not None and (CUE_NEAR.match(after) or self._follows_closely(text, at)):
            return True
        return (
            (first.article or 0) > FEW
            or _is_heading(text, at, provisions.end)
            or (first.paragraph or first.item) is not None
            or bool(CUE_BEFORE.search(before) or CUE_AFTER.match(after))
        )

    def _follows_closely(self, text: LegalText, at: int) -> bool:
        """Whether only a few words stand between a document and this: 《条例》总则部分第七条."""
        between = text.text[self._done : at]
        return self._done > 0 and len(between) <= CLOSE and not PAUSE.search(between)

    def _current(self, provisions: Provisions) -> Document | None:
        """The document that a bare article belongs to: the one named in this line, else that of the text."""
        if self._near is not None or self._last is None:
            return self._near
        main = self._documents.main
        if main is None or main.title == self._last.title:
            return self._last
        # A line that counts on from the last one stays with its document.
        place = self._places.get(self._last.title)
        article = provisions.references[0].article or 0
        goes_on = place is not None and 0 < article - (place.article or 0) <= _STEP
        return self._last if goes_on and self._line - self._last_line <= 1 else main

    def _read_homeless(self, text: LegalText, at: int, provisions: Provisions) -> Found | None:
        """A provision of no document that the article names: only where the words leave no doubt."""
        before = text.text[max(0, at - 4) : at]
        sure = STRONG_CUE.search(before) and provisions.written_in_chinese
        return self._cite(text, at, provisions, None) if sure else None

    # ── parts and pointers ──

    def _read_part(self, text: LegalText, at: int, provisions: Provisions) -> tuple[int, Found | None]:
        """第二款 or 第(一)项 alone: of the article cited before it in the line."""
        place = self._place
        if place is None or place.article is None or self._near is None:
            return provisions.end, None
        before, after = text.text[max(0, at - 3) : at], text.text[provisions.end : provisions.end + 8]
        in_brackets = text.text[at + 1] in "(["
        sure = before.endswith(("其中", "其", "该条", "本条", "同条", "及", "和", "与")) or CUE_BEFORE.search(
            before
        )
        if not (sure or in_brackets or CUE_AFTER.match(after)):
            return provisions.end, None
        depth = PARAGRAPH if provisions.depth >= ITEM else ARTICLE
        again = parse_provisions(text.text, at, cut_reference(place, depth), depth)
        document = Document(place.document, place.edition) if place.document else None
        return provisions.end, self._cite(text, at, again or provisions, document)

    def _read_pointer(self, text: LegalText, at: int) -> tuple[int, Found | None]:
        near = self._line - self._place_line <= _POINTER_REACH
        place = self._place if near else None
        provisions = parse_pointer(text.text, at, place, quoting=self._near is not None)
        if provisions is None:
            return at + 1, None
        document = Document(place.document, place.edition) if place and place.document else None
        return provisions.end, self._cite(text, at, provisions, document)


def _is_heading(text: LegalText, start: int, end: int) -> bool:
    """Whether 第八条 stands alone on its line, or at its head with white space after it."""
    if start > 0:
        return False
    return end == len(text.text) or text.places[end] > text.places[end - 1] + 1


def _of(provisions: Provisions, document: Document) -> Provisions:
    """The same provisions, as those of `document`."""
    references = tuple(
        replace(reference, document=document.title, edition=document.edition)
        for reference in provisions.references
    )
    return provisions._replace(references=references)
