"""An output folder: what stands there already, what may be replaced, and the journal that knows.

Outputs come in batches, and a batch goes in four steps, so that a process may die between any two:

1. what is to be replaced, and what is kept since it is not docpipe's, is decided;
2. one transaction records the documents, and the hash that each file is going to have;
3. each temporary takes the place of its file, and the folders are synced;
4. the next transaction records that the files stand.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from docpipe.batch.destination import (
    Finished,
    Product,
    check_folder,
    digest_of,
    outcome_of,
    put_in_place,
    quarantine_error,
    remove_stale,
    staged_of,
)
from docpipe.batch.failure import failure_of
from docpipe.batch.journal import DocumentRow, DocumentStatus, Journal, Placed, open_journal
from docpipe.batch.lock import FolderLock
from docpipe.batch.manifest import Job
from docpipe.batch.outcome import Outcome, Output, OutputState
from docpipe.batch.schema import MARKER_FOLDER, journal_path, printable_path
from docpipe.batch.sources import STANDARD_INPUT, Found
from docpipe.batch.standing import Asked, Lookup, relative_path, source_hash
from docpipe.batch.task import Lost, Made
from docpipe.batch.work import drop
from docpipe.diagnostics import Report
from docpipe.errors import DocpipeError, WriteError
from docpipe.place import discard, sync_folder
from docpipe.registry import Writer

_NOTHING_ASKED = Asked()
_MOST_PENDING = 1000
"""Failures that are kept in mind until there is an output, and with it a folder for the journal."""


class _Move(NamedTuple):
    """What becomes of one product: a file to replace, or how it stands."""

    product: Product
    relative: str
    state: OutputState
    temporary: Path | None = None
    sha256: str = ""


class _Plan(NamedTuple):
    """What becomes of a finished job, and what was found while that was decided."""

    finished: Finished
    moves: Sequence[_Move]
    report: Report


class OutputFolder:
    """A folder with a journal. Only files that docpipe wrote are replaced there, unless `force` says so.

    `asked` is what the run asks for besides the sources. `owner` is what the lock says of its holder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        force: bool = False,
        owner: str = "",
        asked: Asked = _NOTHING_ASKED,
    ) -> None:
        self._folder = folder
        self._force = force
        self._owner = owner
        self._asked = asked
        self._lock: FolderLock | None = None
        self._journal: Journal | None = None
        self._placed: list[Placed] = []
        self._pending: list[DocumentRow] = []

    def check(self) -> None:
        """Raises WriteError where the folder cannot be made or written to."""
        check_folder(self._folder)

    def open(self) -> None:
        """Begin a run. Raises FolderInUseError where another is at work here."""
        # Opened late where there is nothing yet: a run that makes nothing leaves no folder behind.
        if (self._folder / MARKER_FOLDER).exists():
            self._open()

    def path(self, target: PurePath, writer: Writer) -> Path | None:
        """The file of `target` in the folder."""
        return self._folder / target.with_name(target.name + writer.suffix)

    def close(self) -> None:
        """Close the journal, and let go of the folder."""
        if self._journal is not None:
            # On a full disk it stays with the intention to place them, which the next run understands.
            with contextlib.suppress(WriteError), self._journal.transaction():
                self._journal.settle(self._placed)
            self._journal.close()
            self._journal = None
        self._placed.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def standing(self, job: Job, products: Sequence[Product]) -> Outcome | None:
        """The outcome of `job` where its outputs stand and nothing that made them has changed."""
        if self._force or self._journal is None or job.found.name == STANDARD_INPUT:
            return None
        lookup = Lookup(self._journal, self._folder, self._asked)
        outcome = lookup.outcome(job, products)
        self._placed += lookup.placed
        return outcome

    def settle(self, batch: Sequence[Finished]) -> list[Outcome]:
        """Put what was made in its place, and record it. Raises WriteError."""
        try:
            if self._journal is None and self._is_worth_a_journal(batch):
                self._open()
            plans = [self._plan(finished) for finished in batch]
            self._record(plans)
        except BaseException:
            for finished in batch:
                drop(staged_of(finished))
            raise
        outcomes = [self._replace(plan) for plan in plans]
        for folder in {
            move.product.path.parent for plan in plans for move in plan.moves if move.product.path
        }:
            if folder.is_dir():
                sync_folder(folder)
        return outcomes

    def _is_worth_a_journal(self, batch: Sequence[Finished]) -> bool:
        made = any(staged.temporary for finished in batch for staged in staged_of(finished))
        return made or len(self._pending) > _MOST_PENDING

    def _plan(self, finished: Finished) -> _Plan:
        report = Report()
        moves = []
        for product, staged in zip(finished.products, staged_of(finished), strict=True):
            relative = self._relative(product)
            if not staged.temporary or product.path is None:
                moves.append(_Move(product, relative, "failed"))
                continue
            temporary = Path(os.fsdecode(staged.temporary))
            state = self._decide(product.path, relative, staged.sha256, finished.job.found, report)
            moves.append(_Move(product, relative, state, temporary, staged.sha256))
        return _Plan(finished, moves, report)

    def _decide(self, path: Path, relative: str, sha256: str, found: Found, report: Report) -> OutputState:
        """Whether the file at `path` is `written` anew, stands `unchanged`, or is `kept`."""
        if not os.path.lexists(path):
            return "written"
        standing = digest_of(path)
        if standing == sha256:
            return "unchanged"
        if self._force or self._journal is None:
            return "written"
        if standing is None or not self._journal.is_own(relative, standing):
            report.add("kept-foreign-file", {"path": printable_path(str(path))})
            return "kept"
        other = self._journal.source_of(relative)
        if other is not None and other != printable_path(found.key) and _exists(other):
            report.add("kept-other-output", {"path": printable_path(str(path)), "source": other})
            return "kept"
        return "written"

    def _record(self, plans: Sequence[_Plan]) -> None:
        rows = [self._row(plan) for plan in plans]
        if self._journal is None:
            self._pending += rows
            return
        with self._journal.transaction():
            self._journal.settle(self._placed)
            for row in (*self._pending, *rows):
                self._journal.record(row)
            for plan in plans:
                self._intend(self._journal, plan)
        self._placed.clear()
        self._pending.clear()

    def _intend(self, journal: Journal, plan: _Plan) -> None:
        for move in plan.moves:
            if move.state in {"written", "unchanged"}:
                name = move.product.writer.name
                key = printable_path(plan.finished.job.found.key)
                journal.intend(move.relative, move.sha256, key, name, self._asked.configs.get(name, ""))

    def _row(self, plan: _Plan) -> DocumentRow:
        key, made = printable_path(plan.finished.job.found.key), plan.finished.made
        if isinstance(made, Lost):
            failure = failure_of(quarantine_error(made.reason))
            sha256 = source_hash(plan.finished.job.found)
            config = self._asked.whole(limits=True)
            return DocumentRow(key, sha256, config, "quarantined", {}, (), failure, 0.0)
        status: DocumentStatus = "failed" if made.failure else "converted"
        diagnostics = (*made.diagnostics, *plan.report.diagnostics)
        config = self._asked.whole()
        return DocumentRow(
            key, made.sha256, config, status, made.needs, diagnostics, made.failure, made.seconds
        )

    def _replace(self, plan: _Plan) -> Outcome:
        """Move what is to be moved; the first that fails is the document's error."""
        error: DocpipeError | None = None
        outputs = []
        for move in plan.moves:
            state = move.state
            try:
                self._move(move)
            except WriteError as raised:
                error, state = error or raised, "failed"
                self._take_back(plan, move, raised)
            outputs.append(Output(format=move.product.writer.name, path=move.product.path, state=state))
        return outcome_of(plan.finished, outputs, plan.report.diagnostics, error=error)

    def _move(self, move: _Move) -> None:
        path = move.product.path
        if move.temporary is None or path is None:
            return
        if move.state == "written":
            put_in_place(move.temporary, path)
        else:
            discard(move.temporary)
        if move.state in {"written", "unchanged"}:
            with contextlib.suppress(OSError):
                status = path.lstat()
                self._placed.append(Placed(move.relative, move.sha256, status.st_size, status.st_mtime_ns))

    def _take_back(self, plan: _Plan, move: _Move, error: WriteError) -> None:
        """Record that a move that was announced did not happen."""
        if self._journal is None or not isinstance(plan.finished.made, Made):
            return
        row = self._row(plan)._replace(status="failed", failure=failure_of(error))
        with self._journal.transaction():
            self._journal.forget_intention(move.relative)
            self._journal.record(row)

    def _open(self) -> None:
        # The folder may stand already, with what a run left that was killed before it had a journal.
        is_new = not journal_path(self._folder).exists()
        self._lock = FolderLock(self._folder, self._owner)
        self._journal = open_journal(self._folder)
        if is_new or self._lock.after_death:
            for where, folders, _ in os.walk(self._folder):
                folders.sort()
                remove_stale(Path(where))

    def _relative(self, product: Product) -> str:
        return relative_path(product, self._folder)


def _exists(source: str) -> bool:
    """Whether the source that a journal names is still there; of a member of a zip, whether the zip is."""
    path = PurePath(source)
    return any(os.path.isfile(each) for each in (path, *path.parents))  # noqa: PTH113 - may hold a NUL
