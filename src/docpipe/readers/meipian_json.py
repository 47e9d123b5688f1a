"""Bare JSON of a Meipian article: the object of its page, its array of segments, or the API's answer."""

import re
from itertools import chain

from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError
from docpipe.model import Article, Divider, Provenance
from docpipe.readers.blocks import BlockBuilder
from docpipe.readers.cut_json import parse_cut
from docpipe.readers.meipian_data import Detail, broken_data, collect_details, parse_json
from docpipe.readers.meipian_segments import segment_events
from docpipe.readers.quill import QuillEvents
from docpipe.readers.sizes import settle_ranks
from docpipe.source import Detection, RawSource, Source, SourceBlock

_LOOKS = re.compile(r'"(?:img_url|text_center|text_del|img_del|mask_id|sell_key|unique_id)"\s*:')
_SEGMENT = re.compile(r'"type"\s*:\s*"?\d')
_BEGINNING = 20_000
"""Characters in which an article's data shows itself; the object of the author may stand first."""


class MeipianJson:
    """The reader of Meipian's data, saved as it is."""

    name = "meipian-json"
    suffixes = (".json",)

    def detect(self, raw: RawSource) -> Detection:
        """Sure of an object or array with Meipian's names for the parts of a segment."""
        text = (raw.text or "").lstrip("\ufeff \t\r\n")
        if not text.startswith(("{", "[")):
            return Detection(confidence=0, reason_zh="不是 JSON", reason_en="not JSON")
        head = text[:_BEGINNING]
        named = len(set(_LOOKS.findall(head)))
        if named and _SEGMENT.search(text):
            return Detection(
                confidence=95, reason_zh="美篇的文章数据（JSON）", reason_en="the data of a Meipian article"
            )
        if collect_details(parse_json(text)):
            return Detection(
                confidence=80, reason_zh="像美篇的段落数据", reason_en="looks like segments of Meipian's"
            )
        return Detection(confidence=0, reason_zh="不是美篇的数据", reason_en="not Meipian's data")

    def read(self, raw: RawSource) -> Source | Article:
        """The article, or the articles one after another. Raises NoArticleError for data without one."""
        text = (raw.text or "").lstrip("\ufeff \t\r\n")
        if details := collect_details(parse_json(text)):
            return build_source(details, raw, self.name)
        if remains := collect_details(parse_cut(text)):
            return build_source(remains, raw, self.name, is_cut=True)
        raise broken_data(raw.name)


MEIPIAN_JSON = MeipianJson()


def build_source(details: tuple[Detail, ...], raw: RawSource, reader: str, *, is_cut: bool = False) -> Source:
    """What `reader` hands over of `details`, found in `raw`. The head is that of the first.

    `is_cut` says that the data ends too early. Raises NoArticleError where there is neither text nor image.
    """
    report = Report()
    if is_cut:
        count = sum(len(detail.segments) for detail in details)
        report.add("cut-off-data", {"count": str(count)})
    if len(details) > 1:
        report.add("several-articles", {"count": str(len(details))})
    each = [_blocks(detail, report) for detail in details]
    if not any(each):
        problem = Message("文章里没有文字和图片", "the article holds neither text nor images")
        mend = Message("文章可能已删除、加密或未公开", "it may be deleted, protected or private")
        raise NoArticleError(problem, mend, raw.name)
    divided = chain.from_iterable((Divider(), *blocks) for blocks in each[1:])
    first = details[0]
    return Source(
        blocks=(*each[0], *divided),
        title=first.title,
        author=first.author,
        published=first.published,
        provenance=Provenance(name=raw.name, reader=reader, encoding=raw.encoding, address=first.address),
        diagnostics=report.diagnostics,
    )


def _blocks(detail: Detail, report: Report) -> tuple[SourceBlock, ...]:
    builder = BlockBuilder()
    events = QuillEvents(report).settle(segment_events(detail.segments, report))
    blocks = settle_ranks(builder.build(events))
    if builder.dropped_characters:
        report.add("dropped-characters", {"count": str(builder.dropped_characters)})
    return blocks
