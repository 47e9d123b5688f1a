"""Saved pages of Meipian: by their data where they have it, else by their elements, of whatever year.

The data is the stable source; elements changed in 2018 and 2021. A page for search engines has the
text a second time, escaped, in an `<article>` that nobody sees.
"""

import html
import re
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError
from docpipe.model import Article, Provenance
from docpipe.readers.meipian_data import broken_data, clean_title, find_data, find_remains, unescape_once
from docpipe.readers.meipian_json import build_source
from docpipe.readers.page import parse_page, read_tree
from docpipe.readers.places import Places
from docpipe.readers.sizes import settle_ranks, unrank
from docpipe.readers.tree import (
    Element,
    build_tree,
    descendants,
    find,
    prune,
    text_of,
    tree_events,
    visible_length,
)
from docpipe.source import Detection, RawSource, Source, SourceBlock

_DATA = re.compile(
    r"\bARTICLE_DETAIL\s*=(?!=)|\bBLADE_ARTICLE_JSON\s*=(?!=)|<textarea\b[^>]{0,300}data-article-json"
)
_HOSTS = re.compile(r"meipian\.(?:cn|me)|ivwen\.com|美篇")
_CLASSES = re.compile(
    r"""class=["'][^"']{0,200}\b(?:mp-article-(?:tpl|content-area|texts)|mp-content|view_content|meipian-title)\b"""
)
_CHALLENGE = re.compile(r"""aliyun_waf_aa|name=["']aliyunwaf_|acw_sc__v2""")


class _Era(NamedTuple):
    """How the pages of some years are built: the class of the body, and whether ranks are sizes there."""

    body: str
    ranks_are_sizes: bool


# The newest first. A page has one of them.
_ERAS = (
    _Era("mp-article-content-area", ranks_are_sizes=False),
    _Era("mp-article-tpl", ranks_are_sizes=False),
    _Era("mp-article", ranks_are_sizes=False),
    _Era("mp-content", ranks_are_sizes=True),
    _Era("view_content", ranks_are_sizes=True),
)
_TITLES = ("mp-article-title", "article-title", "meipian-title", "mp-title")
_AUTHORS = (
    "mp-article-author-name",
    "mp-author-name",
    "author-name",
    "mp-article-author",
    "meipian-author",
    "nickname",
)
# What stands among the text and is none: buttons, counters, the music, comments, other articles.
_CHROME = frozenset(
    {
        "header-navs-qrcode",
        "pull-app-banner",
        "mp-fixed-download",
        "mp-article-content-more",
        "mp-report",
        "mp-author-link",
        "mp-reward-hand",
        "abs-comment",
        "abs-praise",
        "abs-share",
        "recommend",
        "pswp",
    }
)
_CHROME_PARTS = ("mp-article-music", "mp-comment", "download")
# What the article for search engines has besides its text.
_AROUND_HIDDEN = frozenset({"h1", "header", "footer"})
_META = re.compile(
    r"""<meta\b[^>]{0,200}?\b(?:property|name)=["'](?P<name>og:title|og:article:author|author)["'][^>]{0,200}?\bcontent=["'](?P<value>[^"'>]{0,500})""",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_SITE = re.compile(r"\s*[-_|–—]\s*美篇.{0,20}\Z")


class MeipianPage:
    """The reader of Meipian's pages."""

    name = "meipian-page"
    suffixes = (".html", ".htm")

    def detect(self, raw: RawSource) -> Detection:
        """Sure of the data of an article, nearly so of Meipian's elements, and of its check for robots."""
        text = raw.text or ""
        if "<" not in text or text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            return Detection(confidence=0, reason_zh="不是网页", reason_en="not a page")
        if _DATA.search(text):
            return Detection(
                confidence=98, reason_zh="含美篇的文章数据", reason_en="has the data of a Meipian article"
            )
        if _CLASSES.search(text):
            return Detection(
                confidence=90,
                reason_zh="有美篇网页的正文元素",
                reason_en="has the elements of Meipian's pages",
            )
        if _CHALLENGE.search(text):
            return Detection(confidence=85, reason_zh="是访问验证页面", reason_en="is a check for robots")
        if _HOSTS.search(text) and "<article" in text:
            return Detection(
                confidence=75,
                reason_zh="美篇的网页，有 article 元素",
                reason_en="a page of Meipian's with an article",
            )
        return Detection(
            confidence=0, reason_zh="没有美篇网页的标志", reason_en="none of the signs of Meipian's pages"
        )

    def read(self, raw: RawSource) -> Source | Article:
        """The article. Raises NoArticleError for a check for robots, broken data and a page without text."""
        markup = raw.text or ""
        data = find_data(markup)
        if data.details:
            return _with_head(build_source(data.details, raw, self.name), markup)
        report = Report()
        root = parse_page(markup)
        prune(root, _is_chrome)
        keep = raw.options.keep_boilerplate
        blocks = _read_elements(root, markup, report, keep=keep) or _read_hidden(root, report, keep=keep)
        if blocks:
            if data.is_broken:
                report.add("broken-data", {})
            return Source(
                blocks=blocks,
                title=_title(root, markup),
                author=clean_title(_text_by_class(root, _AUTHORS) or _meta(markup, "og:article:author")),
                provenance=Provenance(name=raw.name, reader=self.name, encoding=raw.encoding),
                diagnostics=report.diagnostics,
            )
        # The elements are whole where they are at all; of data that was cut off a part is missing.
        if remains := find_remains(markup):
            return _with_head(build_source(remains, raw, self.name, is_cut=True), markup)
        raise broken_data(raw.name) if data.is_broken else _refusal(markup, raw.name)


MEIPIAN_PAGE = MeipianPage()


def _with_head(source: Source, markup: str) -> Source:
    # The array of segments alone has no title; the page around it has.
    return source if source.title else replace(source, title=_title(parse_page(markup), markup))


def _read_elements(root: Element, markup: str, report: Report, *, keep: bool) -> tuple[SourceBlock, ...]:
    """The blocks of the element that holds the body in pages of its year; none where there is no such element."""
    for era in _ERAS:
        body = _largest(root, era.body)
        if body is None or not (visible_length(body) or _has_image(body)):
            continue
        for name in _TITLES:
            prune(body, lambda element, name=name: name in element.classes)  # type: ignore[misc]
        blocks = read_tree(body, report, places=Places(markup), keep_boilerplate=keep)
        return unrank(blocks) if era.ranks_are_sizes else settle_ranks(blocks)
    return ()


def _largest(root: Element, name: str) -> Element | None:
    found = [element for element in descendants(root) if name in element.classes]
    return max(found, key=visible_length, default=None)


def _read_hidden(root: Element, report: Report, *, keep: bool) -> tuple[SourceBlock, ...]:
    """The blocks of the article for search engines, whose text is escaped once more."""
    article = find(root, lambda element: element.tag == "article")
    if article is None:
        return ()
    blocks = [_read_escaped(part, report, keep=keep) for part in _sections(article)]
    return settle_ranks(tuple(chain.from_iterable(blocks)))


def _sections(article: Element) -> list[Element]:
    """The parts of the article for search engines that have its text: sections, or all but its title."""
    elements = [child for child in article.children if isinstance(child, Element)]
    if sections := [element for element in elements if element.tag == "section"]:
        return sections
    rest = Element("", {})
    rest.children = [child for child in article.children if getattr(child, "tag", "") not in _AROUND_HIDDEN]
    return [rest]


def _read_escaped(part: Element, report: Report, *, keep: bool) -> tuple[SourceBlock, ...]:
    text = text_of(part)
    markup = unescape_once(text)
    body = part if markup == text and "<" not in text else parse_page(markup)
    return read_tree(build_tree(tree_events(body)), report, keep_boilerplate=keep)


def _has_image(body: Element) -> bool:
    return find(body, lambda element: element.tag == "img") is not None


def _is_chrome(element: Element) -> bool:
    classes = element.classes
    return bool(classes & _CHROME) or any(part in name for part in _CHROME_PARTS for name in classes)


def _title(root: Element, markup: str) -> str | None:
    found = _text_by_class(root, _TITLES)
    if not found:
        heading = find(
            root,
            lambda element: (
                element.tag == "h1" and element.parent is not None and element.parent.tag == "article"
            ),
        )
        found = text_of(heading) if heading else ""
    if not found:
        named = _TITLE.search(markup)
        found = _meta(markup, "og:title") or (named[1] if named else "")
    return clean_title(_SITE.sub("", " ".join(html.unescape(found).split())))


def _text_by_class(root: Element, names: tuple[str, ...]) -> str:
    for name in names:
        element = find(root, lambda element, name=name: name in element.classes)  # type: ignore[misc]
        if element is not None and text_of(element).strip():
            return " ".join(text_of(element).split())
    return ""


def _meta(markup: str, name: str) -> str:
    found = (match["value"] for match in _META.finditer(markup) if match["name"].lower() == name)
    return next(found, "")


def _refusal(markup: str, name: str) -> NoArticleError:
    if _CHALLENGE.search(markup):
        return NoArticleError(
            Message(
                "这是网站的访问验证页面，没有文章", "this is the site's check for robots, without the article"
            ),
            Message("请在浏览器里打开文章后重新保存", "open the article in a browser and save it again"),
            name,
        )
    return NoArticleError(
        Message("美篇网页里没有正文", "the page of Meipian's holds no article"),
        Message("文章可能已删除、加密或未公开", "it may be deleted, protected or private"),
        name,
    )
