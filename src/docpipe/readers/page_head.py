"""Title, author, time and address of a page, from its head, its first heading and the line below it."""

import html
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from docpipe.readers.tree import Element, descendants, text_of

_SHANGHAI = timezone(timedelta(hours=8))

# The names of <meta>, the surest first; those in capitals are those of China's government pages.
_TITLES = ("articletitle", "og:title", "twitter:title", "title")
_AUTHORS = ("author", "article:author", "og:article:author", "byline")
_SOURCES = ("contentsource", "og:site_name", "source", "mediaid")
_TIMES = (
    "article:published_time", "pubdate", "publishdate", "og:release_date", "og:pubdate", "weibo: article:create_at",
    "weibo:article:create_at", "datepublished", "dc.date", "publish_time", "apub:time", "publish-date", "date",
)  # fmt: skip
_DATE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)\s?[-年/.]\s?(1[0-2]|0?[1-9])\s?[-月/.]\s?(3[01]|[12]\d|0?[1-9])(?:日|(?!\d))"
    r"(?:[\sT]{0,3}([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：][0-5]\d)?)?"
)
_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—·]+\s+|\s*——+\s*|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])")
_SAVED = re.compile(
    r"saved from url=\(\d{1,6}\)(\S{1,2000})|Page saved with SingleFile\s+url:\s+(\S{1,2000})"
)
_NEXT_DATA = re.compile(r"""<script\b[^>]{0,200}\bid=["']__NEXT_DATA__["'][^>]{0,200}>""")
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)

# A byline: labels and what they label, on one short line below the title.
_BYLINE_LENGTH = 120
_LABEL = re.compile(
    r"(?:发布|发表|更新|创建|信息)?(?:时间|日期)[:：]?|来\s*源[:：]|作\s*者[:：]|文[:：/]|编\s*辑[:：]|责任编辑[:：]|责编[:：]|浏览|阅读|点赞|收藏|转发|点击|访问|字体|字号|"
    r"发布者[:：]|发布人[:：]|发布单位[:：]|供稿[:：]|信息来源[:：]|发表于|发布于|评论|\d+\s?次"
)
_BYLINE_WORDS = re.compile(
    "(?:调整)?字[体号]|浏览|阅读|点击|访问|作者|责?任?编辑?[:：]|发布|打印|评论|[【（(]"
)
_AUTHOR = re.compile(
    r"(?:作\s*者|发布者|发布人|撰稿|(?<![\u3400-\u9fff])文)\s*[:：/]\s*(?P<name>[^\s|｜:：,，;；\d]{2,20})"
)
# What sites put in an author's place: an address, an account, a number, or that there is none.
_NO_AUTHOR = re.compile(
    r"https?:|@|\.(?:com|cn|net)|^(?:admin|administrator|\d+|未知|佚名|匿名|网络|本站|原创)$", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:信息来源|稿件来源|来\s*源|发布单位)\s*[:：]\s*(?P<name>[^\s|｜:：,，;；]{2,30})")


class PageHead(NamedTuple):
    """What a page says of its article; times are ISO 8601, None is unknown."""

    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    address: str | None = None
    keywords: tuple[str, ...] = ()


def read_page_head(root: Element, markup: str) -> PageHead:
    """The head of the page `root`, whose text is `markup`."""
    metas = _metas(root)
    note = _jianshu_note(markup)
    title = _text(note, "public_title") or _title(root, markup, metas)
    author = _author(_text(note, "user", "nickname") or _first(metas, _AUTHORS))
    return PageHead(
        title=title,
        author=author,
        source=_first(metas, _SOURCES),
        published=_epoch(note.get("first_shared_at")) or read_date(_first(metas, _TIMES) or ""),
        address=_address(root, markup, metas),
        keywords=_keywords(metas.get("keywords", ""), title),
    )


def is_byline(text: str) -> bool:
    """Whether a line of a page says when, by whom and how often read, and nothing else."""
    if len(text) > _BYLINE_LENGTH or "。" in text:
        return False
    labels = len(_LABEL.findall(text))
    return (
        labels > 1
        or bool(labels and (_DATE.search(text) or _AUTHOR.search(text) or _SOURCE.search(text)))
        or bool(_DATE.fullmatch(text.strip()))
    )


def with_byline(head: PageHead, lines: Sequence[str]) -> PageHead:
    """`head` with what the bylines `lines` say and it lacks."""
    text = " ".join(lines)
    author, source = _AUTHOR.search(text), _SOURCE.search(text)
    return head._replace(
        # Sites put themselves into the head; a line that says 作者 is about the article.
        author=_author(_name(author)) or head.author,
        source=_name(source) or head.source,
        published=head.published or read_date(text),
    )


def _name(found: re.Match[str] | None) -> str | None:
    """The name that was found, without what the line goes on with."""
    return _BYLINE_WORDS.split(found["name"])[0] or None if found else None


def read_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, with the time of day where it is written; None where there is none."""
    found = _DATE.search(text)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    try:
        moment = datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # three parts or five
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M") if len(parts) > 3 else moment.date().isoformat()


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in descendants(root):
        if element.tag == "meta":
            name = (
                element.attributes.get("property")
                or element.attributes.get("name")
                or element.attributes.get("itemprop")
            )
            content = " ".join(html.unescape(element.attributes.get("content", "")).split())
            if name and content:
                found.setdefault(name.lower().strip(), content)
    return found


def _first(metas: dict[str, str], names: Sequence[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _author(name: str | None) -> str | None:
    return None if name is None or len(name) > 30 or _NO_AUTHOR.search(name) else name


def _title(root: Element, markup: str, metas: dict[str, str]) -> str | None:
    found = _TITLE.search(markup)
    whole = " ".join(html.unescape(found.group(1)).split()) if found else ""
    given = _first(metas, _TITLES)
    headings = [
        heading for rank in ("h1", "h2", "h3") if (heading := _heading(root, rank, whole or given or ""))
    ]
    if headings:
        return headings[0]
    if given:
        return cut_site(given)
    return cut_site(whole) or _only_heading(root)


def _heading(root: Element, rank: str, whole: str) -> str | None:
    """The heading of that rank which the title of the page begins with or holds."""
    squeezed = "".join(whole.split())
    for element in descendants(root):
        if element.tag == rank:
            said = " ".join(text_of(element).split())
            if len(said) > 3 and "".join(said.split()) in squeezed:
                return said
    return None


def _only_heading(root: Element) -> str | None:
    headings = [" ".join(text_of(element).split()) for element in descendants(root) if element.tag == "h1"]
    return headings[0] if len(headings) == 1 and headings[0] else None


def cut_site(title: str) -> str | None:
    """`title` without the names of column and site that follow it."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    if not parts:
        return None
    # A first part of a word or two is a column; the title is the longest then.
    return parts[0] if len(parts[0]) > 4 or len(parts) == 1 else max(parts, key=len)


def _address(root: Element, markup: str, metas: dict[str, str]) -> str | None:
    saved = _SAVED.search(markup[:20_000])
    if saved:
        return saved.group(1) or saved.group(2)
    for element in descendants(root):
        if element.tag == "link" and element.attributes.get("rel", "").lower() == "canonical":
            return element.attributes.get("href") or None
    return metas.get("og:url")


def _keywords(written: str, title: str | None) -> tuple[str, ...]:
    words = (word.strip() for word in re.split(r"[,，;；、|\s]+", written))
    # Many sites write the title there.
    return tuple(dict.fromkeys(word for word in words if 1 < len(word) <= 16 and word != title))[:20]


def _jianshu_note(markup: str) -> dict[str, object]:
    """What 简书 says of a note in the data of its page; empty elsewhere."""
    opening = _NEXT_DATA.search(markup)
    if opening is None:
        return {}
    end = markup.find("</script", opening.end())
    try:
        node = json.loads(markup[opening.end() : end])
        for key in ("props", "initialState", "note", "data"):
            node = node[key]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return node if isinstance(node, dict) else {}


def _text(data: dict[str, object], *path: str) -> str | None:
    value: object = data
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _epoch(value: object) -> str | None:
    if not isinstance(value, int | float) or not 0 < value < 10**10:
        return None
    return datetime.fromtimestamp(int(value), _SHANGHAI).isoformat()
