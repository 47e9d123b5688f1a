"""Where outputs go: a folder with its journal, one named file, or standard output.

A destination decides what may be replaced; `docpipe.place` replaces it.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol

from docpipe.batch.journal import Journal, open_journal, printable_path
from docpipe.batch.outcome import Output
from docpipe.diagnostics import Report
from docpipe.errors import Message, OptionError
from docpipe.place import place, placing_error
from docpipe.registry import Writer

STANDARD_OUTPUT = "-"
DEFAULT_FOLDER = "handouts"

IsSource = Callable[[Path], bool]
"""Whether a path is one of the sources of the run."""


class Product(NamedTuple):
    """One format of one source, and where it goes: a path without suffix, relative to the folder."""

    writer: Writer
    target: PurePath
    source: str
    """The source's absolute path, or `-`."""


class Destination(Protocol):
    """A place for outputs."""

    def check(self) -> None:
        """Raises WriteError where nothing can be put here at all; makes nothing."""
        ...

    def path(self, product: Product) -> Path | None:
        """Where `product` goes, None where that is no file."""
        ...

    def put(self, product: Product, content: bytes, report: Report) -> Output:
        """Put `content` in its place. What is kept instead is noted in `report`. Raises WriteError."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


def choose_destination(out: str, writers: Sequence[Writer], *, single: bool, force: bool) -> Destination:
    """The destination that `out` names.

    `-` is standard output; a path in the suffix of the only format is a file where there is a
    `single` source and no folder of that name; everything else is a folder. Raises OptionError
    for standard output with more than one output.
    """
    if out == STANDARD_OUTPUT:
        if len(writers) > 1 or not single:
            problem = Message(
                "标准输出只能写一篇文章的一种格式", "standard output takes one article in one format"
            )
            raise OptionError(
                problem,
                Message(
                    "用 --to 选一种格式，或用 -o 指定文件夹",
                    "choose one format with --to, or a folder with -o",
                ),
            )
        return StandardOutput()
    if single and len(writers) == 1 and is_file_of(out, writers[0]):
        return SingleFile(Path(out))
    return OutputFolder(Path(out), force=force)


def is_file_of(out: str, writer: Writer) -> bool:
    """Whether `out` names a file of `writer`'s: in its suffix, and no folder."""
    return out.lower().endswith(writer.suffix) and Path(out).suffix != "" and not Path(out).is_dir()


class StandardOutput:
    """The standard output of the process."""

    def check(self) -> None:
        """Nothing to check before it is written to."""

    def path(self, product: Product) -> Path | None:  # noqa: ARG002 - what every destination is asked
        """None: it is no file."""
        return None

    def put(self, product: Product, content: bytes, report: Report) -> Output:  # noqa: ARG002 - as above
        """Write `content`. Raises BrokenPipeError where nobody reads."""
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return Output(format=product.writer.name, path=None, state="written")

    def close(self) -> None:
        """Nothing is open."""


class SingleFile:
    """One file that the user named: it is replaced, and leaves no journal behind."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self) -> None:
        """Raises WriteError where its folder cannot hold it."""
        check_folder(self._path.parent)

    def path(self, product: Product) -> Path | None:  # noqa: ARG002 - what every destination is asked
        """The file."""
        return self._path

    def put(self, product: Product, content: bytes, report: Report) -> Output:  # noqa: ARG002 - as above
        """Replace the file, unless it holds these bytes already."""
        if _digest_of(self._path) == _digest(content):
            return Output(format=product.writer.name, path=self._path, state="unchanged")
        place(content, self._path)
        return Output(format=product.writer.name, path=self._path, state="written")

    def close(self) -> None:
        """Nothing is open."""


class OutputFolder:
    """A folder with a journal. Only files that docpipe wrote are replaced there, unless `force` says so."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self._folder = folder
        self._force = force
        self._opened: Journal | None = None

    def check(self) -> None:
        """Raises WriteError where the folder cannot be made or written to."""
        check_folder(self._folder)

    def path(self, product: Product) -> Path | None:
        """The product's file in the folder."""
        return self._folder / product.target.with_name(product.target.name + product.writer.suffix)

    def put(self, product: Product, content: bytes, report: Report) -> Output:
        """Place `content`, or keep the file that stands there where it is not docpipe's, or another source's."""
        path = self._folder / product.target.with_name(product.target.name + product.writer.suffix)
        relative, digest = path.relative_to(self._folder).as_posix(), _digest(content)
        standing = _digest_of(path)
        if standing != digest and self._keeps(path, relative, standing, product, report):
            return Output(format=product.writer.name, path=path, state="kept")
        self._journal.intend(relative, digest, printable_path(product.source), product.writer.name)
        if standing != digest:
            try:
                place(content, path)
            except BaseException:
                self._journal.forget_intention(relative)
                raise
        self._journal.settle(relative)
        return Output(
            format=product.writer.name, path=path, state="unchanged" if standing == digest else "written"
        )

    def close(self) -> None:
        """Close the journal, where one was opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _journal(self) -> Journal:
        # Opened late: a run that makes nothing leaves no folder behind.
        if self._opened is None:
            self._opened = open_journal(self._folder)
        return self._opened

    def _keeps(
        self, path: Path, relative: str, standing: str | None, product: Product, report: Report
    ) -> bool:
        if self._force or not os.path.lexists(path):
            return False
        if standing is None or not self._journal.is_own(relative, standing):
            report.add("kept-foreign-file", {"path": printable_path(str(path))})
            return True
        other = self._journal.source_of(relative)
        if other != printable_path(product.source) and other is not None and os.path.exists(other):  # noqa: PTH110 - may hold a NUL
            report.add("kept-other-output", {"path": printable_path(str(path)), "source": other})
            return True
        return False


def check_folder(folder: Path) -> None:
    """Raises WriteError where files cannot be put into `folder`, or `folder` not be made; makes nothing."""
    standing = folder.absolute()
    while not os.path.lexists(standing):
        standing = standing.parent
    try:
        if not standing.is_dir():
            raise NotADirectoryError(20, "", str(standing))
        if not os.access(standing, os.W_OK | os.X_OK):
            raise PermissionError(13, "", str(standing))
    except OSError as error:
        raise placing_error(error, folder) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    """The hash of the file at `path`, None where there is no regular file to read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
