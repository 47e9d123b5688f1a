"""Cards, players and widgets of a page → a paragraph each that says what stood there.

They have no text of their own in a saved page, or only the button's. What is known of one (a name, a
title, a length) stands in its attributes.
"""

import re
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.errors import Message
from docpipe.readers.events import Characters
from docpipe.readers.tree import Element, descendants


class Embed(NamedTuple):
    """A kind of embedded thing: its name, and the attributes that tell what it is, the first that is there."""

    name: Message
    titles: tuple[str, ...] = ()


_ACCOUNT = Embed(Message("公众号", "account"), ("data-nickname", "nickname"))
_AUDIO = Embed(Message("音频", "audio"), ("name", "data-name", "title"))
_MUSIC = Embed(Message("音乐", "music"), ("music_name", "musicname", "data-music_name", "name"))
_VIDEO = Embed(Message("视频", "video"), ("data-title", "title", "data-desc", "aria-label"))
_CHANNEL = Embed(Message("视频号", "video channel"), ("data-desc", "data-nickname"))
_PROGRAM = Embed(
    Message("小程序", "mini-program"),
    ("data-miniprogram-title", "data-miniprogram-nickname", "data-nickname", "data-title"),
)
_GOODS = Embed(Message("商品", "goods"), ("data-title", "data-name", "data-product-name"))
_CHARITY = Embed(Message("公益", "charity"), ("data-title", "data-name"))
_VOTE = Embed(Message("投票", "vote"), ("data-title", "data-vote-title", "title"))
_PLACE = Embed(Message("位置", "place"), ("data-name", "data-address"))
_CARD = Embed(Message("卡券", "coupon"), ("data-title",))
_FRAME = Embed(Message("嵌入的网页", "embedded page"), ("title", "data-title", "src"))

_BY_TAG = {
    "mp-common-profile": _ACCOUNT,
    "mp-common-mpaudio": _AUDIO,
    "mpvoice": _AUDIO,
    "mp-common-voice": _AUDIO,
    "audio": _AUDIO,
    "qqmusic": _MUSIC,
    "mp-common-qqmusic": _MUSIC,
    "mp-common-kugou": _MUSIC,
    "video": _VIDEO,
    "embed": _VIDEO,
    "mp-common-videosnap": _CHANNEL,
    "mp-videosnap": _CHANNEL,
    "mpvideosnap": _CHANNEL,
    "mp-weapp": _PROGRAM,
    "mp-miniprogram": _PROGRAM,
    "mp-common-miniprogram": _PROGRAM,
    "mpshop": _GOODS,
    "mpproduct": _GOODS,
    "mpcps": _GOODS,
    "mp-common-product": _GOODS,
    "mp-common-cpsad": _GOODS,
    "mpgongyi": _CHARITY,
    "mp-common-gongyi": _CHARITY,
    "mp-common-vote": _VOTE,
    "mp-vote": _VOTE,
    "mppoi": _PLACE,
    "mp-common-poi": _PLACE,
    "mp-common-cardticket": _CARD,
}
_BY_CLASS = {
    "video_iframe": _VIDEO,
    "ql-video": _VIDEO,
    "vote_iframe": _VOTE,
    "vote_area": _VOTE,
    "js_editor_vote_card": _VOTE,
    "js_editor_audio": _AUDIO,
    "res_iframe": _AUDIO,
    "card_iframe": _CARD,
    "js_editor_card": _CARD,
    "weapp_display_element": _PROGRAM,
}
# Players by the addresses of their frames.
_PLAYER = re.compile(r"v\.qq\.com|video|player|youku|bilibili|tudou|iqiyi|youtube|vimeo", re.IGNORECASE)
# Frames that show nothing of the article: trackers, advertisements, comment boxes.
_SILENT_FRAME = re.compile(
    r"about:blank|\s*javascript:|utrack|/track(?:ing|er)?[/.?_]|doubleclick|googlesyndication|googletagmanager|/ads?[/.?]|cpro\.baidu|pos\.baidu",
    re.IGNORECASE,
)

_MILLISECONDS = 1000


def settle_embeds(root: Element, report: Report) -> None:
    """Put a labelled paragraph where each embedded thing stands below `root`, and note them all in `report`."""
    names: list[Message] = []
    for element in list(descendants(root)):
        embed = _kind_of(element)
        if embed is None or _is_inside_another(element):
            continue
        label = _label(element, embed)
        element.tag, element.attributes = "p", {"data-embed": embed.name.en}
        element.children = [Characters(label)]
        names.append(embed.name)
    for name in dict.fromkeys(names):
        values = {"kind_zh": name.zh, "kind_en": name.en, "count": str(names.count(name))}
        report.add("embedded-content", values)


def _kind_of(element: Element) -> Embed | None:
    if element.tag in _BY_TAG:
        return _BY_TAG[element.tag]
    if (known := next((_BY_CLASS[name] for name in element.classes if name in _BY_CLASS), None)) is not None:
        return known
    if element.tag != "iframe":
        return None
    address = element.attributes.get("data-src") or element.attributes.get("src", "")
    if not address or _SILENT_FRAME.search(address):
        element.children = []
        return None
    return _VIDEO if _PLAYER.search(address) else _FRAME


def _is_inside_another(element: Element) -> bool:
    return element.parent is not None and "data-embed" in element.parent.attributes


def _label(element: Element, embed: Embed) -> str:
    known = (element.attributes.get(name, "").strip() for name in embed.titles)
    title = next((title for title in known if title), "")
    length = _length(element) if embed is _AUDIO else ""
    return " ".join(part for part in (f"[{embed.name.zh}]", title, length) if part)


def _length(element: Element) -> str:
    """The playing time, as a player shows it; "" where the page does not say."""
    given = element.attributes.get("play_length", "")
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        return ""
    minutes, seconds = divmod(int(given) // _MILLISECONDS, 60)
    return f"{minutes}:{seconds:02d}"
