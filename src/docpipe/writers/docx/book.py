"""Book → `word/document.xml`: each part a section of its own, with its own running head."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from docpipe.book import Book, count_articles, title_of
from docpipe.model import Article
from docpipe.themes.schema import Theme
from docpipe.writers.docx.body import BodyBuilder
from docpipe.writers.docx.formats import ParagraphFormat, RunFormat, add_paragraph_properties
from docpipe.writers.docx.furniture import Sections
from docpipe.writers.docx.ooxml import Element, add, qualify, root, serialise
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.runs import add_run
from docpipe.writers.docx.sections import end_of
from docpipe.writers.docx.styles import BODY, CENTRED
from docpipe.writers.frame import build_frame
from docpipe.writers.matter import CASES, CASES_NAME, CONTENTS, INDEX, INDEX_NAME, Entry, Matter, chapter_name

_COVER_DROP = 0.28
"""Of the text's height, above the title on the cover; as in the PDF."""
_INDENT = 2
"""Characters by which a provision stands further in than its document."""
_HIGHEST_OUTLINE = 0


class BookBuilder:
    """Puts a book together from the articles that `builder` builds."""

    def __init__(
        self, book: Book, matter: Matter, theme: Theme, builder: BodyBuilder, package: Package
    ) -> None:
        self._book = book
        self._matter = matter
        self._theme = theme
        self._builder = builder
        self._package = package
        self._bookmarks = 0

    def build(self, *, keywords: bool) -> bytes:
        """The part; `keywords` prints those of each article."""
        document = root("w:document", "w", "r", "wp", "a", "pic")
        body = add(document, "w:body")
        parts = list(self._list_parts(keywords=keywords))
        for number, (running, add_part) in enumerate(parts):
            sections = Sections(self._theme, running or "", self._package, part=f"{number}")
            self._builder.begin_sections(sections)
            add_part(body)
            end = body if number == len(parts) - 1 else end_of(body)
            sections.end(end, "cover" if running is None else self._builder.section)
        return serialise(document)

    def _list_parts(self, *, keywords: bool) -> Iterator[tuple[str | None, Callable[[Element], None]]]:
        """Each part's running title, None for the cover, and what adds the part to the body."""
        if self._book.cover:
            yield None, self._add_cover
        if self._matter.contents:
            yield CONTENTS, partial(self._add_list, CONTENTS, self._matter.contents, "contents")
        for number, article in enumerate(self._book.articles):
            yield title_of(article), partial(self._add_chapter, number, article, keywords=keywords)
        if self._matter.cases:
            yield CASES, partial(self._add_cases, self._matter.cases)
        if self._matter.provisions:
            yield INDEX, partial(self._add_list, INDEX, self._matter.provisions, INDEX_NAME)

    def _add_chapter(self, number: int, article: Article, body: Element, *, keywords: bool) -> None:
        first = len(body)
        frame = build_frame(article, self._theme, keywords=keywords)
        self._builder.add_article(body, article, frame, _HIGHEST_OUTLINE)
        self._mark(body, first, chapter_name(number))

    def _add_cases(self, cases: Article, body: Element) -> None:
        first = len(body)
        self._builder.add_title(body, CASES, outline=_HIGHEST_OUTLINE)
        self._builder.add_blocks(body, cases.body, self._builder.page)
        self._mark(body, first, CASES_NAME)

    def _add_cover(self, body: Element) -> None:
        self._builder.add_space(body, self._builder.text_height * _COVER_DROP)
        self._builder.add_title(body, self._book.title)
        self._builder.add_string(body, count_articles(self._book), CENTRED)

    def _add_list(self, title: str, entries: Iterable[Entry], name: str, body: Element) -> None:
        first = len(body)
        self._builder.add_title(body, title, outline=_HIGHEST_OUTLINE)
        for entry in entries:
            self._add_entry(body, entry, as_field=name == "contents")
        self._mark(body, first, name)

    def _add_entry(self, body: Element, entry: Entry, *, as_field: bool) -> None:
        size = self._theme.styles.body.size
        line = ParagraphFormat(
            BODY, align="start", first_line=0, left=entry.level * _INDENT * size, tab=self._builder.page.width
        )
        paragraph = add(body, "w:p")
        add_paragraph_properties(paragraph, line)
        self._builder.runs.add_string(paragraph, entry.text)
        if not entry.pages:
            return
        add(add(paragraph, "w:r"), "w:tab")
        if as_field:
            # Word fills it in again on request (F9), and does not ask when the file is opened.
            field = add(paragraph, "w:fldSimple", {"w:instr": f" PAGEREF {entry.name} \\h "})
            add_run(field, entry.numbers, RunFormat())
        else:
            self._builder.runs.add_string(paragraph, entry.numbers)

    def _mark(self, body: Element, first: int, name: str) -> None:
        """Name the place of the child `first` of `body`."""
        if first >= len(body):
            return
        paragraph = next((child for child in list(body)[first:] if child.tag == qualify("w:p")), None)
        if paragraph is None:
            return
        start = add(paragraph, "w:bookmarkStart", {"w:id": self._bookmarks, "w:name": name})
        end = add(paragraph, "w:bookmarkEnd", {"w:id": self._bookmarks})
        self._bookmarks += 1
        properties = paragraph.find(qualify("w:pPr"))
        at = 0 if properties is None else list(paragraph).index(properties) + 1
        paragraph.insert(at, start)
        paragraph.insert(at + 1, end)
