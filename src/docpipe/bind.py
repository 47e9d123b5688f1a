"""Many articles, one book: read each, put them in order, write them as one document."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from docpipe.book import Book, Order, order_articles
from docpipe.convert import (
    DEFAULT_THEME,
    AnySource,
    ConvertOptions,
    find_theme,
    options_of,
    print_article,
    read,
)
from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError, OptionError, own_errors
from docpipe.model import Article, Diagnostic
from docpipe.place import place
from docpipe.registry import BookWriter, load_writer, writer_names

DEFAULT_TITLE = "文章汇编"


class BindOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How articles are bound; every omitted field means what a reader expects of a book.

    `title` is the book's own; omitted, it is called 文章汇编. `order` is that of the articles: as
    given, by date of publication, or by title. A table of cases and an index are left out where
    they would be empty. `converting` says how each article is read and set.
    """

    title: str = DEFAULT_TITLE
    order: Order = "given"
    cover: bool = True
    contents: bool = True
    case_table: bool = True
    index: bool = True
    converting: ConvertOptions = ConvertOptions()


def bind(
    sources: Iterable[AnySource],
    path: str | os.PathLike[str],
    *,
    theme: str = DEFAULT_THEME,
    options: BindOptions | None = None,
) -> tuple[Diagnostic, ...]:
    """Bind the articles in `sources` into the book `path`, .pdf or .docx; the result is what was noted.

    A source is a path, bytes or an open binary file. `theme` counts where `options` is omitted. The
    book appears whole or not at all, and replaces one that is there. Raises SourceError where a
    source has no article, OptionError for a suffix or theme that makes no book, WriteError.
    """
    options = options or BindOptions(converting=ConvertOptions(theme=theme))
    writer = book_writer(path)
    converting = options.converting
    articles = [read(source, reader=converting.reader, options=converting.reading) for source in sources]
    report = Report()
    place(write_book(articles, writer, options, report), Path(path))
    return report.diagnostics


def write_book(
    articles: Sequence[Article], writer: BookWriter, options: BindOptions, report: Report
) -> bytes:
    """The book of `articles` in the format of `writer`; what was found on the way goes to `report`.

    Raises NoArticleError where there is none, OptionError for an unknown theme, WriteError.
    """
    if not articles:
        raise NoArticleError(
            Message("没有文章可以汇编", "there is no article to bind"),
            Message("请检查来源", "check the sources"),
        )
    theme = find_theme(options.converting.theme)
    book = Book(
        title=options.title,
        articles=tuple(
            print_article(article, options.converting, report)
            for article in order_articles(articles, options.order)
        ),
        cover=options.cover,
        contents=options.contents,
        case_table=options.case_table,
        index=options.index,
    )
    with own_errors(Message("汇编", "binding"), options.title):
        return writer.write_book(book, theme, options_of(writer, options.converting), report)


def book_writer(path: str | os.PathLike[str]) -> BookWriter:
    """The writer for a book at `path`, by its suffix. Raises OptionError."""
    suffix = Path(path).suffix.lower()
    writers = [writer for writer in map(load_writer, writer_names()) if isinstance(writer, BookWriter)]
    for writer in writers:
        if writer.suffix == suffix:
            return writer
    known = ", ".join(writer.suffix for writer in writers)
    problem = Message(f"不能汇编成“{suffix}”文件", f"a book cannot be a “{suffix}” file")
    raise OptionError(problem, Message(f"可用：{known}", f"there are: {known}"))
