"""One task → what was made of it: read, rendered in every format, staged beside its place.

This is what runs in the other process, be it a child or a node of a cluster. It knows no journal and
replaces nothing: it leaves temporaries, and the process that leads the run decides.
"""

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.batch.failure import failure_of
from docpipe.batch.sources import Found
from docpipe.batch.task import Made, Settings, Staged, Task
from docpipe.convert import Rendering, read_article, render
from docpipe.diagnostics import Report, describe
from docpipe.errors import DocpipeError, Message, SourceError, own_errors
from docpipe.model import Article
from docpipe.place import TEMPORARY_SUFFIX, discard, stage, temporary_name
from docpipe.readers.shelf import Shelf
from docpipe.registry import load_writer

_WORKING = Message("转换", "converting")


class Reading(NamedTuple):
    """An article with what it was read from: the hash of its bytes, and of the images beside it."""

    article: Article
    sha256: str
    needs: dict[str, str]


class RecordingShelf:
    """A shelf that remembers what was asked of it and what it gave: the hash, or "" for nothing."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.needs: dict[str, str] = {}

    def find(self, address: str) -> bytes | None:
        """The bytes of the image at `address`, or None."""
        content = self._shelf.find(address)
        # A page with a picture in its text would put that into the journal.
        if not address.startswith("data:"):
            self.needs[address] = digest(content) if content is not None else ""
        return content


def digest(content: bytes) -> str:
    """The SHA-256 of `content`, as the journal has it."""
    return hashlib.sha256(content).hexdigest()


def read_source(found: Found, settings: Settings, data: bytes) -> Reading:
    """The article in `data`, the bytes of `found`. Raises SourceError."""
    with own_errors(_WORKING, found.name):
        shelf = RecordingShelf(found.shelf) if found.shelf is not None else None
        options = settings.options
        article = read_article(found.name, data, options.reader, options.reading, shelf)
        return Reading(article, digest(data), shelf.needs if shelf else {})


def make(task: Task, settings: Settings) -> Made:
    """What came of `task`. Never raises for a document."""
    started = time.perf_counter()
    found, sha256 = task.found, ""
    try:
        with own_errors(_WORKING, found.name):
            data = found.read()
            sha256 = digest(data)
            reading = read_source(found, settings, data)
            made = write_reading(reading, task, settings)
    except DocpipeError as error:
        made = Made(number=task.number, sha256=sha256, failure=failure_of(error))
    return replace(made, seconds=time.perf_counter() - started)


def write_reading(
    reading: Reading, task: Task, settings: Settings, errors: list[DocpipeError] | None = None
) -> Made:
    """`reading` in every format of the settings, staged where `task` has targets.

    `errors` gets the errors themselves, with their causes: what is made has them as plain values.
    """
    errors = [] if errors is None else errors
    article, report = reading.article, Report()
    report.extend(article.diagnostics)
    staged: tuple[Staged, ...] = ()
    if task.targets:
        with own_errors(_WORKING, task.found.name):
            staged = _write_formats(article, task, settings, report, errors)
    return Made(
        number=task.number,
        sha256=reading.sha256,
        needs=reading.needs,
        staged=staged,
        diagnostics=report.diagnostics,
        meta=None if task.targets else article.meta,
        failure=failure_of(errors[0]) if errors else None,
    )


def drop_temporaries(task: Task, settings: Settings) -> None:
    """Remove what was staged for `task` by a process that cannot say so any more."""
    prefix = temporary_name(settings.owner, f"{task.number}.").removesuffix(TEMPORARY_SUFFIX)
    for folder in {Path(os.fsdecode(target)).parent for target in task.targets if target}:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - a folder may hold millions
                if name.startswith(prefix):
                    discard(folder / name)


def _write_formats(
    article: Article, task: Task, settings: Settings, report: Report, errors: list[DocpipeError]
) -> tuple[Staged, ...]:
    """Every format of `article`; one that fails, with its error, does not cost the others."""
    writers = [load_writer(name) for name in settings.formats]
    renderings = render(article, writers, settings.options, report)
    if settings.options.strict and (broken := _strict_error(report)) is not None:
        errors.append(broken)
        return ()
    staged = []
    for rendering, target in zip(renderings, task.targets, strict=True):
        try:
            staged.append(_stage(rendering, article, os.fsdecode(target), task, settings))
        except DocpipeError as error:
            errors.append(error)
            staged.append(Staged(failure=failure_of(error)))
    return tuple(staged)


def _stage(rendering: Rendering, article: Article, target: str, task: Task, settings: Settings) -> Staged:
    content = rendering.content
    if isinstance(content, DocpipeError):
        raise content
    if settings.verify:
        from docpipe.batch.verify import verify  # noqa: PLC0415 - what reads formats back, on request only

        verify(article, rendering.writer, content, settings.options)
    if not target:
        return Staged(content=content, sha256=digest(content))
    # Its own token each time: on a cluster a task may be done twice, and even at once.
    token = f"{task.number}.{secrets.token_hex(4)}"
    temporary = Path(target).parent / temporary_name(settings.owner, token)
    stage(content, temporary, Path(target))
    return Staged(temporary=os.fsencode(temporary), sha256=digest(content))


def drop(staged: Sequence[Staged]) -> None:
    """Remove the temporaries of `staged`."""
    for each in staged:
        if each.temporary:
            discard(Path(os.fsdecode(each.temporary)))


def _strict_error(report: Report) -> SourceError | None:
    found = next((found for found in report.diagnostics if found.severity != "note"), None)
    if found is None:
        return None
    zh, en = describe(found, "zh"), describe(found, "en")
    mend = Message("去掉 --strict 则照常转换", "without --strict it is converted all the same")
    return SourceError(Message(f"有警告：{zh}", f"it has a warning: {en}"), mend)
