"""Which sources need no work: what the journal says of them still holds, and their outputs stand."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from docpipe.batch.destination import Product, digest_of
from docpipe.batch.failure import error_of
from docpipe.batch.journal import DocumentRow, Journal, OutputRow, Placed
from docpipe.batch.manifest import Job
from docpipe.batch.outcome import Outcome, Output, OutputState
from docpipe.batch.schema import printable_path
from docpipe.batch.sources import Found
from docpipe.batch.work import digest
from docpipe.diagnostics import Report
from docpipe.errors import DocpipeError


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a run asks for besides its sources.

    `configs` has, for each format, the hash of all that its outputs depend on besides the source;
    `limits` what a document may take, in words: one that was put aside is tried again under others.
    """

    configs: Mapping[str, str] = {}
    limits: str = ""

    def whole(self, *, limits: bool = False) -> str:
        """The hash of everything; limits belong to it where they were what failed."""
        parts = [f"{name}={config}" for name, config in sorted(self.configs.items())]
        return digest("\n".join([*parts, self.limits if limits else ""]).encode())[:32]


class Lookup:
    """Looks up a source in the journal of `folder`.

    `placed` are files that stand as they were meant to, of which the journal does not know it yet.
    """

    def __init__(self, journal: Journal, folder: Path, asked: Asked) -> None:
        self._journal = journal
        self._folder = folder
        self._asked = asked
        self.placed: list[Placed] = []

    def outcome(self, job: Job, products: Sequence[Product]) -> Outcome | None:
        """The outcome of `job` where there is nothing to do for it, else None."""
        key = printable_path(job.found.key)
        row = self._journal.document(key)
        if row is None:
            return None
        if row.status == "quarantined":
            return self._still_aside(job, row)
        if row.status == "converted":
            return self._unchanged(job, products, row, self._journal.outputs(key))
        return None

    def _still_aside(self, job: Job, row: DocumentRow) -> Outcome | None:
        if (
            row.config != self._asked.whole(limits=True)
            or row.failure is None
            or not _is_same(job.found, row)
        ):
            return None
        error = error_of(replace(row.failure, subject=job.found.name))
        return Outcome(source=job.found.name, status="quarantined", error=error)

    def _unchanged(
        self, job: Job, products: Sequence[Product], row: DocumentRow, recorded: Sequence[OutputRow]
    ) -> Outcome | None:
        by_path = {output.path: output for output in recorded}
        rows = [by_path.get(relative_path(product, self._folder)) for product in products]
        made_alike = (
            each is not None and each.config == self._asked.configs.get(product.writer.name)
            for each, product in zip(rows, products, strict=True)
        )
        if not all(made_alike) or not _is_same(job.found, row):
            return None
        report = Report()
        report.extend(row.diagnostics)
        outputs = []
        for product, output in zip(products, rows, strict=True):
            state = self._state(product, output, report)
            if state is None:
                return None
            outputs.append(Output(format=product.writer.name, path=product.path, state=state))
        return Outcome(
            source=job.found.name,
            status="unchanged",
            outputs=tuple(outputs),
            diagnostics=report.diagnostics,
        )

    def _state(self, product: Product, output: OutputRow | None, report: Report) -> OutputState | None:
        """How the file of `output` stands; None where it is not there, or not as new as the journal."""
        path = product.path
        if path is None or output is None:
            return None
        try:
            status = path.lstat()
        except OSError:
            return None
        as_placed = (output.size, output.modified)
        if output.next_sha256 is None and (status.st_size, status.st_mtime_ns) == as_placed:
            return "unchanged"
        found = digest_of(path)
        if found is not None and found == (output.next_sha256 or output.sha256):
            # It was placed before a death and never settled, or only touched.
            self.placed.append(Placed(output.path, found, status.st_size, status.st_mtime_ns))
            return "unchanged"
        if found is not None and found == output.sha256:
            return None
        report.add("kept-foreign-file", {"path": printable_path(str(path))})
        return "kept"


def relative_path(product: Product, folder: Path) -> str:
    """What the journal of `folder` calls the file of `product`."""
    return "" if product.path is None else printable_path(product.path.relative_to(folder).as_posix())


def source_hash(found: Found) -> str:
    """The hash of the bytes of `found`, "" where they cannot be read."""
    # Of what is no regular file, a pipe or a device, the bytes come once, or never.
    if found.file is not None and not os.path.isfile(found.file):  # noqa: PTH113 - may hold a NUL
        return ""
    try:
        return digest(found.read())
    except DocpipeError:
        return ""


def _is_same(found: Found, row: DocumentRow) -> bool:
    """Whether the source, and the images beside it, are what they were."""
    if source_hash(found) != row.sha256:
        return False
    shelf = found.shelf
    for address, sha256 in row.needs.items():
        content = shelf.find(address) if shelf is not None else None
        if (digest(content) if content is not None else "") != sha256:
            return False
    return True
