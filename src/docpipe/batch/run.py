"""Sources → outcomes, in many processes: the loop that leads, and the public `convert_many`.

The leader lists, skips what needs no work, hands out tasks, and puts what comes back in its place, a
batch at a time. It never looks into a document: a document is opened in another process only.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from docpipe.batch.choices import check_options, choose_destination, implied_writers, report_over_source
from docpipe.batch.destination import DEFAULT_FOLDER, Finished, Product, overwriting, staged_of
from docpipe.batch.engine import open_engine
from docpipe.batch.manifest import Job, Manifest
from docpipe.batch.naming import NameTemplate
from docpipe.batch.options import BatchOptions, count_jobs
from docpipe.batch.outcome import Outcome, Output
from docpipe.batch.sources import Found, find_sources, is_archive
from docpipe.batch.task import Settings, task_of
from docpipe.batch.titles import name_by_article
from docpipe.batch.work import drop
from docpipe.convert import DEFAULT_FORMATS, ConvertOptions, find_writers
from docpipe.errors import DiskFullError, WriteError
from docpipe.place import owner_of

_BATCH = 64
_BATCH_SECONDS = 0.25
"""So many results, or so old ones, are put in their place together: a commit and a sync of folders each."""

_GRACE_SECONDS = 5.0
"""How long documents that run may go on after the run was told to stop."""

_DEFAULTS = ConvertOptions()
_BATCH_DEFAULTS = BatchOptions()


def convert_many(  # noqa: PLR0913 - keywords that everybody uses, and two structs for the rest
    sources: Iterable[str | os.PathLike[str]],
    *,
    to: str | Sequence[str] = DEFAULT_FORMATS,
    out: str | os.PathLike[str] = DEFAULT_FOLDER,
    jobs: int = 1,
    options: ConvertOptions = _DEFAULTS,
    batch: BatchOptions = _BATCH_DEFAULTS,
) -> Iterator[Outcome]:
    """Convert files, folders, globs and zips; an outcome for each source as it is done.

    Documents are converted in `jobs` processes of their own, 0 for one on each core, within the limits
    of `batch`. What an earlier run did, and what has not changed since, is not done again.

    Raises OptionError, and WriteError where nothing can be written to `out` at all or another run is
    at work there, before the first outcome; DiskFullError after the last that could be placed. Never
    raises for a document: its outcome has the error.
    """
    named = [os.fspath(source) for source in sources]
    run = Run(Named(named), to=to, out=os.fspath(out), jobs=jobs, options=options, batch=batch)
    return _close_after(run)


def _close_after(run: "Run") -> Iterator[Outcome]:
    with closing(run):
        yield from run.outcomes()


class Named(NamedTuple):
    """What the user named: `names` of files, folders and so on, then those of a list (see `find_sources`).

    `report` is the path of a file that the user wants written besides: it is no source because it lies
    in a folder that is walked.
    """

    names: Iterable[str]
    listed: Iterable[str] = ()
    report: str | None = None


class Run:
    """A run over many sources: listed when it is made, converted as `outcomes` is iterated. Close it.

    `to` None is what `out` implies, a format of that suffix, or else the default formats. `dry`: nothing
    is converted, the outcomes say where outputs would go. Raises as `convert_many` does.
    """

    def __init__(  # noqa: PLR0913 - the arguments of `convert_many`
        self,
        named: Named,
        *,
        to: str | Sequence[str] | None,
        out: str,
        jobs: int = 1,
        options: ConvertOptions = _DEFAULTS,
        batch: BatchOptions = _BATCH_DEFAULTS,
        dry: bool = False,
    ) -> None:
        writers = find_writers(to) if to is not None else None
        template = check_options(options)
        self._dry = dry
        self._batch = batch
        self._failures = 0
        self._stopping = False
        self._running: dict[int, tuple[Job, Sequence[Product]]] = {}
        self._finished: list[Finished] = []
        self._oldest = 0.0
        owner = owner_of(os.getpid())
        with ExitStack() as stack:
            self._manifest = stack.enter_context(closing(Manifest()))
            single = self._list(named, template, options.reader)
            writers = writers or implied_writers(out, single=single)
            formats = tuple(writer.name for writer in writers)
            settings = Settings(formats=formats, options=options, owner=owner, verify=batch.verify)
            self._writers = writers
            self._destination = choose_destination(out, writers, single=single, options=options, batch=batch)
            self._destination.check()
            engine = open_engine(count_jobs(jobs), settings, batch.limits, batch.engine)
            self._engine = stack.enter_context(closing(engine))
            stack.enter_context(closing(self._destination))
            if not dry:
                self._destination.open()
            if template.needs_article:
                name_by_article(self._manifest, template, self._engine)
            self._stack = stack.pop_all()

    def __len__(self) -> int:
        """How many sources there are, with what was named and is none."""
        return len(self._manifest)

    @property
    def was_stopped(self) -> bool:
        """Whether the run ended before its last source."""
        return self._stopping

    @property
    def has_failed_enough(self) -> bool:
        """Whether as many documents failed as the options allow."""
        most = self._batch.max_failures
        return most is not None and self._failures >= most

    def stop(self) -> None:
        """Take up nothing more; what runs is finished, or dropped after some seconds."""
        self._stopping = True

    def outcomes(self) -> Iterator[Outcome]:
        """The outcome of each source as it is done. Raises DiskFullError after the last one."""
        jobs = self._manifest.jobs()
        work = map(self._plan, jobs) if self._dry else self._convert(jobs)
        for outcome in work:
            failed = outcome.status in {"failed", "quarantined"}
            self._failures += failed
            self._stopping = self._stopping or self.has_failed_enough
            yield outcome
            if failed and isinstance(outcome.error, DiskFullError):
                yield from self._drop()
                raise outcome.error

    def close(self) -> None:
        """End the processes, close the journal and drop the list of sources."""
        with self._stack:
            self._engine.kill()
            for finished in self._finished:
                drop(staged_of(finished))

    def _list(self, named: Named, template: NameTemplate, reader: str | None) -> bool:
        """Fill the manifest; gives whether there is one source, and that was named itself."""
        several, current = False, ""
        report = None if named.report is None else str(Path(named.report).absolute())

        def names() -> Iterator[str]:
            nonlocal several, current
            for current in named.names:
                several = several or _holds_many(current)
                yield current

        def listed() -> Iterator[str]:
            nonlocal several
            for name in named.listed:
                several = True
                yield name

        def sources() -> Iterator[Found]:
            for found in find_sources(names(), reader, listed=listed()):
                if report is None or found.key != report or found.name == current:
                    yield found

        self._manifest.fill(sources(), lambda found, number: template.fill(found.stem, number))
        if report is not None and self._manifest.is_source(Path(report)):
            raise report_over_source(report)
        return len(self._manifest) == 1 and not several

    def _plan(self, job: Job) -> Outcome:
        """What would become of the source of `job`, as far as its name tells."""
        products = self._products(job)
        outputs = [Output(format=each.writer.name, path=each.path, state="planned") for each in products]
        error = job.found.error or self._refusal(products, job.found)
        if error is not None:
            return Outcome(source=job.found.name, status="failed", error=error)
        return Outcome(source=job.found.name, status="planned", outputs=tuple(outputs))

    def _convert(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        for job in jobs:
            if self._stopping:
                break
            products = self._products(job)
            outcome = self._without_work(job, products)
            if outcome is not None:
                yield outcome
                yield from self._collect(0.0)
                continue
            while self._engine.is_full and not self._stopping:
                yield from self._collect(_BATCH_SECONDS)
            if not self._stopping:
                self._submit(job, products)
        yield from self._finish()

    def _without_work(self, job: Job, products: Sequence[Product]) -> Outcome | None:
        """The outcome of what cannot be converted, or need not be."""
        error = job.found.error or self._refusal(products, job.found)
        if error is not None:
            return Outcome(source=job.found.name, status="failed", error=error)
        return self._destination.standing(job, products)

    def _submit(self, job: Job, products: Sequence[Product]) -> None:
        self._running[job.number] = job, products
        targets = tuple(os.fsencode(product.path) if product.path else b"" for product in products)
        self._engine.submit(task_of(job, targets))

    def _collect(self, seconds: float) -> Iterator[Outcome]:
        """Wait for results, and settle those that are many or old enough."""
        if self._engine.is_busy:
            if self._finished:
                seconds = min(seconds, max(0.0, self._oldest + _BATCH_SECONDS - time.monotonic()))
            for result in self._engine.wait(seconds):
                job, products = self._running.pop(result.number)
                self._oldest = self._oldest if self._finished else time.monotonic()
                self._finished.append(Finished(job, products, result))
        is_due = len(self._finished) >= _BATCH or not self._engine.is_busy
        if self._finished and (is_due or time.monotonic() - self._oldest >= _BATCH_SECONDS):
            yield from self._settle()

    def _settle(self) -> Iterator[Outcome]:
        batch, self._finished = self._finished, []
        try:
            outcomes = self._destination.settle(batch)
        except DiskFullError as error:
            outcomes = [
                Outcome(source=finished.job.found.name, status="failed", error=error) for finished in batch
            ]
        yield from outcomes

    def _finish(self) -> Iterator[Outcome]:
        """Wait for what runs; where the run was told to stop, not for long."""
        until: float | None = None
        while self._engine.is_busy:
            if self._stopping:
                until = until or time.monotonic() + _GRACE_SECONDS
                if time.monotonic() > until:
                    break
            yield from self._collect(_BATCH_SECONDS)
        yield from self._drop()

    def _drop(self) -> Iterator[Outcome]:
        """End what still runs, and put the rest in its place."""
        self._stopping = self._stopping or self._engine.is_busy
        self._engine.kill()
        self._running.clear()
        if self._finished:
            yield from self._settle()

    def _products(self, job: Job) -> list[Product]:
        return [Product(writer, self._destination.path(job.target, writer)) for writer in self._writers]

    def _refusal(self, products: Sequence[Product], found: Found) -> WriteError | None:
        """The error of a job that would write where a source stands."""
        for product in products:
            if product.path is not None and self._manifest.is_source(product.path):
                return overwriting(product, found.name)
        return None


def _holds_many(name: str) -> bool:
    """Whether `name` stands for whatever is in it."""
    # A name with a NUL is no folder, and no exception either.
    return is_archive(name) or os.path.isdir(name)  # noqa: PTH112 - see above
