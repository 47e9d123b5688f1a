"""What a text cites: provisions of laws, regulations and party rules, each with the document it is of.

A citation is told by its grammar (`provisions`), its document by the name before it, in 《》 or
without, by a short name given in passing (`documents`), or by what the text spoke of last. One
contiguous expression of one document is one `Found`: 《条例》第二十七条、第三十三条 has two references.

No citations: a document named as a whole, numbered items of the article itself (第3条所称), the
articles of a document that the article reproduces, and what is only counted (第一条红线).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.model import Reference
from docpipe.structure.documents import Document, Documents, Mention, find_mentions, written_name
from docpipe.structure.laws import ABBREVIATIONS, KINDS, KNOWN_LAWS
from docpipe.structure.legal_text import LegalText, read_legal_text
from docpipe.structure.numerals import parse_numeral
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
    texts = [_read(line) for line in lines]
    if not any(texts):
        return [() for _ in lines]
    whole = Documents()
    for text in [*_read(title or ""), *(segment for segments in texts for segment in segments)]:
        for mention in find_mentions(text):
            whole.enter(mention)
    reader = _Reader(whole, _Numbered(texts))
    for text in _read(title or ""):
        reader.read(text)
    return [reader.read_line(segments) for segments in texts]


# Without one of these signs a line names no document and cites nothing.
_WORTH_READING = re.compile("[《〈条條款项項章称稱]|[.、:．：）)]")


def _read(line: str) -> list[LegalText]:
    """The reading forms of the parts of `line` between line breaks."""
    parts, at = [], 0
    for part in line.split("\n"):
        if _WORTH_READING.search(part):
            parts.append(read_legal_text(part, at))
        at += len(part) + 1
    return parts


# ── what the article itself numbers ──────────────────────────────────────────────────────────

_OWN_ARTICLE = re.compile(rf"第({NUMBER})条(?!之)")
_OWN_ITEM = re.compile(r"[(]?(\d{1,3})(?:[.、:)](?!\d))")
_OWN_NAME = re.compile(
    f"(?:制定|印发|修订|发布|公布)本({'|'.join(KINDS)})|本({'|'.join(KINDS)})(?:自|由|所称|适用于)"
)


class _Numbered:
    """The articles and items that the article has of its own: 第一条 … 第二条 at the heads of lines, 3、."""

    def __init__(self, texts: Sequence[Sequence[LegalText]]) -> None:
        self.articles = 0
        self.items: set[int] = set()
        self.names: set[str] = set()
        expected = 1
        for segment in (segment for segments in texts for segment in segments):
            article = _OWN_ARTICLE.match(segment.text)
            if article is not None and parse_numeral(article[1]) == expected:
                expected += 1
            item = _OWN_ITEM.match(segment.text)
            if item is not None:
                self.items.add(int(item[1]))
            self.names.update(found[1] or found[2] for found in _OWN_NAME.finditer(segment.text))
        # A single 第一条 begins no document.
        self.articles = expected - 1 if expected > 2 else 0

    def has(self, provisions: Provisions, *, document_near: bool) -> bool:
        """Whether an expression without document means the article's own articles or items."""
        number = provisions.references[0].article or 0
        if number <= self.articles:
            return True
        return not provisions.written_in_chinese and number in self.items and not document_near


# ── the reading ──────────────────────────────────────────────────────────────────────────────

_EVENT = re.compile(rf"[《〈]|第(?=[(\[]?{NUMBER})|[同该本前上](?:条(?!例)|款)|前[两二三]款")
# Between a document and its provision: 《民法典》婚姻家庭编第…, 《条例》中第….
_FILLER = re.compile(
    r"(?:中的?|里的?|的|分则中?的?|总则中?的?|[\u4e00-\u9fff]{1,8}?编的?|关于)?(?:[(]?以下简称[^()]{0,20}[)]?)?"
)
_POINTER = re.compile("同条|该条(?!例)|该款|同款")
# Titles that set what a bare 第十七条 belongs to, although nothing of them is cited yet.
_LAW_LIKE = re.compile(rf"(?:{'|'.join(KINDS)}|章|典)(?:[(][^()]*[)])?$")
# What has articles of its own but is no law.
_NO_LAW = re.compile(
    "(?:清单|合同|协议|协议书|公约|承诺书|倡议书|手册|问卷|试卷|禁令|红线|铁律|说明|须知|保单|条款|题|微博|微信|新闻|评论)$"
)
_COUNTED = re.compile(
    "红线|底线|经验|建议|意见|措施|路|消息|信息|短信|微博|微信|评论|留言|新闻|街|河|船|狗|鱼|腿|战线|线|理由|原因|禁令|铁律|纪律|"
    "准则|提示|提醒|视频|动态|公告|热搜|高速|铁|公路|航线|地铁|龙|裤|裙|毛巾|被子|心得|体会|承诺|倡议|誓言|家规|家训|规矩|"
    "规则|标准|教训|弹幕|推文|朋友圈|款|是[:,]|:|规定动作"
)
_CUE_BEFORE = re.compile(
    "(?:根据|依据|依照|按照|遵照|参照|比照|违反|触犯|适用|符合|对照|参见|详见|请看|见|看|在|按|依|据|和|与|及|【|对应|援引|引用|上述)$"
)
_STRONG_CUE = re.compile("(?:根据|依据|依照|按照|遵照|参照|比照|违反|触犯|适用|符合|援引)$")
_CUE_AFTER = re.compile(
    "(?:中|的|之|也|还|又|则|就|均|都|分别|专门|明确|同时)*(?:规定|明确|指出|强调|提到|提出|禁止|列|所列|所称|款|条文)"
)
# Articles above this are rarely of anything but a law.
_FEW = 10


class _Reader:
    """The state that runs along the text: the documents named, and the last provision of each."""

    def __init__(self, whole: Documents, own: _Numbered) -> None:
        self._whole = whole
        self._own = own
        self._documents = Documents()
        self._last: Document | None = None
        self._last_line = 0
        self._near: Document | None = None
        self._places: dict[str | None, Reference] = {}
        self._place: Reference | None = None
        self._line = 0
        self._done = 0

    def read_line(self, segments: Sequence[LegalText]) -> tuple[Found, ...]:
        self._line += 1
        self._near = None
        return tuple(found for segment in segments for found in self.read(segment))

    def read(self, text: LegalText) -> list[Found]:
        mentions = {mention.start: mention for mention in find_mentions(text)}
        found: list[Found] = []
        self._done = 0
        at = 0
        while (event := _next_event(text, at, mentions)) is not None:
            start = event
            mention = mentions.get(start)
            if mention is not None:
                end, citation = self._read_mention(text, mention)
            else:
                end, citation = self._read_bare(text, start)
            if citation is not None:
                found.append(citation)
                self._done = end
            at = max(end, start + 1)
        return found

    # ── with a document ──

    def _read_mention(self, text: LegalText, mention: Mention) -> tuple[int, Found | None]:
        document = self._documents.enter(mention, self._whole)
        if _LAW_LIKE.search(document.title) and not _NO_LAW.search(document.title):
            self._speak_of(document)
        self._done = mention.after
        filler = _FILLER.match(text.text, mention.after)
        for at in {filler.end() if filler else mention.after, mention.after}:
            provisions = self._provisions_of(text, at, document)
            if provisions is not None:
                return provisions.end, self._cite(text, mention.start, provisions, document)
        return mention.after, None

    def _provisions_of(self, text: LegalText, at: int, document: Document) -> Provisions | None:
        base = Reference(document=document.title, edition=document.edition)
        pointer = _POINTER.match(text.text, at)
        if pointer is not None:
            return self._pointed(text, pointer, self._places.get(document.title))
        provisions = parse_provisions(text.text, at, base)
        return provisions if provisions is not None and provisions.depth <= ARTICLE else None

    def _speak_of(self, document: Document) -> None:
        self._near = self._last = document
        self._last_line = self._line

    def _cite(self, text: LegalText, start: int, provisions: Provisions, document: Document | None) -> Found:
        if document is not None:
            self._speak_of(document)
        self._place = provisions.references[-1]
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
            return self._read_named(text, at, provisions, *named)
        if provisions.depth < ARTICLE or not self._is_provision(text, at, provisions):
            return provisions.end, None
        document = self._current(provisions)
        if document is None:
            return provisions.end, self._read_homeless(text, at, provisions)
        return provisions.end, self._cite(text, at, _of(provisions, document), document)

    def _named_before(self, text: LegalText, at: int) -> tuple[int, int] | None:
        """The span of the name, without 《》, that ends before `at`; the brackets after it are skipped."""
        end = at
        if end and text.text[end - 1] in "的中":
            end -= 1
        if text.text[end - 1 : end] == ")" and text.opening.get(end - 1, -1) >= self._done:
            end = text.opening[end - 1]
        if text.text[end - 1 : end] in {"”", '"'}:
            start = max(text.text.rfind("“", self._done, end - 1), text.text.rfind('"', self._done, end - 1))
            quoted = text.text[start + 1 : end - 1] if 0 <= end - start <= 40 and start >= 0 else ""
            return (start, end) if self._is_name(quoted) else None
        start_of_name = written_name(text.text, end, self._done)
        alias = self._alias_before(text.text, end)
        if start_of_name is None or (alias is not None and text.text[start_of_name:end] in KINDS):
            return (
                (alias, end) if alias is not None else None if start_of_name is None else (start_of_name, end)
            )
        return start_of_name, end

    def _is_name(self, name: str) -> bool:
        return bool(name) and (self._resolve(name) is not None or name.endswith(KINDS))

    def _alias_before(self, text: str, end: int) -> int | None:
        for length in range(min(16, end - self._done), 1, -1):
            if self._documents.is_alias(text[end - length : end]):
                return end - length
        return None

    def _read_named(
        self, text: LegalText, at: int, provisions: Provisions, start: int, end: int
    ) -> tuple[int, Found | None]:
        name = text.text[start:end].strip('“”"')
        document = self._resolve(name)
        kind = name.lstrip("本该此这上述前以个一")
        if kind in KINDS and name.startswith("本") and (self._own.articles or kind in self._own.names):
            return provisions.end, None
        if document is None and kind in KINDS:
            if name.startswith("本"):
                return provisions.end, None
            near = self._near
            if near is None or kind == "规定":
                return provisions.end, self._cite(text, start, provisions, None)
            document = near
        if document is None:
            mention = Mention(start, end, at, name)
            document = self._documents.enter(mention, self._whole)
        return provisions.end, self._cite(text, start, _of(provisions, document), document)

    def _resolve(self, name: str) -> Document | None:
        return self._documents.resolve(name) or self._whole.resolve(name)

    def _is_provision(self, text: LegalText, at: int, provisions: Provisions) -> bool:
        """Whether a bare 第N条 is a provision, and no item of the article and nothing that is counted."""
        before, after = text.text[max(0, at - 8) : at], text.text[provisions.end : provisions.end + 8]
        if _NO_LAW.search(before) or self._own.has(provisions, document_near=self._near is not None):
            return False
        plain = len(provisions.references) == 1 and provisions.references[0].paragraph is None
        if plain and provisions.references[0].item is None and _COUNTED.match(after):
            return False
        first = provisions.references[0]
        return (
            (first.article or 0) > _FEW
            or (first.paragraph or first.item) is not None
            or bool(_CUE_BEFORE.search(before) or _CUE_AFTER.match(after))
        )

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
        goes_on = place is not None and 0 < article - (place.article or 0) <= 3
        return self._last if goes_on and self._line - self._last_line <= 1 else main

    def _read_homeless(self, text: LegalText, at: int, provisions: Provisions) -> Found | None:
        """A provision of no document that the article names: only where the words leave no doubt."""
        before = text.text[max(0, at - 4) : at]
        sure = _STRONG_CUE.search(before) and provisions.written_in_chinese
        return self._cite(text, at, provisions, None) if sure else None

    # ── parts and pointers ──

    def _read_part(self, text: LegalText, at: int, provisions: Provisions) -> tuple[int, Found | None]:
        """第二款 or 第(一)项 alone: of the article cited before it in the line."""
        place = self._place
        if place is None or place.article is None or self._near is None:
            return provisions.end, None
        before, after = text.text[max(0, at - 3) : at], text.text[provisions.end : provisions.end + 8]
        in_brackets = text.text[at + 1] in "(["
        sure = before.endswith(
            ("其中", "其", "该条", "本条", "同条", "及", "和", "与")
        ) or _CUE_BEFORE.search(before)
        if not (sure or in_brackets or _CUE_AFTER.match(after)):
            return provisions.end, None
        depth = PARAGRAPH if provisions.depth >= ITEM else ARTICLE
        again = parse_provisions(text.text, at, cut_reference(place, depth), depth)
        document = Document(place.document, place.edition) if place.document else None
        return provisions.end, self._cite(text, at, again or provisions, document)

    def _read_pointer(self, text: LegalText, at: int) -> tuple[int, Found | None]:
        found = re.compile("[同该本前上]条|前[两二三]款|[同该本前上]款").match(text.text, at)
        if found is None:
            return at + 1, None
        provisions = self._pointed(text, found, self._place)
        if provisions is None:
            return found.end(), None
        place = provisions.references[0]
        document = Document(place.document, place.edition) if place.document else None
        return provisions.end, self._cite(text, at, provisions, document)

    def _pointed(self, text: LegalText, found: re.Match[str], place: Reference | None) -> Provisions | None:
        """What 同条, 该条, 前款 and the like mean, with the parts named after them."""
        if place is None or place.article is None:
            return None
        word = found[0]
        depth = PARAGRAPH if word.endswith("款") else ARTICLE
        base = self._point(word, place)
        below = parse_provisions(text.text, found.end(), base, depth)
        if below is not None and below.depth > depth:
            return below
        after = text.text[found.end() : found.end() + 8]
        if word in {"同条", "该条"} and not _COUNTED.match(after):
            return Provisions(found.end(), (base,), depth, written_in_chinese=True)
        if word.startswith("前") and _CUE_AFTER.match(after):
            return Provisions(found.end(), (base,), depth, written_in_chinese=True)
        return None

    def _point(self, word: str, place: Reference) -> Reference:
        if word == "前条" and self._near is not None and (place.article or 0) > 1:
            return replace(cut_reference(place, ARTICLE), article=(place.article or 0) - 1, sub_article=None)
        if not word.endswith("款"):
            return cut_reference(place, ARTICLE)
        base = cut_reference(place, PARAGRAPH)
        if word == "前款" and (place.paragraph or 0) > 1:
            return replace(base, paragraph=(place.paragraph or 0) - 1)
        return base


def _next_event(text: LegalText, at: int, mentions: dict[int, Mention]) -> int | None:
    """The index of what may begin a citation, from `at` on."""
    found = _EVENT.search(text.text, at)
    return found.start() if found else None


def _of(provisions: Provisions, document: Document) -> Provisions:
    """The same provisions, as those of `document`."""
    references = tuple(
        replace(reference, document=document.title, edition=document.edition)
        for reference in provisions.references
    )
    return provisions._replace(references=references)
