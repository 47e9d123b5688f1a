"""Found sources → jobs: every source once, with a name for its outputs that no other takes.

Names must not depend on the order of arrival, so all sources are listed before the first is
converted. The list is a temporary SQLite database that goes to the disk when it grows: ten
million sources take no more memory than ten.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from docpipe.batch.naming import folded, safe_name, told_apart
from docpipe.batch.schema import CACHE_SIZE
from docpipe.batch.sources import STANDARD_INPUT, Found
from docpipe.errors import DocpipeError

Namer = Callable[[Found, int], str]
"""The name of a source's outputs, without folder and suffix; the number counts sources from 1."""

_SCHEMA = """
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    identity BLOB NOT NULL UNIQUE,  -- the resolved path: a source named twice is one
    name BLOB NOT NULL,
    archive BLOB NOT NULL,
    folder BLOB NOT NULL,
    target TEXT NOT NULL,           -- where its outputs go, without suffix
    folded TEXT NOT NULL,           -- the same to a file system without regard to case
    device INTEGER,
    inode TEXT                      -- may exceed what SQLite takes for an integer
);
CREATE INDEX rivals ON sources (folded);
CREATE INDEX files ON sources (inode, device);
"""

_JOBS = """
SELECT number, name, archive, folder, target,
       EXISTS (
           SELECT 1 FROM sources AS rival WHERE rival.folded = sources.folded AND rival.number != sources.number
       ) AS shared
FROM sources ORDER BY number
"""


class Job(NamedTuple):
    """A source, and where its outputs go: a path relative to the output folder, without suffix.

    `number` counts the sources of the run from 1. `shared`: another source would have taken the same name.
    """

    found: Found
    target: PurePath
    number: int = 1
    shared: bool = False


class Manifest:
    """The list of all sources of a run. Close it when the run is over."""

    def __init__(self) -> None:
        # No name: SQLite keeps it in its cache and spills to a file of its own that nobody sees.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = {CACHE_SIZE}; {_SCHEMA}"
        )
        self._errors: dict[int, DocpipeError] = {}
        self._data: dict[int, bytes] = {}

    def fill(self, sources: Iterable[Found], namer: Namer) -> None:
        """List `sources`, each once."""
        self._database.execute("BEGIN")
        for found in sources:
            self._add(found, namer)
        self._database.execute("COMMIT")

    def _add(self, found: Found, namer: Namer) -> None:
        identity = _identity(found)
        if self._database.execute("SELECT 1 FROM sources WHERE identity = ?", (identity,)).fetchone():
            return
        number = len(self) + 1
        name = (safe_name(found.stem) or "_") if found.error else namer(found, number)
        target = _target(found.folder, name)
        # What cannot be read claims no name.
        fold = f"/{number}" if found.error else folded(target)
        device, inode = _file_identity(found)
        self._database.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                identity,
                os.fsencode(found.name),
                os.fsencode(found.archive),
                os.fsencode(found.folder),
                target,
                fold,
                device,
                inode,
            ),
        )
        if found.error:
            self._errors[number] = found.error
        if found.data is not None:
            self._data[number] = found.data

    def rename(self, job: Job, name: str) -> None:
        """Call the outputs of `job` by `name`, now that it is known; before that they had their source's."""
        target = _target(job.found.folder, name)
        self._database.execute(
            "UPDATE sources SET target = ?, folded = ? WHERE number = ?", (target, folded(target), job.number)
        )

    def __len__(self) -> int:
        """How many sources there are."""
        count: int = self._database.execute("SELECT coalesce(max(number), 0) FROM sources").fetchone()[0]
        return count

    def jobs(self) -> Iterator[Job]:
        """A job for every source, in order."""
        for number, name, archive, folder, target, shared in self._database.execute(_JOBS):
            found = Found(
                os.fsdecode(name),
                PurePath(os.fsdecode(folder)),
                self._errors.get(number),
                os.fsdecode(archive),
                self._data.get(number),
            )
            path = PurePath(target)
            if shared:
                path = path.with_name(told_apart(path.name, _told_by(found)))
            yield Job(found, path, number, bool(shared))

    def is_source(self, path: Path) -> bool:
        """Whether `path`, by whatever name or link, is one of the sources. A path that is no file is none."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return False
        query = "SELECT 1 FROM sources WHERE inode = ? AND device = ?"
        return self._database.execute(query, (str(status.st_ino), status.st_dev)).fetchone() is not None

    def close(self) -> None:
        """Drop the list."""
        self._database.close()


def _target(folder: PurePath, name: str) -> str:
    return (PurePath(*(safe_name(part) or "_" for part in folder.parts)) / name).as_posix()


def _told_by(found: Found) -> str:
    return found.name if found.name == STANDARD_INPUT else Path(found.name).absolute().as_posix()


def _identity(found: Found) -> bytes:
    if found.file is None:
        return os.fsencode(found.name)
    try:
        # The file may have several names, its member has one.
        return os.fsencode(Path(found.file).resolve()) + os.fsencode(found.name[len(found.file) :])
    except (OSError, ValueError, RuntimeError):
        return os.fsencode(found.name)


def _file_identity(found: Found) -> tuple[int | None, str | None]:
    if found.file is None:
        return None, None
    try:
        status = Path(found.file).stat()
    except (OSError, ValueError):
        return None, None
    return status.st_dev, str(status.st_ino)
