"""The conductor: one source, parsed once, written in many formats. In: bytes; out: bytes.

    decode → choose a reader → read → build the article → transform → write

Where outputs go, and what may be replaced there, is `docpipe.batch`'s business.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from docpipe.contest import Choice, choose_reader, note_doubts
from docpipe.diagnostics import Report
from docpipe.errors import (
    DocpipeError,
    Message,
    MissingSourceError,
    NoArticleError,
    OptionError,
    SourceError,
    ThemeError,
    UnknownNameError,
    own_errors,
)
from docpipe.model import Article, Diagnostic, Figure, descend
from docpipe.place import place
from docpipe.readers.decode import decode, note_damage
from docpipe.readers.mhtml import SavedPage, is_saved_page, open_saved_page
from docpipe.readers.shelf import FolderShelf, Shelf
from docpipe.registry import (
    Writer,
    WriterOptions,
    load_theme,
    load_transform,
    load_writer,
    writer_names,
)
from docpipe.source import DEFAULT_READING, ReadOptions, Source, has_figures
from docpipe.themes import Theme, parse_theme
from docpipe.walk import article_text

AnySource: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]
"""A path, the bytes themselves, or an open binary file."""

DEFAULT_FORMATS = ("docx", "pdf", "txt")
DEFAULT_THEME = "handout"
PUNCTUATION = "punctuation"
"""The transform that restores full-width punctuation, by its registered name."""

MAX_SOURCE_BYTES = 100 * 1024 * 1024
"""The largest article of the corpus has 0.1 MB; images stand in it as addresses."""


class ConvertOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How articles are converted; every omitted field means what a reader in an office expects.

    `theme` is a registered name or the path of a TOML file. `reader` None lets the readers decide.
    `name` is the template of output names (see `docpipe.batch.naming`). `force` replaces files that
    docpipe did not write, `strict` fails a document that has a warning. Of `formats` every writer
    takes the first struct of its own options type, and defaults where there is none.
    """

    theme: str = DEFAULT_THEME
    punctuation: Literal["restore", "keep"] = "restore"
    reader: str | None = None
    reading: ReadOptions = DEFAULT_READING
    name: str = "{stem}"
    force: bool = False
    strict: bool = False
    formats: tuple[WriterOptions, ...] = ()


class Rendering(NamedTuple):
    """One format of an article: its bytes, or the error that stands in their place."""

    writer: Writer
    content: bytes | DocpipeError


# ── read ─────────────────────────────────────────────────────────────────────────────────────


def read(source: AnySource, *, reader: str | None = None, options: ReadOptions = DEFAULT_READING) -> Article:
    """The article in `source`, a path, bytes or an open binary file.

    `reader` names the reader; omitted, the one that is surest of the source takes it. Images are
    taken from the page and the folder it is in. Raises SourceError where there is no article,
    UnknownNameError for an unknown reader.
    """
    name, data = read_bytes(source)
    return read_article(name, data, reader, options, shelf_beside(name))


def shelf_beside(name: str) -> FolderShelf | None:
    """Where the images of the page at the path `name` are; None for a source that is no file."""
    return FolderShelf(Path(name).parent) if name else None


def read_bytes(source: AnySource) -> tuple[str, bytes]:
    """The name of `source` for messages, "" where it has none, and its bytes. Raises SourceError."""
    if isinstance(source, bytes):
        return "", _bounded("", source)
    if isinstance(source, str | os.PathLike):
        name = os.fspath(source)
        try:
            with Path(name).open("rb") as file:
                return name, _bounded(name, _read_unchanged(name, file))
        except (OSError, ValueError) as error:
            raise _unreadable(name, error) from error
    name = getattr(source, "name", "")
    name = name if isinstance(name, str) else ""
    data = source.read(MAX_SOURCE_BYTES + 1)
    if not isinstance(data, bytes):
        problem = Message("源文件须以二进制方式打开", "a source must be opened as a binary file")
        raise SourceError(problem, Message('用 open(path, "rb")', 'use open(path, "rb")'), name)
    return name, _bounded(name, data)


def read_article(
    name: str,
    data: bytes,
    reader: str | None = None,
    options: ReadOptions = DEFAULT_READING,
    shelf: Shelf | None = None,
) -> Article:
    """The article in `data`; `name` is for messages. Raises SourceError or UnknownNameError.

    `shelf` is where images that the page does not hold are at hand; omitted, they are not.
    """
    return choose_and_read(name, data, reader, options, shelf)[1]


def choose_and_read(
    name: str,
    data: bytes,
    reader: str | None = None,
    options: ReadOptions = DEFAULT_READING,
    shelf: Shelf | None = None,
) -> tuple[Choice, Article]:
    """The reader that takes `data`, and the article it finds. Arguments and errors are those of `read_article`."""
    saved: SavedPage | None = None
    with own_errors(Message("解码", "decoding"), name):
        if is_saved_page(data):
            saved = open_saved_page(name, data)
        raw = replace(decode(name, saved.data if saved else data), options=options)
    shelves = [each for each in (saved.images if saved else None, shelf) if each is not None]
    choice = choose_reader(raw, reader)
    report = Report()
    note_damage(raw, report)
    note_doubts(choice, report)
    with own_errors(_step("读取器", "reader", choice.reader.name), name):
        found = choice.reader.read(raw)
    article = found if isinstance(found, Article) else _build(_with_images(found, options, shelves), name)
    report.extend(article.diagnostics)
    article = replace(article, diagnostics=report.diagnostics)
    if saved and not article.meta.source.address:
        article = _with_address(article, saved.address)
    if not _has_content(article):
        problem = Message("里面没有正文", "it holds no text of an article")
        raise NoArticleError(
            problem, Message("请检查导出是否完整", "check that the export is complete"), name
        )
    return choice, article


def _with_address(article: Article, address: str | None) -> Article:
    return replace(article, meta=replace(article.meta, source=replace(article.meta.source, address=address)))


def _has_content(article: Article) -> bool:
    # A title alone is an article in name only; a picture is content.
    if article_text(article).strip():
        return True
    return any(isinstance(node, Figure) for node in descend(article))


def _with_images(source: Source, options: ReadOptions, shelves: list[Shelf]) -> Source:
    if not has_figures(source):
        return source
    from docpipe.readers.fetch import Fetcher  # noqa: PLC0415 - see below
    from docpipe.readers.images import attach_images  # noqa: PLC0415 - codecs, for sources with images only

    report = Report()
    if options.fetch_images:
        shelves = [*shelves, Fetcher(report)]
    with own_errors(Message("读取图片", "reading images"), source.provenance.name):
        return attach_images(source, shelves, report)


def _build(source: Source, name: str) -> Article:
    from docpipe.structure.build import build_article  # noqa: PLC0415 - its patterns take 0.1 s to compile

    with own_errors(Message("分析结构", "structuring"), name):
        return build_article(source)


def _read_unchanged(name: str, file: IO[bytes]) -> bytes:
    """The bytes of `file`. Raises SourceError where somebody wrote to it meanwhile: half of it would be old."""
    before = os.fstat(file.fileno())
    data = file.read(MAX_SOURCE_BYTES + 1)
    after = os.fstat(file.fileno())
    # A pipe and a device have no size of their own.
    if stat.S_ISREG(after.st_mode) and (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        problem = Message("读取时文件正被改写", "the file was written to while it was read")
        raise SourceError(problem, Message("写完后再试", "try again when it is complete"), name)
    return data


def _bounded(name: str, data: bytes) -> bytes:
    if len(data) <= MAX_SOURCE_BYTES:
        return data
    limit = MAX_SOURCE_BYTES // (1024 * 1024)
    problem = Message(f"文件超过 {limit} MB", f"the file is larger than {limit} MB")
    mend = Message("美篇文章不会这么大，请检查文件", "no article is that large; check the file")
    raise SourceError(problem, mend, name)


def _unreadable(name: str, error: OSError | ValueError) -> SourceError:
    check = Message("请检查路径", "check the path")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingSourceError(Message("没有这个文件", "there is no such file"), check, name)
    if isinstance(error, IsADirectoryError):
        problem = Message("是文件夹，不是一篇文章", "is a folder, not an article")
        mend = Message("用 convert_many 或 docpipe convert", "use convert_many or docpipe convert")
        return SourceError(problem, mend, name)
    if isinstance(error, PermissionError):
        problem = Message("没有权限读取", "there is no right to read it")
        return MissingSourceError(problem, Message("请检查文件权限", "check its permissions"), name)
    reason = getattr(error, "strerror", None) or str(error)
    return MissingSourceError(Message(f"无法读取：{reason}", f"cannot be read: {reason}"), check, name)


# ── write ────────────────────────────────────────────────────────────────────────────────────


def write(
    article: Article,
    path: str | os.PathLike[str],
    *,
    theme: str = DEFAULT_THEME,
    options: ConvertOptions | None = None,
) -> tuple[Diagnostic, ...]:
    """Write `article` to `path` in the format of its suffix; the result is what the writer had to note.

    `theme` counts where `options` is omitted. The file appears whole or not at all, and replaces one
    that is there. Raises UnknownNameError for a suffix or theme that nothing knows, WriteError.
    """
    options = options or ConvertOptions(theme=theme)
    target = Path(path)
    writer = writer_of_suffix(target.suffix)
    report = Report()
    (rendering,) = render(article, [writer], options, report)
    if isinstance(rendering.content, DocpipeError):
        raise rendering.content
    place(rendering.content, target)
    return report.diagnostics


def render(
    article: Article, writers: Sequence[Writer], options: ConvertOptions, report: Report
) -> list[Rendering]:
    """`article` in the format of each of `writers`, in their order; what steps found goes to `report`.

    Punctuation is restored once for all writers that print. A writer that fails costs its own
    format only. Raises OptionError for an unknown or broken theme.
    """
    theme = find_theme(options.theme)
    printed = article
    if any(writer.for_print for writer in writers):
        printed = print_article(article, options, report)
    return [
        _render(printed if writer.for_print else article, writer, theme, options, report)
        for writer in writers
    ]


def print_article(article: Article, options: ConvertOptions, report: Report) -> Article:
    """`article` as formats for print get it: its punctuation restored, unless `options` keep it."""
    if options.punctuation == "keep":
        return article
    with own_errors(_step("转换", "transform", PUNCTUATION), article.meta.source.name):
        return load_transform(PUNCTUATION).apply(article, report)


def _render(
    article: Article, writer: Writer, theme: Theme, options: ConvertOptions, report: Report
) -> Rendering:
    own = Report()
    try:
        with own_errors(_step("输出格式", "format", writer.name), article.meta.source.name):
            content = writer.write(article, theme, options_of(writer, options), own)
    except DocpipeError as error:
        return Rendering(writer, error)
    # Two formats of one theme miss the same fonts; once is enough.
    known = report.diagnostics
    report.extend(tuple(found for found in own.diagnostics if found not in known))
    return Rendering(writer, content)


def options_of(writer: Writer, options: ConvertOptions) -> WriterOptions:
    """Of the structs in `options.formats` the one for `writer`, or its defaults."""
    fitting = (given for given in options.formats if isinstance(given, writer.options_type))
    return next(fitting, None) or writer.options_type()


def find_writers(formats: str | Sequence[str]) -> list[Writer]:
    """The writers called `formats`, each once, in their order; one string may name several, with commas.

    Raises UnknownNameError, and OptionError where there is none or two write the same suffix.
    """
    names = formats.split(",") if isinstance(formats, str) else formats
    writers = [load_writer(name) for name in dict.fromkeys(name.strip() for name in names) if name]
    if not writers:
        raise OptionError(
            Message("没有指定输出格式", "no format is named"),
            Message("例如 --to pdf", "for example --to pdf"),
        )
    by_suffix: dict[str, str] = {}
    for writer in writers:
        twin = by_suffix.setdefault(writer.suffix, writer.name)
        if twin != writer.name:
            problem = Message(
                f"{twin} 和 {writer.name} 都写成 {writer.suffix} 文件",
                f"{twin} and {writer.name} both write {writer.suffix} files",
            )
            raise OptionError(problem, Message("每次只选其中一个", "choose one of them at a time"))
    return writers


def writer_of_suffix(suffix: str) -> Writer:
    """The writer whose files end in `suffix`, with its dot. Raises UnknownNameError."""
    # Most are named after their suffix; the others need not be loaded to find that one.
    for name in sorted(writer_names(), key=lambda name: f".{name}" != suffix.lower()):
        writer = load_writer(name)
        if writer.suffix == suffix.lower():
            return writer
    known = ", ".join(load_writer(name).suffix for name in writer_names())
    problem = Message(f"没有写“{suffix}”文件的输出格式", f"no format writes “{suffix}” files")
    raise UnknownNameError(problem, Message(f"现有：{known}", f"there are: {known}"))


def find_theme(name: str) -> Theme:
    """The registered theme `name`, or the one in the TOML file of that path. Raises OptionError."""
    if not name.endswith(".toml"):
        return load_theme(name)
    try:
        return parse_theme(Path(name).read_text("utf-8"), name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8?"
        problem = Message(f"主题文件无法读取：{reason}", f"the theme file cannot be read: {reason}")
        raise ThemeError(problem, Message("请检查路径", "check the path"), name) from error


def _step(zh: str, en: str, name: str) -> Message:
    return Message(f"{zh} {name}", f"{en} {name}")
