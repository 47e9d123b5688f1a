"""The file of a journal: where it is, its schema, and how one of an older docpipe is brought up to date."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docpipe.errors import DiskFullError, Message, WriteError
from docpipe.place import placing_error

MARKER_FOLDER = ".docpipe"
"""A folder that holds this one is an output folder."""

JOURNAL_NAME = "journal.sqlite"
CACHE_SIZE = -512
"""The cache of a database in KiB, negative as SQLite wants it: the system keeps the file at hand anyway, and
a run over ten thousand documents is to take no more memory than one over a hundred."""

SCHEMA_VERSION = 2
_OLDEST_VERSION = 1
_APPLICATION_ID = 0x646F6370  # "docp", so that `file` and people can tell
_WAIT_SECONDS = 60.0
"""How long a commit waits for somebody who reads: `docpipe batch status` of millions takes seconds."""

_OUTPUTS = """
CREATE TABLE outputs (
    path TEXT PRIMARY KEY,       -- relative to the output folder, with /
    sha256 TEXT,                 -- of the bytes that stand there; NULL before the first are placed
    next_sha256 TEXT,            -- of the bytes about to be placed, should the process die in between
    source TEXT NOT NULL,
    format TEXT NOT NULL
) WITHOUT ROWID
"""
_MIGRATIONS: dict[int, tuple[str, ...]] = {
    0: (_OUTPUTS,),
    1: (
        # size and modified: as it was placed, so that an untouched file need not be read to know it.
        "ALTER TABLE outputs ADD COLUMN config TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE outputs ADD COLUMN size INTEGER",
        "ALTER TABLE outputs ADD COLUMN modified INTEGER",
        "CREATE INDEX outputs_of_source ON outputs (source)",
        """
        CREATE TABLE documents (
            source TEXT PRIMARY KEY,     -- the absolute path; of a member of a zip, path/member
            sha256 TEXT NOT NULL,        -- of its bytes, '' where they could not be read
            config TEXT NOT NULL,        -- of what was asked for, all formats and limits together
            status TEXT NOT NULL,        -- converted, failed or quarantined
            needs BLOB NOT NULL,         -- JSON: address of each image beside it -> hash, '' for none there
            diagnostics BLOB NOT NULL,   -- JSON
            failure BLOB NOT NULL,       -- JSON
            seconds REAL NOT NULL        -- on the clock, of the last conversion
        ) WITHOUT ROWID
        """,
        "CREATE INDEX documents_of_status ON documents (status)",
    ),
}
"""For each version of the schema what makes the next of it."""


def journal_path(folder: Path) -> Path:
    """Where the journal of the output folder `folder` is."""
    return folder / MARKER_FOLDER / JOURNAL_NAME


def connect_to_write(folder: Path) -> sqlite3.Connection:
    """The journal of `folder`, made where there is none. Raises WriteError, also for one of a newer docpipe."""
    path = journal_path(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise placing_error(error, folder) from error
    with journal_errors(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute(f"PRAGMA cache_size = {CACHE_SIZE}")
            _bring_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_read(folder: Path) -> sqlite3.Connection | None:
    """The journal of `folder` to read from, None where there is none. Raises WriteError for a broken one."""
    path = journal_path(folder)
    if not path.is_file():
        return None
    with journal_errors(path):
        connection = _open_to_read(path)
        version = _version_of(connection)
    if _OLDEST_VERSION <= version <= SCHEMA_VERSION:
        return connection
    connection.close()
    if version == 0:
        # Whoever was making it died before the first word.
        return None
    raise _other_version(path, version)


def _open_to_read(path: Path) -> sqlite3.Connection:
    # The folder may be on a medium that cannot be written.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
    try:
        _version_of(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode not in {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_CANTOPEN}:
            raise
        # A run was killed in the middle of a commit, and taking it back needs the right to write.
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version_of(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    # The pragma alone does not touch a broken file, nor does it see what a dead process left half done.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return version


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    if _version_of(connection) == SCHEMA_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    version = _version_of(connection)
    if version > SCHEMA_VERSION:
        connection.execute("ROLLBACK")
        raise _other_version(path, version)
    for older in range(version, SCHEMA_VERSION):
        for statement in _MIGRATIONS[older]:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


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
def journal_errors(path: Path) -> Iterator[None]:
    """Inside, what SQLite raises becomes a WriteError; a DiskFullError where there is no room."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}:
            full = Message("磁盘已满，日志无法写入", "the disk is full, and the journal cannot be written")
            raise DiskFullError(
                full, Message("腾出空间后再试", "free some space and run again"), str(path)
            ) from error
        problem = Message(f"日志无法使用：{error}", f"the journal cannot be used: {error}")
        mend = Message(
            f"若无其他 docpipe 在运行，请移走 {MARKER_FOLDER} 文件夹后再试",
            f"if no other docpipe is running, move the folder {MARKER_FOLDER} away and run again",
        )
        raise WriteError(problem, mend, str(path)) from error


def printable_path(path: str) -> str:
    """`path` as text that any database and encoding takes: undecodable bytes are shown escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
