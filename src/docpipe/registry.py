"""Readers, transforms, writers and themes by entry point, each loaded when it is named.

docpipe registers its own in the same way as a plug-in does (see `pyproject.toml`), so that there
is one road and every test drives on it.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, ClassVar, Protocol, runtime_checkable

import msgspec

from docpipe.book import Book
from docpipe.diagnostics import Report
from docpipe.errors import Message, OptionError, UnknownNameError
from docpipe.model import Article
from docpipe.source import Detection, RawSource, Source
from docpipe.themes import Theme, ThemeLoader


class Reader(Protocol):
    """One carrier of articles."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings, lower case with the dot, under which a folder is searched for it."""

    def detect(self, raw: RawSource) -> Detection:
        """How sure the reader is that `raw` is its own. It looks at the content, never at the name alone."""
        ...

    def read(self, raw: RawSource) -> Source | Article:
        """What `raw` holds. Raises SourceError where it is no article after all."""
        ...


class Transform(Protocol):
    """A step from article to article."""

    name: str

    def apply(self, article: Article, report: Report) -> Article:
        """The transformed article; what was changed is noted in `report`."""
        ...


class WriterOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every writer's own options."""


class Writer(Protocol):
    """One output format."""

    name: str
    suffix: str
    """File name ending, with the dot."""
    for_print: bool
    """Whether punctuation is restored before this writer."""
    options_type: ClassVar[type[WriterOptions]]

    def write(self, article: Article, theme: Theme, options: Any, report: Report) -> bytes:
        """`article` in this format. `options` is an `options_type`. Raises WriteError."""
        ...


@runtime_checkable
class BookWriter(Writer, Protocol):
    """An output format for books, too."""

    def write_book(self, book: Book, theme: Theme, options: Any, report: Report) -> bytes:
        """`book` in this format. `options` is an `options_type`. Raises WriteError."""
        ...


_GROUPS = {
    "reader": Message("读取器", "reader"),
    "transform": Message("转换", "transform"),
    "writer": Message("输出格式", "format"),
    "theme": Message("主题", "theme"),
}


@cache
def _registered(kind: str) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=f"docpipe.{kind}s"), key=lambda point: (point.name, point.value)):
        twin = found.setdefault(point.name, point)
        if twin.value != point.value:
            problem = Message(
                f"{_GROUPS[kind].zh}“{point.name}”有两个：{twin.value} 和 {point.value}",
                f"two {_GROUPS[kind].en}s are called “{point.name}”: {twin.value} and {point.value}",
            )
            raise OptionError(problem, Message("卸载其中一个", "uninstall one of them"))
    return found


@cache
def _load(kind: str, name: str) -> Any:
    registered = _registered(kind)
    if name not in registered:
        label = _GROUPS[kind]
        known = "、".join(registered), ", ".join(registered)
        raise UnknownNameError(
            Message(f"没有名为“{name}”的{label.zh}", f"there is no {label.en} “{name}”"),
            Message(f"现有：{known[0]}", f"there are: {known[1]}"),
        )
    try:
        return registered[name].load()
    except (ImportError, AttributeError) as error:
        problem = Message(f"插件“{name}”无法载入：{error}", f"the plug-in “{name}” does not load: {error}")
        raise OptionError(problem, Message("重新安装或卸载它", "reinstall or uninstall it")) from error


def reader_names() -> tuple[str, ...]:
    """The names of all readers, sorted."""
    return tuple(_registered("reader"))


def writer_names() -> tuple[str, ...]:
    """The names of all writers, sorted."""
    return tuple(_registered("writer"))


def theme_names() -> tuple[str, ...]:
    """The names of all themes, sorted."""
    return tuple(_registered("theme"))


def load_reader(name: str) -> Reader:
    """The reader called `name`. Raises UnknownNameError."""
    reader: Reader = _load("reader", name)
    return reader


def load_transform(name: str) -> Transform:
    """The transform called `name`. Raises UnknownNameError."""
    transform: Transform = _load("transform", name)
    return transform


def load_writer(name: str) -> Writer:
    """The writer called `name`. Raises UnknownNameError."""
    writer: Writer = _load("writer", name)
    return writer


def load_theme(name: str) -> Theme:
    """The theme called `name`. Raises UnknownNameError, or ThemeError where its file is broken."""
    loader: ThemeLoader = _load("theme", name)
    return loader()
