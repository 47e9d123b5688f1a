"""What was named on the command line → the sources to convert: files, folders, globs, zips, standard input.

Folders and zips are walked in the order of names. Hidden entries, output folders, links to folders
and files that a journal records as outputs are passed over.
"""

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from docpipe.batch.archives import open_archive
from docpipe.batch.journal import Journal, find_journal
from docpipe.convert import AnySource, read_bytes, shelf_beside
from docpipe.errors import ArchiveError, DocpipeError, Message, MissingSourceError, NoArticleError, WriteError
from docpipe.readers.shelf import ArchiveShelf, Shelf
from docpipe.registry import load_reader, reader_names

STANDARD_INPUT = "-"
STANDARD_INPUT_STEM = "stdin"
ARCHIVE_SUFFIX = ".zip"
_GLOB_MARKS = frozenset("*?[")


class Found(NamedTuple):
    """A source, or what was named and is none.

    `name` is the path as it is to be read and shown, or `-`; `folder` the part of it that the
    output folder repeats; `error` says why there is nothing to read. `archive` is the path of the zip
    that the source is a member of; its name is then that path, a slash, and the member's. `data` are
    its bytes where they were read already.
    """

    name: str
    folder: PurePath = PurePath()
    error: DocpipeError | None = None
    archive: str = ""
    data: bytes | None = None

    @property
    def stem(self) -> str:
        """The file's name without its last suffix."""
        return STANDARD_INPUT_STEM if self.name == STANDARD_INPUT else PurePath(self.name).stem

    @property
    def file(self) -> str | None:
        """The path of the file that it stands in; None for standard input."""
        return None if self.name == STANDARD_INPUT else self.archive or self.name

    @property
    def key(self) -> str:
        """Its name from the root of the file system, so that a journal knows it again."""
        return self.name if self.name == STANDARD_INPUT else str(Path(self.name).absolute())

    @property
    def shelf(self) -> Shelf | None:
        """Where images of the source are at hand; None for standard input."""
        if self.name == STANDARD_INPUT:
            return None
        return (
            ArchiveShelf(open_archive(self.archive), self._member)
            if self.archive
            else shelf_beside(self.name)
        )

    def read(self) -> bytes:
        """The source's bytes. Raises SourceError."""
        if self.error is not None:
            raise self.error
        if self.data is not None:
            return self.data
        if self.name == STANDARD_INPUT:
            return read_bytes(sys.stdin.buffer)[1]
        return open_archive(self.archive).read(self._member) if self.archive else read_bytes(self.name)[1]

    @property
    def _member(self) -> str:
        return self.name[len(self.archive) + 1 :]


def find_sources(
    named: Iterable[str], reader: str | None = None, *, listed: Iterable[str] = ()
) -> Iterator[Found]:
    """The sources in `named`, in order; what is no source is found with its error.

    In folders the files are taken whose suffix `reader`, or where it is None any reader, names.
    `listed` are names that follow, each as it stands, without patterns; the output folder repeats the
    folders in them, for whoever lists an archive wants it as it was. Raises UnknownNameError for an
    unknown reader.
    """
    readers = map(load_reader, reader_names() if reader is None else (reader,))
    suffixes = frozenset(suffix for each in readers for suffix in each.suffixes)
    for name in named:
        yield from _find(name, suffixes)
    for name in listed:
        yield from _find_listed(name, suffixes)


def _find(name: str, suffixes: frozenset[str]) -> Iterator[Found]:
    if name == STANDARD_INPUT:
        yield _read_at_once(name, sys.stdin.buffer)
    elif os.path.isdir(name):  # noqa: PTH112 - a name with a NUL is no folder, and no exception either
        yield from _find_in_folder(name, PurePath(), suffixes)
    elif is_archive(name):
        yield from _or_none(name, _find_in_archive(name, PurePath(), suffixes), suffixes)
    elif _GLOB_MARKS.isdisjoint(name) or os.path.lexists(name):
        yield _read_at_once(name, name) if _comes_once(name) else Found(name)
    else:
        yield from _find_by_pattern(name, suffixes)


def _find_listed(name: str, suffixes: frozenset[str]) -> Iterator[Found]:
    # As tar does it: without the root, and without what climbs.
    path = PurePath(*(part for part in PurePath(name).parts if part not in {PurePath(name).anchor, "."}))
    if ".." in path.parts:
        path = PurePath(path.name)
    if os.path.isdir(name):  # noqa: PTH112 - see above
        yield from _find_in_folder(name, path, suffixes)
    elif is_archive(name):
        yield from _or_none(name, _find_in_archive(name, path.with_suffix(""), suffixes), suffixes)
    else:
        yield Found(name, path.parent)


def _comes_once(name: str) -> bool:
    """Whether `name` is a pipe, such as the <(…) of a shell: another process may not be able to open it."""
    try:
        return stat.S_ISFIFO(Path(name).stat().st_mode)
    except (OSError, ValueError):
        return False


def _read_at_once(name: str, source: AnySource) -> Found:
    # It comes only once, and goes to another process.
    try:
        return Found(name, data=read_bytes(source)[1])
    except DocpipeError as error:
        return Found(name, error=error)


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
        folder = PurePath(match).relative_to(fixed).parent
        if is_archive(match):
            yield from _find_in_archive(match, folder / PurePath(match).stem, suffixes)
        elif not Path(match).is_dir():
            yield Found(match, folder)


def _until_magic(parts: Sequence[str]) -> Sequence[str]:
    magic = (index for index, part in enumerate(parts) if not _GLOB_MARKS.isdisjoint(part))
    return parts[: next(magic, len(parts))]


def is_archive(name: str) -> bool:
    """Whether `name` is that of a zip that is there."""
    return name.lower().endswith(ARCHIVE_SUFFIX) and os.path.isfile(name)  # noqa: PTH113 - may hold a NUL


def _find_in_archive(name: str, folder: PurePath, suffixes: frozenset[str]) -> Iterator[Found]:
    """The articles in the zip `name`, in the order of their names; what must not be read, with its error."""
    try:
        archive = open_archive(name)
    except DocpipeError as error:
        yield Found(name, folder, error)
        return
    for refused in archive.refused:
        if PurePosixPath(refused.name).suffix.lower() in suffixes:
            reason = refused.reason
            problem = Message(
                f"压缩包中的这个文件{reason.zh}，不予读取", f"in the archive, {reason.en}: not read"
            )
            where = f"{name}/{refused.name}"
            yield Found(
                where, folder, ArchiveError(problem, Message("请检查压缩包", "check the archive"), where)
            )
    for member in archive.members:
        path = PurePosixPath(member.name)
        if path.suffix.lower() in suffixes:
            yield Found(f"{name}/{member.name}", folder / PurePath(*path.parent.parts), archive=name)


def _find_in_folder(name: str, folder: PurePath, suffixes: frozenset[str]) -> Iterator[Found]:
    with ExitStack() as stack:
        resolved = Path(name).resolve()
        above = [(root, find_journal(root)) for root in (resolved, *resolved.parents)]
        journals = tuple((root, stack.enter_context(journal)) for root, journal in above if journal)
        yield from _or_none(name, _walk(name, folder, suffixes, journals), suffixes)


def _or_none(name: str, sources: Iterator[Found], suffixes: frozenset[str]) -> Iterator[Found]:
    """`sources`, or, where there is none, `name` with that as its error."""
    empty = True
    for found in sources:
        empty = False
        yield found
    if empty:
        kinds = " ".join(sorted(suffixes))
        problem = Message(f"里面没有文章（{kinds}）", f"it holds no article ({kinds})")
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
            # Names alone: a million entries of the system's own kind take five times the room.
            listed, folders = [], set()
            for entry in entries:
                if not entry.name.startswith("."):
                    listed.append(entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(entry.name)
            listed.sort()
    except OSError as error:
        reason = error.strerror or "?"
        problem = Message(f"文件夹无法读取：{reason}", f"the folder cannot be read: {reason}")
        yield Found(
            name, folder, MissingSourceError(problem, Message("请检查权限", "check the permissions"), name)
        )
        return
    for child in listed:
        path = os.path.join(name, child)  # noqa: PTH118 - pathlib costs more than the rest of the loop
        if child in folders:
            yield from _enter(path, folder / child, suffixes, journals)
        elif PurePath(child).suffix.lower() == ARCHIVE_SUFFIX:
            yield from _find_in_archive(os.path.normpath(path), folder / PurePath(child).stem, suffixes)
        elif _is_article(path, suffixes) and not _is_recorded(Path(path), journals):
            yield Found(os.path.normpath(path), folder)


def _is_article(path: str, suffixes: frozenset[str]) -> bool:
    return PurePath(path).suffix.lower() in suffixes and Path(path).is_file()


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
