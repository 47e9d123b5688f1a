"""The data of a Meipian article, as its pages and its API carry it → title, author, time, segments.

Fields are taken by name from the lists below and from nowhere else: the same objects hold the
author's telephone number, address on the network, device and place.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from docpipe.errors import Message, NoArticleError
from docpipe.readers.cut_json import parse_cut
from docpipe.readers.literals import LiteralError, parse_literal

_SHANGHAI = timezone(timedelta(hours=8))
_ADDRESS = "https://www.meipian.cn/"

# Where pages have the data, in the order in which they are trusted.
_VARIABLES = ("ARTICLE_DETAIL", "BLADE_ARTICLE_JSON")
_ASSIGNED = re.compile(
    rf"(?<![\w$])(?:{'|'.join(_VARIABLES)})\s{{0,9}}=(?!=)\s{{0,9}}(?:JSON\.parse\s{{0,9}}\(\s{{0,9}})?"
)
_TEXTAREA = re.compile(r"<textarea\b[^>]{0,300}\bdata-article-json\b[^>]{0,300}>", re.IGNORECASE)
_TEXTAREA_END = re.compile(r"</textarea\s*>", re.IGNORECASE)
_WRAPPERS = ("data", "result", "detail", "articleDetail")
_DEPTH = 4
"""How deep answers of the API wrap an article."""

_TEXTS = ("text", "title", "address", "link_title", "link_desc", "link_url", "url", "desc")
_ADDRESSES = ("img_url", "video_url", "video_thumbnail")
_FLAGS = ("text_center", "text_strong", "text_large", "img_del", "text_del", "location_del", "video_del")
# A whole tag of those that editors write, for `a&lt;b &amp; c&gt;d` is none.
_ESCAPED = re.compile(
    r"&lt;/?(?:p|h[1-6]|div|section|span|b|strong|i|em|u|s|font|br|hr|img|a|[uo]l|li|blockquote|table|t[rd])"
    r"(?:\s{1,9}+[\w:-]{1,40}+(?:=(?:&quot;(?:(?!&quot;).){0,999}+&quot;|\"[^\"]{0,999}+\"|'[^']{0,999}+'))?+){0,20}+"
    r"\s{0,9}+/?&gt;",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060]")


class Segment(NamedTuple):
    """One segment of an article: its type as Meipian numbers it, and what the lists above allow.

    `seconds` is the length of a video, `colour` what the old editor gave as the colour of the text.
    """

    kind: int | None
    texts: Mapping[str, str]
    addresses: Mapping[str, str]
    flags: frozenset[str]
    seconds: float | None = None
    colour: str = ""

    def text(self, name: str = "text") -> str:
        """The text called `name`, "" where there is none."""
        return self.texts.get(name, "")


class Detail(NamedTuple):
    """An article as its data has it; None is unknown. `published` is ISO 8601, of China's time."""

    segments: tuple[Segment, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    address: str | None = None


class FoundData(NamedTuple):
    """The articles that a page has as data, and whether it has data that is broken."""

    details: tuple[Detail, ...]
    is_broken: bool = False


def find_data(markup: str) -> FoundData:
    """What the page `markup` has as data: the articles of the first place that holds any."""
    is_broken = False
    for value in _values(markup):
        if details := collect_details(value):
            return FoundData(details)
        is_broken = is_broken or value is None
    return FoundData((), is_broken)


def find_remains(markup: str) -> tuple[Detail, ...]:
    """The articles in data that the end of the page `markup` cuts off, as far as they go."""
    remains = (collect_details(parse_cut(markup, start)) for start in _places(markup))
    return next(filter(None, remains), ())


def _values(markup: str) -> Iterator[Any]:
    for start in _places(markup):
        yield _parse_at(markup, start)
    for opening in _TEXTAREA.finditer(markup):
        end = _TEXTAREA_END.search(markup, opening.end())
        content = html.unescape(markup[opening.end() : end.start() if end else len(markup)]).strip()
        if content:
            yield parse_json(content)


def broken_data(name: str) -> NoArticleError:
    """What to raise for data of an article, from `name`, that cannot be read."""
    problem = Message("文章数据不完整或已损坏", "the data of the article is cut off or broken")
    return NoArticleError(problem, Message("请重新保存网页", "save the page again"), name)


def _places(markup: str) -> Iterator[int]:
    found = sorted(
        _ASSIGNED.finditer(markup), key=lambda match: _VARIABLES.index(match.group().split("=")[0].strip())
    )
    return (match.end() for match in found)


def _parse_at(text: str, start: int) -> Any:
    """The value that begins at `start`, as JSON, or else as the JavaScript that it is; None for neither."""
    try:
        value = json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        try:
            value = parse_literal(text, start)
        except (LiteralError, RecursionError):
            return None
    return parse_json(value) if isinstance(value, str) else value


def parse_json(text: str) -> Any:
    """The value of the JSON `text`; None where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def collect_details(value: Any, depth: int = _DEPTH) -> tuple[Detail, ...]:
    """The articles in `value`: one object, an array of segments, or what the API wraps around them."""
    if isinstance(value, list):
        if _is_content(value):
            return (Detail(_segments(value)),)
        found = (
            (collect_details(entry, depth - 1) for entry in value if isinstance(entry, dict)) if depth else ()
        )
        return tuple(detail for details in found for detail in details)
    if not isinstance(value, dict) or not depth:
        return ()
    if content := _content_of(value):
        return (_detail(value, content),)
    for name in _WRAPPERS:
        if details := collect_details(value.get(name), depth - 1):
            return details
    # A map from the numbers of articles to their contents.
    maps = [entry for entry in value.values() if isinstance(entry, list) and _is_content(entry)]
    return tuple(Detail(_segments(entry)) for entry in maps)


def _content_of(value: dict[str, Any]) -> list[Any]:
    """The segments of an article, which stand in two places of the same object."""
    article = _mapping(value.get("article"))
    inner = _mapping(article.get("content"))
    for content in (value.get("content"), article.get("content"), inner.get("content")):
        given = parse_json(content) if isinstance(content, str) else content
        if isinstance(given, list) and _is_content(given):
            return given
    return []


def _is_content(value: list[Any]) -> bool:
    named = {"type", "text", "img_url", "video_url"}
    return bool(value) and all(isinstance(entry, dict) and not named.isdisjoint(entry) for entry in value)


def _detail(value: dict[str, Any], content: list[Any]) -> Detail:
    article, author = _mapping(value.get("article")), _mapping(value.get("author"))
    article = article or value
    mask = _string(article.get("mask_id"))
    return Detail(
        segments=_segments(content),
        title=clean_title(_string(article.get("title")) or _without_markup(article.get("rich_text_title"))),
        author=clean_title(_first(author.get("nickname"), value.get("author"), article.get("nickname"))),
        published=_moment(article.get("create_time")),
        address=f"{_ADDRESS}{mask}" if re.fullmatch(r"[0-9a-z]{4,20}", mask) else None,
    )


def _segments(content: list[Any]) -> tuple[Segment, ...]:
    return tuple(_segment(entry) for entry in content if isinstance(entry, dict))


def _segment(entry: dict[str, Any]) -> Segment:
    kind, seconds = _number(entry.get("type")), _number(entry.get("video_length"))
    colour = _string(entry.get("text_color"))
    return Segment(
        kind=None if kind is None else int(kind),
        texts={name: unescape_once(text) for name in _TEXTS if (text := _string(entry.get(name)))},
        addresses={name: text for name in _ADDRESSES if (text := _string(entry.get(name)).strip())},
        flags=frozenset(name for name in _FLAGS if _number(entry.get(name))),
        seconds=seconds,
        colour="" if colour in ("0", "1") else colour,
    )


def unescape_once(text: str) -> str:
    """`text` with its entities resolved once, where its markup is escaped and it has no other."""
    return html.unescape(text) if _ESCAPED.search(text) and not _TAG.search(text) else text


def clean_title(title: str) -> str | None:
    """`title` without characters that nobody sees; None where nothing is left."""
    return _INVISIBLE.sub("", html.unescape(title)).strip() or None


def _moment(value: Any) -> str | None:
    seconds = _number(value)
    if seconds is None or not 0 < seconds < 1e11:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).astimezone(_SHANGHAI).isoformat()


def _without_markup(value: Any) -> str:
    return _TAG.sub("", _string(value))


def _first(*values: Any) -> str:
    return next(filter(None, map(_string, values)), "")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    # Numbers come as strings, and strings as numbers.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _number(value: Any) -> float | None:
    try:
        number = float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) < 1e15 else None
