"""Book → the HTML of its body: cover, contents, a chapter for each article, table of cases, index."""

from collections.abc import Iterable

from docpipe.book import Book, count_articles
from docpipe.diagnostics import Report
from docpipe.model import Article, Meta, Text
from docpipe.themes.schema import Theme
from docpipe.writers.frame import Frame, build_frame
from docpipe.writers.inlines import LineMarkup
from docpipe.writers.landmarks import Landmarks
from docpipe.writers.markup import build_markup
from docpipe.writers.matter import CASES_NAME, CONTENTS, INDEX, INDEX_NAME, Entry, Matter, chapter_name


class BookMarkup:
    """The body of one book; its articles are built once, what stands around them for each layout.

    `landmarks` is filled as this is made.
    """

    def __init__(
        self, book: Book, theme: Theme, landmarks: Landmarks, report: Report, *, keywords: bool = False
    ) -> None:
        self._book = book
        self._theme = theme
        self._chapters = []
        for number, article in enumerate(book.articles):
            landmarks.chapter = number
            frame = build_frame(article, theme, keywords=keywords)
            content = build_markup(article, frame, theme, report, for_paper=True, landmarks=landmarks)
            name = chapter_name(number)
            self._chapters.append(f'<div class="chapter {name}" id="{name}">\n{content}\n</div>')

    def build(self, matter: Matter) -> str:
        """All of it, in the order in which it is bound."""
        parts = [self._cover()] if self._book.cover else []
        if matter.contents:
            parts.append(self._list("contents", CONTENTS, matter.contents))
        parts += self._chapters
        if matter.cases:
            frame = Frame(matter.cases.meta.title, None, None)
            table = build_markup(matter.cases, frame, self._theme, Report(), for_paper=True)
            parts.append(f'<div class="matter" id="{CASES_NAME}">\n{table}\n</div>')
        if matter.provisions:
            parts.append(self._list(INDEX_NAME, INDEX, matter.provisions))
        return "\n".join(parts)

    def _cover(self) -> str:
        title = self._title(self._book.title)
        return f'<div class="cover">\n{title}\n<p class="cover-note">{self._string(count_articles(self._book))}</p>\n</div>'

    def _title(self, title: str) -> str:
        empty = Article(meta=Meta(title=title), body=())
        return build_markup(empty, Frame(title, None, None), self._theme, Report(), for_paper=True)

    def _list(self, name: str, title: str, entries: Iterable[Entry]) -> str:
        lines = "\n".join(self._entry(entry) for entry in entries)
        return f'<div class="matter" id="{name}">\n{self._title(title)}\n<div class="entries">\n{lines}\n</div>\n</div>'

    def _entry(self, entry: Entry) -> str:
        pages = f'<span class="pages">{entry.numbers}</span>' if entry.pages else ""
        return f'<p class="entry level{entry.level}"><a href="#{entry.name}">{self._string(entry.text)}{pages}</a></p>'

    def _string(self, text: str) -> str:
        return LineMarkup(self._theme, (Text(text),), for_paper=True).build((Text(text),), "song")
