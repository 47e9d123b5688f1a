"""Book → `word/document.xml`: each part a section of its own, with its own running head."""

from collections.abc import Iterable, Iterator

from docpipe.book import Book, count_articles, title_of
from docpipe.themes.schema import Theme
from docpipe.writers.docx.body import BodyBuilder
from docpipe.writers.docx.formats import ParagraphFormat, RunFormat, add_paragraph_properties
from docpipe.writers.docx.furniture import Sections
from docpipe.writers.docx.ooxml import Element, add, qualify, root, serialise
from docpipe.writers.docx.package import Package
from docpipe.writers.docx.runs import add_run
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
        parts = list(self._parts(body, keywords=keywords))
        for number, (running, last) in enumerate(parts):
            sections = Sections(self._theme, running or "", self._package, part=f"{number}")
            end = body if number == len(parts) - 1 else last
            sections.end(end, "cover" if running is None else "text")
        return serialise(document)

    def _parts(self, body: Element, *, keywords: bool) -> Iterator[tuple[str | None, Element]]:
        """Each part's running title, None on the cover, with the properties of its last paragraph."""
        if self._book.cover:
            self._add_cover(body)
            yield None, _end(body)
        if self._matter.contents:
            self._add_list(body, CONTENTS, self._matter.contents, "contents")
            yield CONTENTS, _end(body)
        for number, article in enumerate(self._book.articles):
            frame = build_frame(article, self._theme, keywords=keywords)
            first = len(body)
            self._builder.add_article(body, article, frame, _HIGHEST_OUTLINE)
            self._mark(body, first, chapter_name(number))
            yield title_of(article), _end(body)
        if self._matter.cases:
            first = len(body)
            self._builder.add_title(body, CASES, outline=_HIGHEST_OUTLINE)
            self._builder.add_blocks(body, self._matter.cases.body, self._builder.page)
            self._mark(body, first, CASES_NAME)
            yield CASES, _end(body)
        if self._matter.provisions:
            self._add_list(body, INDEX, self._matter.provisions, INDEX_NAME)
            yield INDEX, _end(body)

    def _add_cover(self, body: Element) -> None:
        self._builder.add_space(body, self._builder.text_height * _COVER_DROP)
        self._builder.add_title(body, self._book.title)
        self._builder.add_string(body, count_articles(self._book), CENTRED)

    def _add_list(self, body: Element, title: str, entries: Iterable[Entry], name: str) -> None:
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


def _end(body: Element) -> Element:
    """The properties of the last paragraph of `body`, where those of its section belong."""
    last = body[-1] if len(body) else None
    if last is None or last.tag != qualify("w:p"):
        last = add(body, "w:p")
    properties = last.find(qualify("w:pPr"))
    if properties is None:
        properties = add(last, "w:pPr")
        last.insert(0, properties)
    return properties
