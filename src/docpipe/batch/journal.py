"""The journal of an output folder: which files in it docpipe wrote, and from what.

`.docpipe/journal.sqlite` in the folder. One table, `outputs`: the path of a file relative to the
folder, the SHA-256 of its bytes, the source it came from. `user_version` is the schema's version.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from docpipe.errors import Message, WriteError
from docpipe.place import placing_error

MARKER_FOLDER = ".docpipe"
"""A folder that holds this one is an output folder."""

JOURNAL_NAME = "journal.sqlite"
SCHEMA_VERSION = 1
_APPLICATION_ID = 0x646F6370  # "docp", so that `file` and people can tell
_WAIT_SECONDS = 10.0

_SCHEMA = """
CREATE TABLE outputs (
    path TEXT PRIMARY KEY,       -- relative to the output folder, with /
    sha256 TEXT,                 -- of the bytes that stand there; NULL before the first are placed
    next_sha256 TEXT,            -- of the bytes about to be placed, should the process die in between
    source TEXT NOT NULL,
    format TEXT NOT NULL
) WITHOUT ROWID
"""


class Journal:
    """An open journal. Use it as a context manager, or close it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def is_own(self, relative: str, sha256: str) -> bool:
        """Whether docpipe wrote the file at `relative` with just these bytes."""
        found = self._one("SELECT sha256, next_sha256 FROM outputs WHERE path = ?", relative)
        return found is not None and sha256 in found

    def records(self, relative: str) -> bool:
        """Whether docpipe ever wrote a file at `relative`."""
        return self._one("SELECT 1 FROM outputs WHERE path = ?", relative) is not None

    def source_of(self, relative: str) -> str | None:
        """The source that the file at `relative` was made from, None where docpipe wrote none."""
        found = self._one("SELECT source FROM outputs WHERE path = ?", relative)
        return None if found is None else str(found[0])

    def has_source_in(self, folder: Path) -> bool:
        """Whether any file was made from a source below `folder`, an absolute path."""
        below = printable_path(f"{folder}{os.sep}")
        return self._one("SELECT 1 FROM outputs WHERE instr(source, ?) = 1 LIMIT 1", below) is not None

    def intend(self, relative: str, sha256: str, source: str, format_name: str) -> None:
        """Record that bytes with this hash are about to be placed at `relative`."""
        self._run(
            "INSERT INTO outputs (path, next_sha256, source, format) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO"
            " UPDATE SET next_sha256 = excluded.next_sha256, source = excluded.source, format = excluded.format",
            relative,
            sha256,
            source,
            format_name,
        )

    def settle(self, relative: str) -> None:
        """Record that what was intended for `relative` stands there now."""
        self._run("UPDATE outputs SET sha256 = next_sha256, next_sha256 = NULL WHERE path = ?", relative)

    def forget_intention(self, relative: str) -> None:
        """Record that what was intended for `relative` will not come."""
        self._run("UPDATE outputs SET next_sha256 = NULL WHERE path = ?", relative)
        self._run("DELETE FROM outputs WHERE path = ? AND sha256 IS NULL", relative)

    def close(self) -> None:
        """Close the journal; what was recorded is on the disk already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _one(self, query: str, value: str) -> tuple[object, ...] | None:
        with _own_errors(self._path):
            row: tuple[object, ...] | None = self._connection.execute(query, (value,)).fetchone()
            return row

    def _run(self, statement: str, *values: str) -> None:
        with _own_errors(self._path):
            self._connection.execute(statement, values)


def journal_path(folder: Path) -> Path:
    """Where the journal of the output folder `folder` is."""
    return folder / MARKER_FOLDER / JOURNAL_NAME


def open_journal(folder: Path) -> Journal:
    """The journal of `folder`, made where there is none. Raises WriteError, also for one of a newer docpipe."""
    path = journal_path(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise placing_error(error, folder) from error
    with _own_errors(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        _check_version(connection, path)
        connection.execute("PRAGMA synchronous = NORMAL")
    return Journal(connection, path)


def find_journal(folder: Path) -> Journal | None:
    """The journal of `folder` to read from, None where there is none. Raises WriteError for a broken one."""
    path = journal_path(folder)
    if not path.is_file():
        return None
    with _own_errors(path):
        # The folder may be on a medium that cannot be written.
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        connection.close()
        raise _other_version(path, version)
    return Journal(connection, path)


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")
    if version not in {0, SCHEMA_VERSION}:
        connection.close()
        raise _other_version(path, version)


def _other_version(path: Path, version: int) -> WriteError:
    problem = Message(
        f"日志由另一版本的 docpipe 写成（格式 {version}）",
        f"the journal was written by another version of docpipe (schema {version})",
    )
    return WriteError(
        problem,
        Message("升级 docpipe，或换一个输出文件夹", "upgrade docpipe, or choose another folder"),
        str(path),
    )


@contextmanager
def _own_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        problem = Message(f"日志无法使用：{error}", f"the journal cannot be used: {error}")
        mend = Message(
            f"若无其他 docpipe 在运行，请移走 {MARKER_FOLDER} 文件夹后再试",
            f"if no other docpipe is running, move the folder {MARKER_FOLDER} away and run again",
        )
        raise WriteError(problem, mend, str(path)) from error


def printable_path(path: str) -> str:
    """`path` as text that any database and encoding takes: undecodable bytes are shown escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
