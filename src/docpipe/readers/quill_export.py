"""What the editor Quill saves: its HTML, of version 1 or 2, as edited or exported; or its Delta."""

from collections.abc import Iterable

from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError
from docpipe.model import Article, Provenance
from docpipe.readers.blocks import BlockBuilder
from docpipe.readers.delta import delta_events, parse_delta, parse_title
from docpipe.readers.events import Event
from docpipe.readers.page import parse_page
from docpipe.readers.places import Places
from docpipe.readers.quill import QuillEvents, is_quill
from docpipe.readers.tree import find_by_class, tree_events
from docpipe.source import Detection, RawSource, Source, SourceBlock

_PAGE = ("<!doctype", "<html", "<head", "<body")
_EDITOR = "ql-editor"
_FRAGMENT, _EMBEDDED, _TITLED = 90, 85, 50


class QuillExport:
    """The reader of Quill's HTML and Delta."""

    name = "quill"
    suffixes = (".html", ".htm", ".json")

    def detect(self, raw: RawSource) -> Detection:
        """Sure of a Delta, and of markup that only Quill writes."""
        text = (raw.text or "").lstrip("\ufeff \t\r\n")
        if text.startswith(("{", "[")):
            if "insert" in text and parse_delta(text):
                return Detection(confidence=95, reason_zh="Quill 的 Delta", reason_en="a Delta of Quill's")
            return Detection(confidence=0, reason_zh="不是 Delta", reason_en="not a Delta")
        if not is_quill(text):
            return Detection(confidence=0, reason_zh="没有 Quill 的标记", reason_en="nothing of Quill's")
        if text[:200].lower().startswith(_PAGE):
            confidence = _EMBEDDED if _EDITOR in text else _TITLED
        else:
            # Text before the first tag is the title of an export, which is Meipian's.
            confidence = _FRAGMENT if text.startswith("<") else _TITLED
        return Detection(
            confidence=confidence,
            reason_zh="含 Quill 编辑器特有的标记",
            reason_en="has what only the editor Quill writes",
        )

    def read(self, raw: RawSource) -> Source | Article:
        """The blocks of the document. Raises NoArticleError for JSON that is no Delta."""
        report = Report()
        text = raw.text or ""
        is_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
        blocks = _read_delta(text, raw.name, report) if is_json else _read_markup(text, report)
        return Source(
            blocks=blocks,
            title=parse_title(text.lstrip("\ufeff")) if is_json else None,
            provenance=Provenance(name=raw.name, reader=self.name, encoding=raw.encoding),
            diagnostics=report.diagnostics,
        )


QUILL = QuillExport()


def _read_delta(text: str, name: str, report: Report) -> tuple[SourceBlock, ...]:
    lines = parse_delta(text.lstrip("\ufeff"))
    if lines is None:
        problem = Message("JSON 不是 Quill 的 Delta", "the JSON is no Delta of Quill's")
        raise NoArticleError(problem, Message("请重新导出", "export it again"), name)
    return _build(delta_events(lines, report), None, report)


def _read_markup(text: str, report: Report) -> tuple[SourceBlock, ...]:
    root = parse_page(text)
    editor = find_by_class(root, _EDITOR) or root
    return _build(tree_events(editor), Places(text), report)


def _build(events: Iterable[Event], places: Places | None, report: Report) -> tuple[SourceBlock, ...]:
    builder = BlockBuilder(places)
    blocks = builder.build(QuillEvents(report).settle(events))
    if builder.dropped_characters:
        report.add("dropped-characters", {"count": str(builder.dropped_characters)})
    return blocks
