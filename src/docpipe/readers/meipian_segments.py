"""Segments of a Meipian article → events of a page, joined as the text export joins them."""

import html
import re
from collections.abc import Callable, Iterator, Sequence

from docpipe.diagnostics import Report
from docpipe.readers.events import SILENT, Characters, End, Event, Start, parse_events
from docpipe.readers.image_tags import cut_watermark
from docpipe.readers.meipian_data import Segment

_MARKUP = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|\n")
_LINE_ENDS = re.compile(r"[\r\n]")
_OLD_LARGE = "20px"
_PLAYERS = SILENT - {"iframe"}
_WEB = re.compile(r"https?://", re.IGNORECASE)


def segment_events(segments: Sequence[Segment], report: Report) -> Iterator[Event]:
    """The events of `segments`; what is not printable, or not known, is a label, and noted in `report`."""
    for at, segment in enumerate(segments):
        if at:
            yield Characters(" ")
        yield from _KINDS.get(segment.kind, _unknown)(segment, report)


def _text_and_image(segment: Segment, report: Report) -> Iterator[Event]:  # noqa: ARG001 - as all the others
    if "text_del" not in segment.flags:
        yield from _text(segment)
    if "img_del" not in segment.flags:
        yield from _image(segment.addresses.get("img_url", ""))


def _video(segment: Segment, report: Report) -> Iterator[Event]:
    if "text_del" not in segment.flags:
        yield from _text(segment)
    if "video_del" in segment.flags or not (segment.addresses or segment.seconds):
        return
    report.add("embedded-content", {"kind_zh": "视频", "kind_en": "video", "count": "1"})
    minutes, seconds = divmod(round(segment.seconds or 0), 60)
    length = f" {minutes}:{seconds:02d}" if segment.seconds else ""
    yield from _label(f"[视频]{length}", segment.addresses.get("video_url", ""))
    if "img_del" not in segment.flags:
        yield from _image(segment.addresses.get("video_thumbnail") or segment.addresses.get("img_url", ""))


def _map(segment: Segment, report: Report) -> Iterator[Event]:
    yield from _text_and_image(segment, report)
    place = " ".join(dict.fromkeys(filter(None, (segment.text("title"), segment.text("address")))))
    if place and "location_del" not in segment.flags:
        yield from _label(f"[位置] {place}")


def _subtitle(segment: Segment, report: Report) -> Iterator[Event]:
    yield from _text_and_image(segment, report)


def _link(segment: Segment, report: Report) -> Iterator[Event]:
    yield from _text_and_image(segment, report)
    address = segment.text("link_url") or segment.text("url")
    title = segment.text("link_title") or segment.text("title") or address
    if title:
        yield from _label(f"[链接] {title}", address)
    if description := segment.text("link_desc") or segment.text("desc"):
        yield from _label(description)


def _unknown(segment: Segment, report: Report) -> Iterator[Event]:
    """A segment of a type that is not known: a label, and every text and image that it has."""
    kind = "?" if segment.kind is None else str(segment.kind)
    if segment.kind is not None:
        report.add("unknown-segment", {"kind": kind})
        yield from _label(f"[美篇段落 类型{kind}]")
    yield from _text_and_image(segment, report)
    for name, text in segment.texts.items():
        if name != "text":
            yield from _label(text)
    if segment.addresses.get("video_url"):
        addresses = {name: text for name, text in segment.addresses.items() if name != "img_url"}
        yield from _video(segment._replace(texts={}, addresses=addresses), report)


_Builder = Callable[[Segment, Report], Iterator[Event]]
_KINDS: dict[int | None, _Builder] = {
    1: _text_and_image,
    3: _video,
    5: _map,
    6: _subtitle,
    7: _link,
}
"""The types of segments that are known. (0, 2, 4 and those from 8 on were never seen.)"""


def _text(segment: Segment) -> Iterator[Event]:
    text = segment.text()
    if not text.strip():
        return
    marked = _MARKUP.search(text) is not None
    style = _old_style(segment)
    if style:
        yield Start("div" if marked else "p", {"style": style})
    yield from parse_events(text, _PLAYERS) if marked else _plain(text)
    if style:
        yield End("div" if marked else "p")
    elif not marked:
        # The next segment may be bare as well, and is not its continuation.
        yield Start("br", {})


def _plain(text: str) -> Iterator[Event]:
    # Without markup the line ends are the author's.
    for at, line in enumerate(_LINE_END.split(text.strip("\r\n"))):
        if at:
            yield Start("br", {})
        yield Characters(html.unescape(line))


def _old_style(segment: Segment) -> str:
    """The style that the flags of the editor before 2018 stand for."""
    styles = {
        "text_center": "text-align:center",
        "text_strong": "font-weight:bold",
        "text_large": f"font-size:{_OLD_LARGE}",
    }
    found = [style for flag, style in styles.items() if flag in segment.flags]
    return ";".join([*found, f"color:{segment.colour}"] if segment.colour else found)


def _image(address: str) -> Iterator[Event]:
    if address:
        yield Start("img", {"src": address})


def _label(text: str, address: str = "") -> Iterator[Event]:
    yield Start("p", {})
    if _WEB.match(address):
        yield Start("a", {"href": cut_watermark(address)})
    yield Characters(_LINE_ENDS.sub(" ", text))
    if _WEB.match(address):
        yield End("a")
    yield End("p")
