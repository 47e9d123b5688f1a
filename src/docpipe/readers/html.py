"""Any web page, and pieces of pages that layout editors leave: the last resort, which finds the article itself."""

import re
from collections.abc import Sequence

from docpipe.diagnostics import Report
from docpipe.model import Article, Provenance
from docpipe.readers.buttons import drop_buttons, drop_comments, drop_linked_tail
from docpipe.readers.density import measure_of, measure_page
from docpipe.readers.extract import Extract, extract_article
from docpipe.readers.hidden import drop_hidden
from docpipe.readers.lean import cut_images
from docpipe.readers.look import PLAIN
from docpipe.readers.makers import EDITORS, SITES, find_maker
from docpipe.readers.page import cut_sample, note_hidden, parse_page, read_tree
from docpipe.readers.page_head import PageHead, is_byline, read_page_head, with_byline
from docpipe.readers.places import Places, visible_count
from docpipe.readers.stylesheet import apply_stylesheets
from docpipe.readers.tree import Element, text_of
from docpipe.readers.web_notices import refuse_list, refuse_notice, refuse_shell
from docpipe.source import Detection, Line, RawSource, Source, SourceBlock
from docpipe.walk import plain_text

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:div|section|article|main|table|figure|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|section|article|table|h[1-6]|ul|ol)\b[^<>]*>", re.IGNORECASE)

# What stands between a title and its text, in characters, and how many lines of it open an article.
_BYLINE_REACH = 300
_OPENING = 4
_COUNT = re.compile(r"\d{1,7}")
# Hidden text of a page is left out before its article is looked for, unless that would leave less
# prose than this (`density.py`): then a script shows what the page hides.
_SHOWN_PROSE = 60


class WebPage:
    """The reader of web pages that no other reader knows."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")

    def detect(self, raw: RawSource) -> Detection:
        """Fairly sure of pieces that an editor made and of sites that it knows, unsure of any other page."""
        text = (raw.text or "").lstrip("\ufeff \t\r\n")
        if "<" not in text or text.startswith(("{", "[")):
            return Detection(confidence=0, reason_zh="不是网页", reason_en="not a page")
        if _PAGE.search(text):
            return _detect_page(text)
        if not _TAG.search(text):
            return Detection(confidence=0, reason_zh="没有段落标记", reason_en="has no elements of a page")
        editor = find_maker(text, EDITORS) if text.startswith("<") else None
        if editor is not None:
            zh, en = f"{editor.name.zh}的一段内容", f"a piece made with {editor.name.en}"
            return Detection(confidence=92, reason_zh=zh, reason_en=en)
        if _PIECE.match(text):
            return Detection(confidence=85, reason_zh="网页的一部分", reason_en="a part of a web page")
        return Detection(confidence=30, reason_zh="有段落标记", reason_en="has elements of a page")

    def read(self, raw: RawSource) -> Source | Article:
        """The article. Raises NoArticleError, which says why, where the page holds none."""
        report = Report()
        markup = raw.text or ""
        page = _shown_page(markup, report)
        head = read_page_head(page, cut_images(markup))
        text = text_of(page)
        refuse_notice(text, head.title, raw.name)
        found = extract_article(page, head.title)
        refuse_shell(text, found.measure.pictures, markup, raw.name)
        refuse_list(found.page, found.measure, raw.name)
        keep = raw.options.keep_boilerplate
        blocks = read_tree(found.element, report, places=Places(markup), base=PLAIN, keep_boilerplate=keep)
        head = with_byline(head, _bylines_before(found, head.title))
        head, blocks = _take_opening(head, blocks, report)
        if not keep:
            blocks = drop_comments(blocks, report)
            blocks = drop_linked_tail(blocks, head.address, report)
            blocks = drop_buttons(blocks, report)
        _note_outside(found, report)
        return _source(raw, head, blocks, report)


WEB_PAGE = WebPage()


def _detect_page(text: str) -> Detection:
    site = find_maker(text, SITES)
    if site is not None:
        zh, en = f"{site.name.zh}的网页", f"a page of {site.name.en}"
        return Detection(confidence=85, reason_zh=zh, reason_en=en)
    editor = find_maker(text, EDITORS)
    if editor is not None:
        zh, en = f"网页，内容由{editor.name.zh}排版", f"a web page laid out with {editor.name.en}"
        return Detection(confidence=60, reason_zh=zh, reason_en=en)
    zh, en = "普通网页，正文的位置要靠推断", "a web page of no known kind, whose article must be found"
    return Detection(confidence=40, reason_zh=zh, reason_en=en)


def _source(raw: RawSource, head: PageHead, blocks: tuple[SourceBlock, ...], report: Report) -> Source:
    provenance = Provenance(
        name=raw.name,
        reader=WEB_PAGE.name,
        encoding=raw.encoding,
        address=head.address,
        account=head.source if head.source != head.author else None,
    )
    return Source(
        blocks=blocks,
        title=head.title,
        author=head.author or head.source,
        keywords=head.keywords,
        published=head.published,
        provenance=provenance,
        diagnostics=report.diagnostics,
    )


def _shown_page(markup: str, report: Report) -> Element:
    """The tree of `markup` without what it hides."""
    page = parse_page(markup)
    apply_stylesheets(page, cut_images(markup))
    hidden = drop_hidden(page)
    if hidden and measure_of(page, measure_page(page)).prose < _SHOWN_PROSE:
        return parse_page(markup)
    note_hidden(hidden, report)
    return page


# ── around the article ───────────────────────────────────────────────────────────────────────


def _bylines_before(found: Extract, title: str | None) -> Sequence[str]:
    """What the page says between title and article; where the title is not found, the bylines before it."""
    squeezed = "".join((title or "").split())
    for index in range(len(found.before) - 1, -1, -1):
        if squeezed and squeezed in "".join(found.before[index].split()):
            between = " ".join(found.before[index + 1 :])
            return (between[-_BYLINE_REACH:],)
    return [text for text in found.before if is_byline(text)]


def _take_opening(
    head: PageHead, blocks: tuple[SourceBlock, ...], report: Report
) -> tuple[PageHead, tuple[SourceBlock, ...]]:
    """`head` with what bylines at the beginning of the text say, and the text without them."""
    opening, rest = blocks[:_OPENING], blocks[_OPENING:]
    bylines = [block for block in opening if isinstance(block, Line) and _is_about(plain_text(block.inlines))]
    if not bylines or len(bylines) == len(blocks):
        return head, blocks
    lines = [plain_text(line.inlines) for line in bylines]
    report.add("page-byline", {"lines": " / ".join(lines)}, text=" / ".join(lines))
    kept = tuple(block for block in opening if not any(block is line for line in bylines))
    return with_byline(head, lines), (*kept, *rest)


def _is_about(line: str) -> bool:
    # A number alone is how often the page was read.
    return is_byline(line) or bool(_COUNT.fullmatch(line.strip()))


def _note_outside(found: Extract, report: Report) -> None:
    outside = (*found.before, *found.after)
    if count := sum(map(visible_count, outside)):
        report.add("outside-article", {"count": str(count), "sample": cut_sample(outside)})
