"""The journal of an output folder: what was converted, what came of it, and which files docpipe wrote.

`.docpipe/journal.sqlite` in the folder, two tables. `documents` has a row for each source: its hash, and
that of the images beside it; how it ended and what was found. `outputs` has a row for each file: the
hash of its bytes, and of all that made them what they are (see `docpipe.batch.fingerprint`).

One process writes, and in batches. A file is recorded *before* it takes its place, with the hash that it
is going to have: whenever the process dies, what stands in the folder is known as docpipe's own.
`docpipe.batch.schema` has the tables.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, Self

import msgspec

from docpipe.batch.failure import Failure
from docpipe.batch.schema import (
    connect_to_read,
    connect_to_write,
    journal_errors,
    journal_path,
    printable_path,
)
from docpipe.model import Diagnostic

DocumentStatus = Literal["converted", "failed", "quarantined"]


class DocumentRow(NamedTuple):
    """What the journal knows of a source."""

    source: str
    sha256: str
    config: str
    status: DocumentStatus
    needs: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]
    failure: Failure | None
    seconds: float


class OutputRow(NamedTuple):
    """What the journal knows of a file. `next_sha256` is set while it is being replaced."""

    path: str
    sha256: str | None
    next_sha256: str | None
    source: str
    format: str
    config: str
    size: int | None
    modified: int | None


class Placed(NamedTuple):
    """A file as it stands: hash, size in bytes, time of modification in ns."""

    path: str
    sha256: str
    size: int
    modified: int


_STATUS = msgspec.json.Decoder(DocumentStatus)
_DIAGNOSTICS = msgspec.json.Decoder(tuple[Diagnostic, ...])
_FAILURE = msgspec.json.Decoder(Failure | None)
_NEEDS = msgspec.json.Decoder(dict[str, str])
_PAGE = 1000
_DOCUMENT = "source, sha256, config, status, needs, diagnostics, failure, seconds"
_OUTPUT = "path, sha256, next_sha256, source, format, config, size, modified"


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
        # Every text that begins so stands between it and what follows its last character.
        after = below[:-1] + chr(ord(below[-1]) + 1)
        query = "SELECT 1 FROM outputs WHERE source >= ? AND source < ? LIMIT 1"
        return self._one(query, below, after) is not None

    def document(self, source: str) -> DocumentRow | None:
        """What is known of `source`, None where nothing is."""
        row = self._one(f"SELECT {_DOCUMENT} FROM documents WHERE source = ?", source)  # noqa: S608 - constants
        return None if row is None else _document(row)

    def outputs(self, source: str) -> list[OutputRow]:
        """The files that were made from `source`."""
        query = f"SELECT {_OUTPUT} FROM outputs WHERE source = ? ORDER BY path"  # noqa: S608 - constants
        with journal_errors(self._path):
            return [OutputRow(*row) for row in self._connection.execute(query, (source,))]

    def documents(self, *, failed: bool = False) -> Iterator[DocumentRow]:
        """All documents, in the order of their names, or only those that failed or were put aside."""
        wanted = "AND status IN ('failed', 'quarantined')" if failed else ""
        query = f"SELECT {_DOCUMENT} FROM documents WHERE source > ? {wanted} ORDER BY source LIMIT {_PAGE}"  # noqa: S608
        last = ""
        # Page by page: whoever reads millions in one go keeps the run that writes waiting.
        while page := self._page(query, last):
            yield from page
            last = page[-1].source

    def statuses(self) -> dict[str, int]:
        """How many documents have each status."""
        with journal_errors(self._path):
            query = "SELECT status, count(*) FROM documents GROUP BY status"
            return dict(self._connection.execute(query).fetchall())

    def formats(self) -> dict[str, tuple[int, int]]:
        """For each format how many files there are, and their size in bytes."""
        with journal_errors(self._path):
            query = (
                "SELECT format, count(*), coalesce(sum(size), 0) FROM outputs GROUP BY format ORDER BY format"
            )
            return {name: (count, size) for name, count, size in self._connection.execute(query)}

    def seconds(self) -> float:
        """The time that all documents took together."""
        found = self._one("SELECT coalesce(sum(seconds), 0.0) FROM documents")
        return float(found[0]) if found else 0.0  # type: ignore[arg-type]  # a sum of REAL

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is recorded inside is on the disk, all of it or nothing, when this is left."""
        with journal_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with journal_errors(self._path):
                self._connection.execute("COMMIT")
        except BaseException:
            # Where a commit failed for lack of room, SQLite may have rolled back itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def record(self, row: DocumentRow) -> None:
        """Record how a document ended."""
        self._run(
            f"INSERT OR REPLACE INTO documents ({_DOCUMENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            row.source,
            row.sha256,
            row.config,
            row.status,
            msgspec.json.encode(row.needs),
            msgspec.json.encode(row.diagnostics),
            msgspec.json.encode(row.failure),
            row.seconds,
        )

    def intend(self, relative: str, sha256: str, source: str, format_name: str, config: str = "") -> None:
        """Record that bytes with this hash are about to be placed at `relative`."""
        self._run(
            "INSERT INTO outputs (path, next_sha256, source, format, config) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET next_sha256 = excluded.next_sha256,"
            " source = excluded.source, format = excluded.format, config = excluded.config",
            relative,
            sha256,
            source,
            format_name,
            config,
        )

    def settle(self, placed: Sequence[Placed]) -> None:
        """Record that what was intended stands in its place now."""
        with journal_errors(self._path):
            self._connection.executemany(
                "UPDATE outputs SET sha256 = ?, next_sha256 = NULL, size = ?, modified = ? WHERE path = ?",
                [(each.sha256, each.size, each.modified, each.path) for each in placed],
            )

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

    def _page(self, query: str, last: str) -> list[DocumentRow]:
        with journal_errors(self._path):
            return [_document(row) for row in self._connection.execute(query, (last,))]

    def _one(self, query: str, *values: str) -> tuple[object, ...] | None:
        with journal_errors(self._path):
            row: tuple[object, ...] | None = self._connection.execute(query, values).fetchone()
            return row

    def _run(self, statement: str, *values: object) -> None:
        with journal_errors(self._path):
            self._connection.execute(statement, values)


def _document(row: Sequence[object]) -> DocumentRow:
    source, sha256, config, status, needs, diagnostics, failure, seconds = row
    return DocumentRow(
        str(source),
        str(sha256),
        str(config),
        _STATUS.decode(f'"{status}"'),
        _NEEDS.decode(needs),  # type: ignore[arg-type]  # a BLOB, as all three
        _DIAGNOSTICS.decode(diagnostics),  # type: ignore[arg-type]
        _FAILURE.decode(failure),  # type: ignore[arg-type]
        float(seconds),  # type: ignore[arg-type]  # REAL
    )


def open_journal(folder: Path) -> Journal:
    """The journal of `folder`, made where there is none. Raises WriteError, also for one of a newer docpipe."""
    return Journal(connect_to_write(folder), journal_path(folder))


def find_journal(folder: Path) -> Journal | None:
    """The journal of `folder` to read from, None where there is none. Raises WriteError for a broken one.

    One of an older docpipe has outputs and no documents.
    """
    connection = connect_to_read(folder)
    return None if connection is None else Journal(connection, journal_path(folder))
