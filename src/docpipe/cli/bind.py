"""`docpipe bind`: many articles in, one book out."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from docpipe.batch.sources import STANDARD_INPUT, find_sources
from docpipe.bind import DEFAULT_TITLE, BindOptions, book_writer, write_book
from docpipe.book import Order
from docpipe.cli.commands import LocalisedCommand, OneOf
from docpipe.cli.screen import Screen
from docpipe.convert import DEFAULT_THEME, ConvertOptions, read_article
from docpipe.diagnostics import Report, explain
from docpipe.errors import DocpipeError, Language, Message, OptionError
from docpipe.model import Article
from docpipe.place import place

_ABOUT = Message(
    "把多篇文章汇编成一本：封面、目录、每篇另起一页、页眉、连续页码、案例一览、法规索引。"
    "SRC 是文件、文件夹（连同子文件夹）、通配符，或 -（标准输入）。",
    "Bind articles into one book: cover, contents, each article on a fresh page, running heads, continuous page"
    " numbers, a table of the cases, an index of the regulations cited. SRC is a file, a folder (with its"
    " subfolders), a pattern, or - (standard input).",
)
_EXAMPLES = Message(
    "例：docpipe bind 文件夹 -o 汇编.pdf --title 警示教育汇编 --order date",
    "Example: docpipe bind folder -o book.pdf --title Lessons --order date",
)
_ORDERS = get_args(Order)
_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any], Message], ...] = (
    (
        ("-o", "--out"),
        {"metavar": "BOOK", "required": True},
        Message("这本书的文件，.pdf 或 .docx", "the book's file, .pdf or .docx"),
    ),
    (
        ("--title",),
        {"default": DEFAULT_TITLE, "metavar": "TITLE"},
        Message(f"书名，默认“{DEFAULT_TITLE}”", f"the book's title, by default {DEFAULT_TITLE}"),
    ),
    (
        ("--order",),
        {"type": OneOf(*_ORDERS), "default": "given", "metavar": "|".join(_ORDERS)},
        Message(
            "文章顺序：按给出的（given，默认）、日期（date）或标题（title）",
            "the order of the articles: as given (the default), by date or by title",
        ),
    ),
    (
        ("--toc/--no-toc",),
        {"default": True},
        Message("要不要目录，默认要", "with contents or without; by default with"),
    ),
    (
        ("--cover/--no-cover",),
        {"default": True},
        Message("要不要封面，默认要", "with a cover or without; by default with"),
    ),
    (
        ("--case-table/--no-case-table",),
        {"default": True},
        Message("要不要案例一览，默认要", "with a table of all cases or without; by default with"),
    ),
    (
        ("--index/--no-index",),
        {"default": True},
        Message("要不要法规索引，默认要", "with an index of the regulations or without; by default with"),
    ),
    (
        ("--theme",),
        {"default": DEFAULT_THEME, "metavar": "THEME"},
        Message(
            f"主题名或 TOML 文件，默认 {DEFAULT_THEME}", f"a theme or a TOML file, by default {DEFAULT_THEME}"
        ),
    ),
    (
        ("--from", "reader"),
        {"metavar": "READER"},
        Message("指定读取器，默认自动判断", "the reader; by default it is found out"),
    ),
    (("-q", "--quiet"), {"is_flag": True}, Message("只报告错误和警告", "report only errors and warnings")),
    (("-v", "--verbose"), {"is_flag": True}, Message("也报告提示", "report notes too")),
)
_DONE = Message("{count} 篇 → {path}", "{count} articles → {path}")
_IN_THE_WAY = Message("这是来源之一", "this is one of the sources")
_ELSEWHERE = Message("用 -o 换一个文件名", "choose another name with -o")


def build(language: Language) -> click.Command:
    """The command."""
    sources = click.Argument(["src"], nargs=-1, required=True, metavar="SRC...")
    options = [
        click.Option(list(names), help=about.localise(language), **how) for names, how, about in _OPTIONS
    ]

    def bind(src: tuple[str, ...], **given: Any) -> int:
        return _bind(src, given, Screen(language, quiet=given["quiet"], verbose=given["verbose"]))

    return LocalisedCommand("bind", language, bind, [sources, *options], about=_ABOUT, epilog=_EXAMPLES)


def _bind(sources: Sequence[str], given: Mapping[str, Any], screen: Screen) -> int:
    target = Path(given["out"])
    writer = book_writer(target)
    articles: list[Article] = []
    failed = False
    for article in _read(sources, given["reader"], target):
        if isinstance(article, Article):
            articles.append(article)
        else:
            failed = True
            screen.fail(article)
    report = Report()
    place(write_book(articles, writer, _options(given), report), target)
    for diagnostic in report.diagnostics:
        if screen.verbose or diagnostic.severity != "note":
            screen.complain(" ".join(part for part in explain(diagnostic, screen.language) if part))
    screen.say(screen.text(_DONE).format(count=len(articles), path=target))
    return 1 if failed else 0


def _read(sources: Sequence[str], reader: str | None, target: Path) -> Iterator[Article | DocpipeError]:
    """Each article, or the error that stands in its place. Raises OptionError where the book would replace one."""
    for found in find_sources(sources, reader):
        if found.file is not None and _is_same(Path(found.file), target):
            raise OptionError(_IN_THE_WAY, _ELSEWHERE, str(target))
        try:
            name = "" if found.name == STANDARD_INPUT else found.name
            yield read_article(name, found.read(), reader, shelf=found.shelf)
        except DocpipeError as error:
            yield error


def _is_same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute() or (other.exists() and one.exists() and one.samefile(other))


def _options(given: Mapping[str, Any]) -> BindOptions:
    return BindOptions(
        title=given["title"],
        order=given["order"],
        cover=given["cover"],
        contents=given["toc"],
        case_table=given["case_table"],
        index=given["index"],
        converting=ConvertOptions(theme=given["theme"], reader=given["reader"]),
    )
