"""What a WeChat page says of its article outside the text: `cgiDataNew`, older variables, elements of the head."""

import html
import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from docpipe.readers.literals import Literal, find_assigned
from docpipe.readers.tree import Element, descendants, find_by_class, find_by_id, text_of

Data = dict[str, Literal]

SHANGHAI = timezone(timedelta(hours=8))
"""WeChat's clock. China has had no summer time since 1991, and WeChat is younger."""

_TIMES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2}):(\d{2}))?"),
)
# Before 2009 there was nothing of the kind, and a later second than this has 11 digits.
_EPOCHS = range(1_230_000_000, 10_000_000_000)


class Head(NamedTuple):
    """What is known of an article. `author` is the byline, `account` who published it; times are ISO 8601."""

    title: str | None
    author: str | None
    account: str | None
    published: str | None
    original: bool
    address: str | None
    keywords: tuple[str, ...]


def read_data(markup: str) -> Data:
    """The object `cgiDataNew` of a page; empty where it has none or a broken one."""
    if "cgiDataNew" not in markup:
        return {}
    data = find_assigned(markup, "cgiDataNew")
    return data if isinstance(data, dict) else {}


def member(data: Data, name: str) -> Data:
    """The object `name` of `data`; empty where that is none."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def text_member(data: Data, name: str) -> str:
    """The text `name` of `data`; "" where that is none."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def read_head(root: Element, markup: str, data: Data) -> Head:
    """Title, author, account and the rest, each from the surest place that has it."""
    account = _first(
        [text_member(data, "nick_name"), _text_at(root, "js_name"), _variable(markup, "nickname")]
    )
    return Head(
        title=_first(
            [
                _heading(root),
                text_member(data, "title"),
                _variable(markup, "msg_title"),
                _meta(root, "og:title"),
            ]
        ),
        author=_first(
            [
                text_member(data, "author"),
                _text_at(root, "js_author_name"),
                _byline(root),
                _meta(root, "author"),
            ]
        ),
        account=account,
        published=_published(root, markup, data),
        original=_is_original(root, data),
        address=_first([text_member(data, "link"), _meta(root, "og:url"), _variable(markup, "msg_link")]),
        keywords=_keywords(root),
    )


def _first(candidates: Iterable[str | None]) -> str | None:
    cleaned = (_clean(candidate) for candidate in candidates if candidate)
    return next((candidate for candidate in cleaned if candidate), None)


def _clean(text: str) -> str:
    # Values are encoded for HTML once or twice over.
    return " ".join(html.unescape(html.unescape(text)).replace("\\n", " ").split()).strip("\u200b\ufeff")


def _text_at(root: Element, identifier: str) -> str | None:
    element = find_by_id(root, identifier)
    return text_of(element) if element is not None else None


def _text_in(root: Element, name: str) -> str | None:
    element = find_by_class(root, name)
    return text_of(element) if element is not None else None


def _variable(markup: str, name: str) -> str | None:
    if name not in markup:
        return None
    value = find_assigned(markup, name)
    if isinstance(value, float):
        return str(int(value))
    return value if isinstance(value, str) else None


def _heading(root: Element) -> str | None:
    """The title as the page shows it, without the label of a paid article in it."""
    for element in descendants(root):
        shown = element.identifier in ("activity-name", "js_text_title", "js_video_page_title") or (
            element.tag in ("h1", "h2") and "rich_media_title" in element.classes
        )
        if shown:
            labels = [inner for inner in descendants(element) if "pay__tag" in inner.classes]
            for label in labels:
                label.replace_with([])
            if text := text_of(element).strip():
                return text
    return None


def _meta(root: Element, name: str) -> str | None:
    for element in descendants(root):
        if element.tag == "meta" and name in (
            element.attributes.get("property"),
            element.attributes.get("name"),
        ):
            return element.attributes.get("content")
    return None


def _byline(root: Element) -> str | None:
    for element in descendants(root):
        if (
            "rich_media_meta_text" in element.classes
            and not element.identifier
            and element.tag in ("span", "em")
        ):
            text = text_of(element).strip()
            return text if text != "原创" and not any(time.search(text) for time in _TIMES) else None
    return None


def _published(root: Element, markup: str, data: Data) -> str | None:
    epochs = [data.get("ori_create_time"), data.get("ori_send_time")]
    epochs += [
        _variable(markup, name) for name in ("ct", "createTimestamp", "oriCreateTime", "ori_create_time")
    ]
    for epoch in epochs:
        if (moment := _moment(epoch)) is not None:
            return moment
    written = (
        text_member(data, "create_time"),
        _variable(markup, "createTime"),
        _text_at(root, "publish_time"),
        # As an exporter of such pages writes it.
        _text_in(root, "__meta__"),
    )
    return next((time for text in written if text and (time := _read_time(text))), None)


def _moment(epoch: Literal) -> str | None:
    if isinstance(epoch, str) and epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        epoch = float(epoch)
    if not isinstance(epoch, float) or not epoch.is_integer() or int(epoch) not in _EPOCHS:
        return None
    return datetime.fromtimestamp(int(epoch), SHANGHAI).isoformat()


def _read_time(text: str) -> str | None:
    for pattern in _TIMES:
        if found := pattern.search(text):
            parts = [int(part) for part in found.groups() if part is not None]
            try:
                moment = datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type] # three parts or five
            except ValueError:
                return None
            return moment.isoformat() if len(parts) > 3 else moment.date().isoformat()
    return None


def _is_original(root: Element, data: Data) -> bool:
    if data:
        return member(data, "copyright_info").get("copyright_stat") == 1
    logo = find_by_id(root, "copyright_logo")
    return logo is not None and "原创" in text_of(logo)


def _keywords(root: Element) -> tuple[str, ...]:
    """The collections and topics that the article is filed under."""
    tags = [element for element in descendants(root) if "article-tag__item" in element.classes]
    names = (text_of(tag).strip().lstrip("#").strip() for tag in tags)
    return tuple(dict.fromkeys(name for name in names if name))
