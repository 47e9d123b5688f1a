"""Pages of WeChat's official accounts: articles, reposts, picture posts, text posts, paid and old ones.

The text stands in `#js_content`, in a script beside it, or in the page's data; which of them it is
tells the kind of the page. (Calibrated on pages of 2022 to 2026.)
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError
from docpipe.model import Article, Figure, Provenance
from docpipe.readers.lean import cut_images
from docpipe.readers.literals import find_assigned
from docpipe.readers.look import PLAIN
from docpipe.readers.page import parse_page, read_tree
from docpipe.readers.places import Places
from docpipe.readers.tree import (
    Element,
    descendants,
    find_by_class,
    find_by_id,
    prune,
    text_of,
    visible_length,
)
from docpipe.readers.wechat_data import Data, Head, member, read_data, read_head, text_member
from docpipe.readers.wechat_errors import is_error_page, refuse_error_page
from docpipe.source import Detection, RawSource, Source, SourceBlock

# Text of an article without a size of its own, in CSS px.
_BASE = PLAIN._replace(size=17.0)
# What says in a page that it is WeChat's: every one of the first is enough, two of the second are.
_SURE = ('id="js_content"', "id='js_content'", "cgiDataNew", "rich_media_content")
_SIGNS = ("mp.weixin.qq.com", "mmbiz.qpic.cn", "rich_media", "wx_wap_page", "activity-name")
_TEMPLATE = re.compile(r"""<script\b[^>]{0,400}\bid=["']?content_tpl["']?[^>]{0,400}>""", re.IGNORECASE)
_KIND = re.compile(r"""item_show_type\s{0,5}[=:]\s{0,5}["'](\d{1,3})["']""")
_PICTURES, _WORDS = 8, 10
# In the element of the text, but not of it.
_CHROME = frozenset(
    {
        "js_top_profile",
        "js_profile_card",
        "js_shoptag_area",
        "js_shopprofile_area",
        "js_article_area",
        "js_tags",
    }
)
_CHROME_CLASSES = frozenset(
    {"wx_follow_context", "rich_media_meta_list", "weui-hidden_abs", "wx_profile_card_inner"}
)
_ENCODED_TWICE = re.compile(r"&amp;(?:lt|gt|amp|quot|nbsp|#\d{1,6});")


class _Page(NamedTuple):
    """A page as it is taken apart."""

    markup: str
    root: Element
    data: Data
    kind: int


class _Body(NamedTuple):
    """The element that holds the text, whether its characters stand in the page itself, and pictures before it."""

    element: Element
    in_page: bool = False
    pictures: tuple[Figure, ...] = ()


class WeChat:
    """The reader of WeChat's pages."""

    name = "wechat"
    suffixes = (".html", ".htm")

    def detect(self, raw: RawSource) -> Detection:
        """Sure of the element or the data of an article, and of the pages that stand in its place."""
        text = raw.text or ""
        if "<" not in text:
            return Detection(confidence=0, reason_zh="不是网页", reason_en="not a page")
        if any(sign in text for sign in _SURE) and any(sign in text for sign in _SIGNS):
            return Detection(
                confidence=97, reason_zh="微信公众号文章的网页", reason_en="a page of a WeChat article"
            )
        if is_error_page(text):
            return Detection(confidence=92, reason_zh="微信的提示页", reason_en="a notice of WeChat's")
        return Detection(confidence=0, reason_zh="没有微信文章的标志", reason_en="none of WeChat's signs")

    def read(self, raw: RawSource) -> Source | Article:
        """The article. Raises NoArticleError, which says why, where WeChat shows a notice instead."""
        report = Report()
        markup = raw.text or ""
        root = parse_page(markup)
        lean = cut_images(markup)
        data = read_data(lean)
        page = _Page(markup, root, data, _kind(lean, data))
        head = read_head(root, lean, data)
        body = _find_body(page)
        if body is None:
            if is_error_page(markup):
                refuse_error_page(root, raw.name)
            raise _empty(raw.name)
        keep = raw.options.keep_boilerplate
        opening = _opening(root, report)
        places = Places(markup) if body.in_page else None
        blocks = read_tree(body.element, report, places=places, base=_BASE, keep_boilerplate=keep)
        _note_preview(page, report)
        return _source(raw, head, (*opening, *body.pictures, *blocks), report)


WECHAT = WeChat()


def _source(raw: RawSource, head: Head, blocks: tuple[SourceBlock, ...], report: Report) -> Source:
    provenance = Provenance(
        name=raw.name,
        reader=WECHAT.name,
        encoding=raw.encoding,
        address=head.address,
        account=head.account,
        original=head.original,
    )
    return Source(
        blocks=blocks,
        title=head.title,
        author=head.author or head.account,
        keywords=head.keywords,
        published=head.published,
        provenance=provenance,
        diagnostics=report.diagnostics,
    )


def _kind(markup: str, data: Data) -> int:
    """The number that WeChat gives to the kind of a page; 0 is an article."""
    kind = data.get("item_show_type")
    if isinstance(kind, float):
        return int(kind)
    found = _KIND.search(markup)
    return int(found.group(1)) if found else 0


# ── where the text is ────────────────────────────────────────────────────────────────────────


def _find_body(page: _Page) -> _Body | None:
    bodies = _POSTS.get(page.kind, _ARTICLE)
    return next((body for find_body in bodies if (body := find_body(page)) is not None), None)


def _in_page(page: _Page) -> _Body | None:
    element = find_by_id(page.root, "js_content") or find_by_class(page.root, "rich_media_content")
    if element is None:
        return None
    prune(element, lambda inner: inner.identifier in _CHROME or bool(inner.classes & _CHROME_CLASSES))
    return _Body(element, in_page=True) if _holds_something(element) else None


def _holds_something(element: Element) -> bool:
    return bool(visible_length(element)) or any(
        tag in ("img", "iframe", "video") or tag.startswith("mp") for tag in _tags(element)
    )


def _tags(element: Element) -> set[str]:
    return {inner.tag for inner in descendants(element)}


def _in_template(page: _Page) -> _Body | None:
    """The text of a repost, which a script puts into the page."""
    opening = _TEMPLATE.search(page.markup)
    if opening is None:
        return None
    end = page.markup.find("</script", opening.end())
    element = parse_page(page.markup[opening.end() : end if end >= 0 else None])
    return _Body(element) if _holds_something(element) else None


def _in_data(page: _Page) -> _Body | None:
    content = text_member(page.data, "content_noencode") or text_member(page.data, "content")
    return _Body(parse_page(content)) if content.strip() else None


def _in_preview(page: _Page) -> _Body | None:
    """What a paid article shows to those who have not paid."""
    described = text_member(member(page.data, "pay_subscribe_info"), "desc")
    return _Body(_plain(described)) if described.strip() else None


def _in_description(page: _Page) -> _Body | None:
    described = text_member(page.data, "desc")
    return _Body(_plain(described)) if described.strip() else None


def _words(page: _Page) -> _Body | None:
    content = text_member(member(page.data, "text_page_info"), "content_noencode") or text_member(
        page.data, "content_noencode"
    )
    return _Body(_plain(content)) if content.strip() else _shown(page, "js_text_desc")


def _pictures(page: _Page) -> _Body | None:
    content = text_member(page.data, "content_noencode") or text_member(page.data, "desc")
    listed = page.data.get("picture_page_info_list") or _legacy_pictures(page)
    figures = tuple(
        figure
        for item in (listed if isinstance(listed, list) else [])
        if (figure := _figure(item)) is not None
    )
    if content.strip():
        return _Body(_plain(content), pictures=figures)
    shown = _shown(page, "js_image_desc")
    if shown is not None:
        return shown._replace(pictures=figures)
    return _Body(Element("", {}), pictures=figures) if figures else None


def _legacy_pictures(page: _Page) -> object:
    return find_assigned(page.markup, "picture_page_info_list")


def _figure(item: object) -> Figure | None:
    if not isinstance(item, dict) or not isinstance(address := item.get("cdn_url"), str) or not address:
        return None
    width, height = (
        int(size) if isinstance(size := item.get(name), float) and 0 < size < 100_000 else None
        for name in ("width", "height")
    )
    return Figure(address=address.replace("&amp;", "&"), width=width, height=height)


def _shown(page: _Page, identifier: str) -> _Body | None:
    element = find_by_id(page.root, identifier)
    return _Body(element, in_page=True) if element is not None and visible_length(element) else None


def _plain(content: str) -> Element:
    """The tree of text that has line ends for paragraphs and hardly any markup."""
    if _ENCODED_TWICE.search(content):
        content = content.replace("&amp;", "&")
    lines = re.split(r"\r\n|\r|\n", content)
    return parse_page("".join(f"<p>{line}</p>" if line.strip() else "<p><br></p>" for line in lines))


_Finder = Callable[[_Page], _Body | None]
_ARTICLE: tuple[_Finder, ...] = (_in_page, _in_template, _in_data, _in_preview, _pictures)
_POSTS: dict[int, tuple[_Finder, ...]] = {
    _PICTURES: (_pictures, _in_page, _in_data),
    _WORDS: (_words, _in_page, _in_data),
    5: (_in_page, _in_data, _in_description),
    6: (_in_page, _in_data, _in_description),
    7: (_in_page, _in_data, _in_description),
}
"""Where the text of a post of another kind is looked for: pictures, words, video, music, sound."""


# ── what stands around it ────────────────────────────────────────────────────────────────────


def _opening(root: Element, report: Report) -> tuple[SourceBlock, ...]:
    """What the page shows between title and text: whom a repost is from, and what its account says of it."""
    blocks: list[SourceBlock] = []
    for place in (find_by_id(root, "js_share_notice"), find_by_class(root, "original_primary_card_tips")):
        if place is not None and text_of(place).strip():
            note = Element("p", {})
            note.children = list(place.children)
            line = Element("", {})
            line.children = [note]
            blocks.extend(read_tree(line, report, base=_BASE))
    return tuple(blocks)


def _note_preview(page: _Page, report: Report) -> None:
    paid = page.data.get("is_pay_subscribe") == 1 and member(page.data, "user_info").get("is_paid") != 1
    if paid or "mp-pay-preview-filter" in page.markup:
        report.add("paid-preview")


def _empty(name: str) -> NoArticleError:
    problem = Message("网页里没有文章的正文", "the page does not hold the text of its article")
    mend = Message("请在浏览器里等正文显示后再保存", "save it again once the browser shows the text")
    return NoArticleError(problem, mend, name)
