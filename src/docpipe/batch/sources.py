"""What was named on the command line → the sources to convert: files, folders, globs, standard input.

Folders are walked in the order of names. Hidden entries, output folders, links to folders and
files that a journal records as outputs are passed over.
"""

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import NamedTuple

from docpipe.batch.journal import Journal, find_journal
from docpipe.convert import read_bytes, shelf_beside
from docpipe.errors import DocpipeError, Message, MissingSourceError, NoArticleError, WriteError
from docpipe.readers.shelf import Shelf
from docpipe.registry import load_reader, reader_names

STANDARD_INPUT = "-"
STANDARD_INPUT_STEM = "stdin"
_GLOB_MARKS = frozenset("*?[")


class Found(NamedTuple):
    """A source, or what was named and is none.

    `name` is the path as it is to be read and shown, or `-`; `folder` the part of it that the
    output folder repeats; `error` says why there is nothing to read.
    """

    name: str
    folder: PurePath = PurePath()
    error: DocpipeError | None = None

    @property
    def stem(self) -> str:
        """The file's name without its last suffix."""
        return STANDARD_INPUT_STEM if self.name == STANDARD_INPUT else PurePath(self.name).stem

    @property
    def shelf(self) -> Shelf | None:
        """Where images of the source are at hand; None for standard input."""
        return None if self.name == STANDARD_INPUT else shelf_beside(self.name)

    def read(self) -> bytes:
        """The source's bytes. Raises SourceError."""
        if self.error is not None:
            raise self.error
        if self.name == STANDARD_INPUT:
            return read_bytes(sys.stdin.buffer)[1]
        return read_bytes(self.name)[1]


def find_sources(named: Iterable[str], reader: str | None = None) -> Iterator[Found]:
    """The sources in `named`, in order; what is no source is found with its error.

    In folders the files are taken whose suffix `reader`, or where it is None any reader, names.
    Raises UnknownNameError for an unknown reader.
    """
    names = reader_names() if reader is None else (reader,)
    suffixes = frozenset(suffix for name in names for suffix in load_reader(name).suffixes)
    for name in named:
        yield from _find(name, suffixes)


def _find(name: str, suffixes: frozenset[str]) -> Iterator[Found]:
    if name == STANDARD_INPUT:
        yield Found(name)
    elif os.path.isdir(name):  # noqa: PTH112 - a name with a NUL is no folder, and no exception either
        yield from _find_in_folder(name, PurePath(), suffixes)
    elif _GLOB_MARKS.isdisjoint(name) or os.path.lexists(name):
        yield Found(name)
    else:
        yield from _find_by_pattern(name, suffixes)


def _find_by_pattern(pattern: str, suffixes: frozenset[str]) -> Iterator[Found]:
    fixed = PurePath(*_until_magic(PurePath(pattern).parts))
    # pathlib's own glob takes no absolute pattern.
    matches = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 - see above
    if not matches:
        problem = Message("没有文件符合这个通配符", "no file matches this pattern")
        yield Found(
            pattern, error=MissingSourceError(problem, Message("请检查路径", "check the path"), pattern)
        )
    folders = [match for match in matches if Path(match).is_dir()]
    if len(folders) == len(matches):
        for match in matches:
            yield from _find_in_folder(match, PurePath(match).relative_to(fixed), suffixes)
        return
    # With ** the folders match beside the files in them; the pattern has chosen already.
    for match in matches:
        if not Path(match).is_dir():
            yield Found(match, PurePath(match).relative_to(fixed).parent)


def _until_magic(parts: Sequence[str]) -> Sequence[str]:
    magic = (index for index, part in enumerate(parts) if not _GLOB_MARKS.isdisjoint(part))
    return parts[: next(magic, len(parts))]


def _find_in_folder(name: str, folder: PurePath, suffixes: frozenset[str]) -> Iterator[Found]:
    empty = True
    with ExitStack() as stack:
        resolved = Path(name).resolve()
        above = [(root, find_journal(root)) for root in (resolved, *resolved.parents)]
        journals = tuple((root, stack.enter_context(journal)) for root, journal in above if journal)
        for found in _walk(name, folder, suffixes, journals):
            empty = False
            yield found
    if empty:
        kinds = " ".join(sorted(suffixes))
        problem = Message(f"文件夹里没有文章（{kinds}）", f"the folder holds no article ({kinds})")
        mend = Message(
            "隐藏文件、链接的文件夹和 docpipe 的输出不算",
            "hidden files, linked folders and docpipe's own outputs do not count",
        )
        yield Found(name, error=NoArticleError(problem, mend, name))


_Journals = tuple[tuple[Path, Journal], ...]
"""The journals of the folders that a file stands in, each with its folder, resolved."""


def _walk(name: str, folder: PurePath, suffixes: frozenset[str], journals: _Journals) -> Iterator[Found]:
    try:
        with os.scandir(name) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or "?"
        problem = Message(f"文件夹无法读取：{reason}", f"the folder cannot be read: {reason}")
        mend = Message("请检查权限", "check the permissions")
        yield Found(name, folder, MissingSourceError(problem, mend, name))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _enter(entry.path, folder / entry.name, suffixes, journals)
        elif _is_article(entry, suffixes) and not _is_recorded(Path(entry.path), journals):
            yield Found(os.path.normpath(entry.path), folder)


def _is_article(entry: os.DirEntry[str], suffixes: frozenset[str]) -> bool:
    return PurePath(entry.name).suffix.lower() in suffixes and entry.is_file()


def _enter(name: str, folder: PurePath, suffixes: frozenset[str], journals: _Journals) -> Iterator[Found]:
    try:
        journal = find_journal(Path(name))
    except WriteError as error:
        yield Found(name, folder, error)
        return
    if journal is None:
        yield from _walk(name, folder, suffixes, journals)
        return
    with journal:
        # A folder that was converted into itself has sources beside its outputs; any other is passed over.
        resolved = Path(name).resolve()
        if journal.has_source_in(resolved):
            yield from _walk(name, folder, suffixes, (*journals, (resolved, journal)))


def _is_recorded(path: Path, journals: _Journals) -> bool:
    if not journals:
        return False
    resolved = path.parent.resolve() / path.name
    return any(
        journal.records(resolved.relative_to(root).as_posix())
        for root, journal in journals
        if resolved.is_relative_to(root)
    )
