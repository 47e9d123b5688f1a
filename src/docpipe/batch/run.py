"""Sources → outcomes, one after another: the public `convert` and `convert_many`, and what both are made of."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from docpipe.batch.destination import DEFAULT_FOLDER, choose_destination, is_file_of
from docpipe.batch.manifest import Manifest, Namer
from docpipe.batch.naming import NameTemplate
from docpipe.batch.outcome import Outcome
from docpipe.batch.sources import STANDARD_INPUT, Found, find_sources
from docpipe.batch.work import Plan, convert_bytes, convert_job, plan_job
from docpipe.convert import (
    DEFAULT_FORMATS,
    AnySource,
    ConvertOptions,
    find_theme,
    find_writers,
    read_article,
    read_bytes,
)
from docpipe.errors import DocpipeError
from docpipe.registry import Writer, load_reader, load_writer, writer_names

_NAMELESS = "article"
"""What the outputs are called of a source that has no name: bytes, an unnamed file object."""

_DEFAULTS = ConvertOptions()


def convert(
    source: AnySource,
    *,
    to: str | Sequence[str] = DEFAULT_FORMATS,
    out: str | os.PathLike[str] = DEFAULT_FOLDER,
    options: ConvertOptions = _DEFAULTS,
) -> Outcome:
    """Convert one source, a path, bytes or an open binary file; the outcome names the outputs.

    `to` names the formats; omitted, docx, pdf and txt. `out` is a folder, or a file where it ends
    in the suffix of the one format. Raises OptionError before anything was tried, SourceError
    where there is no article, WriteError where a format could not be made or placed; the other
    formats stand then all the same.
    """
    writers = find_writers(to)
    template = check_options(options)
    name, data = read_bytes(source)
    destination = choose_destination(os.fspath(out), writers, single=True, force=options.force)
    destination.check()
    with closing(destination):
        plan = Plan(writers, destination, options, template, _same_file(name))
        outcome = convert_bytes(Found(name or _NAMELESS), lambda: data, plan)
    if outcome.error is not None:
        raise outcome.error
    return outcome


def convert_many(
    sources: Iterable[str | os.PathLike[str]],
    *,
    to: str | Sequence[str] = DEFAULT_FORMATS,
    out: str | os.PathLike[str] = DEFAULT_FOLDER,
    options: ConvertOptions = _DEFAULTS,
) -> Iterator[Outcome]:
    """Convert files, folders and globs, in order; an outcome for each source as it is done.

    Raises OptionError, and WriteError where nothing can be written to `out` at all, before the
    first outcome. Never raises for a document: its outcome has the error.
    """
    named = [os.fspath(source) for source in sources]
    return _close_after(Run(named, to=to, out=os.fspath(out), options=options))


def _close_after(run: "Run") -> Iterator[Outcome]:
    with closing(run):
        yield from run.outcomes()


class Run:
    """A run over many sources: listed when it is made, converted as `outcomes` is iterated. Close it.

    `to` None is what `out` implies, a format of that suffix, or else the default formats. `dry`: nothing
    is converted, the outcomes say where outputs would go. Raises as `convert_many` does.
    """

    def __init__(
        self,
        named: Sequence[str],
        *,
        to: str | Sequence[str] | None,
        out: str,
        options: ConvertOptions,
        dry: bool = False,
    ) -> None:
        writers = find_writers(to) if to is not None else None
        template = check_options(options)
        self._dry = dry
        with ExitStack() as stack:
            self._manifest = stack.enter_context(closing(Manifest()))
            self._manifest.fill(find_sources(named, options.reader), _namer(template, options.reader))
            single = len(self._manifest) == 1 and not any(_is_folder(name) for name in named)
            if writers is None:
                writers = _implied_writers(out, single=single)
            destination = choose_destination(out, writers, single=single, force=options.force)
            stack.enter_context(closing(destination))
            destination.check()
            self._plan = Plan(writers, destination, options, template, self._manifest.is_source)
            self._stack = stack.pop_all()

    def __len__(self) -> int:
        """How many sources there are, with what was named and is none."""
        return len(self._manifest)

    def outcomes(self) -> Iterator[Outcome]:
        """The outcome of each source, in order."""
        work = plan_job if self._dry else convert_job
        for job in self._manifest.jobs():
            yield work(job, self._plan)

    def close(self) -> None:
        """Close the journal and drop the list of sources."""
        self._stack.close()


def _implied_writers(out: str, *, single: bool) -> list[Writer]:
    """What `-o out` asks for without `--to`: the one format of that suffix where `out` can be a file."""
    if single and not Path(out).is_dir():
        fitting = [writer for writer in map(load_writer, writer_names()) if is_file_of(out, writer)]
        if fitting:
            return fitting[:1]
    return find_writers(DEFAULT_FORMATS)


def check_options(options: ConvertOptions) -> NameTemplate:
    """The template of `options`. Raises OptionError for a reader, theme or template that is no such thing."""
    if options.reader is not None:
        load_reader(options.reader)
    find_theme(options.theme)
    return NameTemplate(options.name)


def _namer(template: NameTemplate, reader: str | None) -> Namer:
    def name(found: Found, number: int) -> str:
        if not template.needs_article or found.name == STANDARD_INPUT:
            return template.fill(found.stem, number)
        try:
            article = read_article(found.name, found.read(), reader)
        except DocpipeError:
            # Its turn will come, and its outcome will say what is wrong.
            return template.fill(found.stem, number)
        return template.fill(found.stem, number, article.meta)

    return name


def _is_folder(name: str) -> bool:
    return os.path.isdir(name)  # noqa: PTH112 - a name with a NUL is no folder, and no exception either


def _same_file(name: str) -> Callable[[Path], bool]:
    def same(path: Path) -> bool:
        try:
            return bool(name) and path.samefile(name)
        except (OSError, ValueError):
            return False

    return same
