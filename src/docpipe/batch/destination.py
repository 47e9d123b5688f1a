"""Where outputs go: a folder with its journal, one named file, or standard output.

A destination is asked which sources need no work, and takes what was made of the others.
`docpipe.batch.folder` is the one with a journal.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol

from docpipe.batch.failure import error_of
from docpipe.batch.manifest import Job
from docpipe.batch.outcome import Outcome, OutcomeStatus, Output, OutputState
from docpipe.batch.task import Lost, Made, Staged
from docpipe.diagnostics import Report
from docpipe.errors import DocpipeError, Message, QuarantinedError, WriteError
from docpipe.model import Diagnostic
from docpipe.place import discard, placing_error, replace_by, stale_temporaries, sync_folder
from docpipe.registry import Writer

STANDARD_OUTPUT = "-"
DEFAULT_FOLDER = "handouts"


class Product(NamedTuple):
    """One format of a source, and the file that it becomes; None for standard output."""

    writer: Writer
    path: Path | None


class Finished(NamedTuple):
    """A job that is over: what was asked for, and what came of it."""

    job: Job
    products: Sequence[Product]
    made: Made | Lost


class Destination(Protocol):
    """A place for outputs."""

    def check(self) -> None:
        """Raises WriteError where nothing can be put here at all; makes nothing."""
        ...

    def open(self) -> None:
        """Begin a run. Raises FolderInUseError where another is at work here."""
        ...

    def path(self, target: PurePath, writer: Writer) -> Path | None:
        """The file that `target`, a path without suffix, becomes in the format of `writer`."""
        ...

    def standing(self, job: Job, products: Sequence[Product]) -> Outcome | None:
        """The outcome of `job` where there is nothing to do for it, else None."""
        ...

    def settle(self, batch: Sequence[Finished]) -> list[Outcome]:
        """Put what was made in its place, for good, and give the outcomes. Raises WriteError.

        Where it raises, nothing of `batch` is in place that was not there before, and no temporary left.
        """
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...


class StandardOutput:
    """The standard output of the process."""

    def check(self) -> None:
        """Nothing to check before it is written to."""

    def open(self) -> None:
        """Nothing to open."""

    def path(self, target: PurePath, writer: Writer) -> Path | None:  # noqa: ARG002 - what every destination is asked
        """None: it is no file."""
        return None

    def standing(self, job: Job, products: Sequence[Product]) -> Outcome | None:  # noqa: ARG002 - as above
        """None: what was written once is gone."""
        return None

    def settle(self, batch: Sequence[Finished]) -> list[Outcome]:
        """Write what was made. Raises BrokenPipeError where nobody reads."""
        outcomes = []
        for finished in batch:
            outputs = [
                self._put(product, staged)
                for product, staged in zip(finished.products, staged_of(finished), strict=True)
            ]
            outcomes.append(outcome_of(finished, outputs))
        return outcomes

    def close(self) -> None:
        """Nothing is open."""

    def _put(self, product: Product, staged: Staged) -> Output:
        if staged.content is not None:
            sys.stdout.buffer.write(staged.content)
            sys.stdout.buffer.flush()
        state: OutputState = "failed" if staged.content is None else "written"
        return Output(format=product.writer.name, path=None, state=state)


class SingleFile:
    """One file that the user named: it is replaced, and leaves no journal behind."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self) -> None:
        """Raises WriteError where its folder cannot hold it."""
        check_folder(self._path.parent)

    def open(self) -> None:
        """Remove the temporaries of runs that were killed."""
        remove_stale(self._path.parent)

    def path(self, target: PurePath, writer: Writer) -> Path | None:  # noqa: ARG002 - what every destination is asked
        """The file."""
        return self._path

    def standing(self, job: Job, products: Sequence[Product]) -> Outcome | None:  # noqa: ARG002 - as above
        """None: without a journal nobody knows."""
        return None

    def settle(self, batch: Sequence[Finished]) -> list[Outcome]:
        """Replace the file, unless it holds these bytes already."""
        return [self._settle(finished) for finished in batch]

    def close(self) -> None:
        """Nothing is open."""

    def _settle(self, finished: Finished) -> Outcome:
        outputs, error = [], None
        for product, staged in zip(finished.products, staged_of(finished), strict=True):
            state: OutputState = "failed"
            try:
                if staged.temporary:
                    state = self._place(staged)
            except DocpipeError as raised:
                error = raised
            outputs.append(Output(format=product.writer.name, path=self._path, state=state))
        return outcome_of(finished, outputs, error=error)

    def _place(self, staged: Staged) -> OutputState:
        temporary = Path(os.fsdecode(staged.temporary))
        if digest_of(self._path) == staged.sha256:
            discard(temporary)
            return "unchanged"
        put_in_place(temporary, self._path)
        sync_folder(self._path.parent)
        return "written"


def staged_of(finished: Finished) -> Sequence[Staged]:
    """What was staged for each product; nothing at all where the source itself failed."""
    staged = finished.made.staged if isinstance(finished.made, Made) else ()
    return staged or [Staged()] * len(finished.products)


def outcome_of(
    finished: Finished,
    outputs: Sequence[Output],
    diagnostics: Sequence[Diagnostic] = (),
    *,
    error: DocpipeError | None = None,
) -> Outcome:
    """The outcome of `finished`, with `outputs` as they stand and what was found while they were placed."""
    name = finished.job.found.name
    if isinstance(finished.made, Lost):
        return Outcome(source=name, status="quarantined", error=quarantine_error(finished.made.reason, name))
    made = finished.made
    report = Report()
    report.extend(made.diagnostics)
    if finished.job.shared and outputs:
        report.add("name-told-apart", {"name": finished.job.target.name})
    report.extend(tuple(diagnostics))
    if made.failure is not None:
        error = error_of(made.failure)
        error.subject = error.subject or name
    # Where there is no article, no output was tried either.
    tried = tuple(outputs) if made.staged else ()
    return Outcome(
        source=name,
        status=_status(tried, error),
        outputs=tried,
        diagnostics=report.diagnostics,
        error=error,
        seconds=made.seconds,
    )


def quarantine_error(reason: Message, name: str = "") -> QuarantinedError:
    """The error of the source `name`, which was put aside for `reason`."""
    problem = Message(
        f"已隔离：{reason.zh}，重试一次也是如此", f"put aside: {reason.en}, and again when retried"
    )
    mend = Message(
        "请检查文件；--force 重试，--timeout 和 --max-memory 放宽限制",
        "look at the file; --force tries again, --timeout and --max-memory allow it more",
    )
    return QuarantinedError(problem, mend, name)


def _status(outputs: Sequence[Output], error: DocpipeError | None) -> OutcomeStatus:
    if error is not None:
        return "failed"
    if all(output.state == "unchanged" for output in outputs):
        return "unchanged"
    return "converted"


def put_in_place(temporary: Path, path: Path) -> None:
    """Let `temporary` take the place of `path`, or remove it. Raises WriteError."""
    try:
        replace_by(temporary, path)
    except WriteError:
        discard(temporary)
        raise


def remove_stale(folder: Path) -> None:
    """Remove the temporaries in `folder` whose owners are dead."""
    for temporary in stale_temporaries(folder):
        discard(temporary)


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


def digest_of(path: Path) -> str | None:
    """The hash of the file at `path`, None where there is no regular file to read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def overwriting(product: Product, subject: str) -> WriteError:
    """The error of `product`, which would stand where a source does."""
    name, path = product.writer.name, product.path
    problem = Message(
        f"{name} 输出会覆盖源文件 {path}", f"the {name} output would overwrite the source {path}"
    )
    mend = Message(
        "用 -o 换一个位置，或用 --to 去掉这种格式",
        "choose another place with -o, or leave out that format with --to",
    )
    return WriteError(problem, mend, subject)
