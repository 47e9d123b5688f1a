"""The documents that an article names: titles in 《》, editions, the short names given in passing.

All text here is in the form of `legal_text`.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from docpipe.structure.laws import ABBREVIATIONS, KINDS, KNOWN_LAWS
from docpipe.structure.legal_text import LegalText
from docpipe.structure.numerals import parse_numeral

# The brackets of a Chinese title, which exports fold to half width.
_FULL_WIDTH = str.maketrans("()", "（）")


class Document(NamedTuple):
    """A document by its full title without 《》, and the year of its edition where that was written."""

    title: str
    edition: int | None = None


class Mention(NamedTuple):
    """A document's name in a line: its span, what stands in it, and what the brackets after it say.

    `after` is the index behind those brackets. `edition` is None where no year was written, and
    `renewed` says that another edition than the last one is meant all the same (新修订的).
    """

    start: int
    end: int
    after: int
    name: str
    edition: int | None = None
    renewed: bool = False
    aliases: tuple[str, ...] = ()


_LONGEST_TITLE = 100
_LONGEST_BRACKET = 80
_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})"
# 发布 and 印发 date an edition; 施行 does not: what comes into force in January was revised before.
_EDITED = "修订|修正|修改|年版|版|修|发布|印发|公布|颁布|通过"
_EDITION_IN_BRACKET = re.compile(
    rf"{_YEAR}(?:年)?(?:$|[^()]{{0,12}}?(?:{_EDITED}))|^{_YEAR.replace('year', 'bare')}$"
)
_EDITION_AFTER = re.compile(rf"{_YEAR}年?(?:修订|修正)?版本?")
_EDITION_BEFORE = re.compile(rf"{_YEAR}年?(?:新|最新)?(?:修订|修正|修改|版)(?:版|本)?(?:后)?的?$")
_YEAR_BEFORE = re.compile(rf"{_YEAR}年$")
_RENEWED_BEFORE = re.compile("(?:新修订|新修正|最新|新版|旧版|原|旧|新|修订后|修订前|现行)的?$")
_EDITION_IN_TITLE = re.compile(rf"\({_YEAR}年?(?:\d+月(?:\d+日)?)?(?:第.次)?(?:{_EDITED})?本?\)$")
_CALLED = r"(?:(?:以下|下文|后文|下面|以后|下)(?:均|都|统一|统|合|一律)?(?:简称|称)|简称)(?:为|作|之为)?:?"
_ALIAS = re.compile(
    rf"{_CALLED}(?:《(?P<title>[^《》]{{1,30}})》|[“\"'‘](?P<quoted>[^”\"'’“《]{{1,30}})[”\"'’]"
    rf"|(?P<plain>(?:(?!第)[\u4e00-\u9fff]){{0,12}}?(?:{'|'.join(KINDS)})))"
)
# 以下统称《准则》《条例》: one word gives several short names.
_MORE_ALIASES = re.compile("(?:[、和与及]?《[^《》]{1,30}》){1,5}")
_IN_TITLE_MARKS = re.compile("《([^《》]{1,30})》")
_BETWEEN_DOCUMENTS = re.compile("(?:[、和与及]|以及)?")
_PLAIN_ALIAS = re.compile(rf"{_CALLED}([\u4e00-\u9fff]{{2,12}})$")
_NAMED = re.compile(rf"[《〈]|{_CALLED}")
# Between a document and its short name: 《…》,以下简称条例 or 《…》是…,以下简称《条例》.
_ALIAS_REACH = 24


def find_mentions(text: LegalText) -> list[Mention]:
    """Every document named in 《》, and those without whose short name follows, in the order of the text."""
    mentions: list[Mention] = []
    at = 0
    while (found := _NAMED.search(text.text, at)) is not None:
        mention = _read_title(text, found.start()) if found[0] in "《〈" else None
        if mention is not None:
            mentions.append(mention)
            _share_out(text, mentions)
            at = mention.after
            continue
        alias = None if found[0] in "《〈" else _ALIAS.match(text.text, found.start())
        if alias is not None:
            _attach(text, mentions, alias)
        at = alias.end() if alias else found.end()
    return mentions


def _share_out(text: LegalText, mentions: list[Mention]) -> None:
    """Give each of several documents in a row its short name: 《甲》《乙》(以下统称《丙》《丁》)."""
    aliases = mentions[-1].aliases
    row = mentions[-len(aliases) :]
    joined = all(
        _BETWEEN_DOCUMENTS.fullmatch(text.text[first.after : second.start]) for first, second in pairwise(row)
    )
    if 1 < len(aliases) == len(row) and joined:
        mentions[-len(row) :] = [
            mention._replace(aliases=(*mention.aliases, alias) if mention is not row[-1] else (alias,))
            for mention, alias in zip(row, aliases, strict=True)
        ]


def _read_title(text: LegalText, start: int) -> Mention | None:
    close = text.closing.get(start)
    if close is None or not 1 < close - start <= _LONGEST_TITLE:
        return None
    return read_mention(text, start, close + 1, text.text[start + 1 : close])


def read_mention(text: LegalText, start: int, end: int, name: str) -> Mention:
    """The mention of `name`, which stands at that span, with what the words before and the brackets after say."""
    edition, renewed = _edition_before(text.text, start)
    inside = _EDITION_IN_TITLE.search(name)
    if inside is not None:
        name, edition = name[: inside.start()], parse_numeral(inside["year"])
    aliases: list[str] = []
    after = end
    while text.text[after : after + 1] in {"(", "["} and (close := text.closing.get(after)) is not None:
        content = text.text[after + 1 : close]
        if len(content) > _LONGEST_BRACKET or (len(content) < 3 and parse_numeral(content) is not None):
            break
        aliases += _aliases_in(content)
        edition = _edition_in(content) or edition
        after = close + 1
    version = _EDITION_AFTER.match(text.text, after)
    if version is not None:
        edition, after = parse_numeral(version["year"]), version.end()
    return Mention(start, end, after, name.translate(_FULL_WIDTH), edition, renewed, tuple(aliases))


def _edition_before(text: str, start: int) -> tuple[int | None, bool]:
    before = text[max(0, start - 16) : start]
    found = _EDITION_BEFORE.search(before) or _YEAR_BEFORE.search(before)
    if found is not None:
        return parse_numeral(found["year"]), True
    return None, bool(_RENEWED_BEFORE.search(before))


def _edition_in(content: str) -> int | None:
    found = _EDITION_IN_BRACKET.search(content)
    return parse_numeral(found["year"] or found["bare"]) if found else None


def _aliases_in(content: str) -> list[str]:
    """The short names that a bracket gives."""
    given: list[str] = []
    for alias in _ALIAS.finditer(content):
        given.append(_alias_name(alias))
        if alias["title"] and (more := _MORE_ALIASES.match(content, alias.end())):
            given += _IN_TITLE_MARKS.findall(more[0])
    plain = _PLAIN_ALIAS.search(content)
    return given or ([plain[1]] if plain else [])


def _alias_name(alias: re.Match[str]) -> str:
    return alias["title"] or alias["quoted"] or alias["plain"]


def _attach(text: LegalText, mentions: list[Mention], alias: re.Match[str]) -> None:
    """Give the short name to the document named last before it, in 《》 or without."""
    name = _alias_name(alias)
    end = alias.start()
    while end and text.text[end - 1] in "(,[":
        end -= 1
    floor = mentions[-1].after if mentions else 0
    written = written_name(text.text, end, floor)
    if written is not None and end != floor:
        mentions.append(read_mention(text, written, end, text.text[written:end]))
        # The bracket that follows holds this very short name.
        if name not in mentions[-1].aliases:
            mentions[-1] = mentions[-1]._replace(aliases=(name,))
    elif (
        mentions and end - floor <= _ALIAS_REACH and name.endswith(KINDS) and "。" not in text.text[floor:end]
    ):
        mentions[-1] = mentions[-1]._replace(aliases=(*mentions[-1].aliases, name))


# ── names without 《》 ────────────────────────────────────────────────────────────────────────

_LONGEST_NAME = 40
_LONGEST_LAW = max(map(len, KNOWN_LAWS))
_STATE = "中华人民共和国"
_PARTY = "中国共产党"
_NOT_A_NAME = re.compile("[^\u3007\u4e00-\u9fff]")
# What ends before a name begins. 和 and its like part two names only where a name or a provision ends.
_CUT = re.compile(
    "根据|依据|依照|按照|遵照|参照|比照|违反|触犯|适用|符合|对照|参见|详见|构成|结合|援引|引用|遵守|贯彻|落实|熟知|牢记|"
    "重温|出自|掌握|解读|宣读|熟悉|规定了|属于|以及|了(?!解)|(?<=[条款项目法例定则章典程])(?:和|与|及|或|并)"
)
_LEAD = re.compile(
    "(?:将|应当|应(?!急)|可以|可(?!再生)|要(?!素)|必须|并|则|就|都|也|又|均|且|及|和|与|即|是|由|在(?!职|建|线|校)|对(?!外)|"
    "从(?!业)|按|依(?!法)|据|见|以|因(?!公)|其|请看|请|看|我国的?|现行的?|新修订的?|修订后的?|如|到|把|于|我们的|该省|"
    "(?:二[〇零]..|20..)年版?)+"
)
# Nouns in 法 that are no law.
_NOT_LAW = re.compile(
    "(?:方|做|作|看|说|想|用|手|书|语|魔|立|依|守|普|学|犯|枉|无|非|违|执|司|合|设|疗|算|打|玩|兵|句|文|乐|章|家|拳|剑)法$"
)
_NAME_END = re.compile(
    "(?:条例|办法|法(?:司法)?解释|细则|规则|准则|守则|章程|规程|指引|通则|制度|[^方做作看说想用]法|法典|"
    "(?:若干|管理|暂行|处理|处罚|处分|工作|行为|实施|监督|保护|特别|补充|具体|责任|制度|考核|安全|问责)规定)$"
)
_SHORTEST_NAME = 4
# What is spoken and never stands in a title.
_SAID = re.compile("[我你他她们哪吗呢吧懂读讲把让这那]")
_KIND = re.compile(f"(?:{'|'.join(KINDS)})$")
_POINTING = re.compile("^(?:上述|以上|前述|这一|这个|本|该|此|这|原|现|新|旧)(?=.)")


def written_name(text: str, end: int, floor: int = 0) -> int | None:
    """Where the name of a document without 《》 begins that ends at `end`, not before `floor`; None if none does."""
    window = text[max(floor, end - _LONGEST_NAME) : end]
    gaps = [found.end() for found in _NOT_A_NAME.finditer(window)]
    run = window[gaps[-1] if gaps else 0 :]
    if not run or run[-1] not in "法典例定则章程引度释":
        return None
    law = _known_law(run)
    if law is not None:
        return end - len(law)
    cuts = [found.end() for found in _CUT.finditer(run)]
    name = run[cuts[-1] if cuts else 0 :]
    lead = _LEAD.match(name)
    name = name[lead.end() if lead else 0 :]
    if name != "法" and _POINTING.sub("", name) in KINDS:
        return end - len(name)
    if "的" in name and not name.startswith("关于"):
        name = name.rpartition("的")[2]
    if _SAID.search(name):
        name = next((kind for kind in KINDS if name.endswith(kind)), "")
    if (len(name) > 1 and name in KINDS) or (
        len(name) >= _SHORTEST_NAME and _NAME_END.search(name) and not _NOT_LAW.search(name)
    ):
        return end - len(name)
    return None


def _known_law(run: str) -> str | None:
    """The longest law of the state whose name ends `run`."""
    for length in range(min(len(run), _LONGEST_LAW), 1, -1):
        if run[-length:] in KNOWN_LAWS:
            law = run[-length:]
            return _STATE + law if run.endswith(_STATE + law) else law
    return None


# ── what a name stands for ───────────────────────────────────────────────────────────────────


def kind_named(name: str) -> str | None:
    """The kind that a name such as 条例, 本条例 or 原条例 is all of; None where it says more."""
    kind = _POINTING.sub("", name)
    return kind if kind in KINDS else None


class Documents:
    """The documents named so far: what a short name stands for at this place of the article."""

    def __init__(self) -> None:
        self.main: Document | None = None
        """The first document that was given a short name: what the article is about."""
        self._aliases: dict[str, Document] = {}
        self._titles: dict[str, Document] = {}
        self._by_ending: dict[str, str] = {}
        self._recent: dict[str, str] = {}

    def enter(self, mention: Mention, later: "Documents | None" = None) -> Document:
        """The document that `mention` names, remembered with the short names given to it.

        `later` knows what the rest of the article names.
        """
        known = self.resolve(mention.name)
        named = known or (later.resolve(mention.name) if later else None)
        title = named.title if named else mention.name
        # A year holds from where it is written.
        edition = mention.edition or (known.edition if known and not mention.renewed else None)
        document = Document(title, edition)
        self._remember(document)
        for alias in mention.aliases:
            self._aliases[alias] = document
            self.main = self.main or document
        return document

    def resolve(self, name: str) -> Document | None:
        """The document that `name`, without 《》, stands for; None where the article names none so far."""
        pointed = _POINTING.sub("", name)
        if pointed != name and pointed in self._recent:
            return self._titles[self._recent[pointed]]
        if name in self._aliases:
            alias = self._aliases[name]
            return self._titles.get(alias.title, alias)
        for state in (_STATE, _PARTY, ""):
            if state + name in self._titles:
                return self._titles[state + name]
        if pointed in self._aliases:
            return self._aliases[pointed]
        full = ABBREVIATIONS.get(pointed)
        if full is not None:
            return self._titles.get(_STATE + full) or self._titles.get(full)
        if pointed in KNOWN_LAWS or len(pointed) < 2:
            return None
        title = self._recent.get(pointed) or self._by_ending.get(pointed)
        return self._titles[title] if title else None

    def is_alias(self, name: str) -> bool:
        """Whether `name` was given to a document in passing."""
        return name in self._aliases

    def _remember(self, document: Document) -> None:
        title = document.title
        if title not in self._titles:
            for at in range(1, min(len(title), _LONGEST_TITLE) - 1):
                self._by_ending.setdefault(title[at:], title)
        self._titles[title] = document
        kind = _KIND.search(title)
        if kind is not None and kind[0] != title:
            self._recent[kind[0]] = title
