"""What goes between the process that leads a run and those that convert: a task out, what was made back.

References and plain values only, never an article and never an open file, so that it makes no
difference whether the other process is a child, or on another machine.
"""

import os
from typing import NamedTuple

import msgspec

from docpipe.batch.failure import Failure
from docpipe.batch.manifest import Job
from docpipe.batch.naming import NameTemplate
from docpipe.batch.sources import Found
from docpipe.convert import ConvertOptions
from docpipe.errors import Message
from docpipe.model import Diagnostic, Meta


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every task of a run.

    `formats` are names of writers. `owner` names temporaries (see `docpipe.place`). `verify`: every
    output is read back and held against the article.
    """

    formats: tuple[str, ...]
    options: ConvertOptions
    owner: str
    verify: bool = False

    @property
    def template(self) -> NameTemplate:
        """The template of output names."""
        return NameTemplate(self.options.name)


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A source to convert: its name as bytes, and what was read of it already, or None.

    `archive` is the path of the zip that it is a member of, or empty. `targets` has the path of the
    output in each format of the settings; an empty path asks for the bytes themselves. Without
    targets nothing is written: the article is read for its `Meta`.
    """

    number: int
    name: bytes
    archive: bytes = b""
    data: bytes | None = None
    targets: tuple[bytes, ...] = ()

    @property
    def found(self) -> Found:
        """The source."""
        return Found(os.fsdecode(self.name), archive=os.fsdecode(self.archive), data=self.data)


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """One format of what was made: the temporary that holds it, or its bytes, or why there is neither."""

    temporary: bytes = b""
    content: bytes | None = None
    sha256: str = ""
    failure: Failure | None = None


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the task `number`.

    `sha256` is that of the source's bytes, empty where they could not be read; `needs` has, for each
    image that was looked for beside the source, its hash, or "" where it was not there. `staged` goes
    with the formats of the settings, and is empty where there is no article. `seconds` is time on the
    clock, `resident` the bytes of memory that the process held afterwards.
    """

    number: int
    sha256: str = ""
    needs: dict[str, str] = {}
    staged: tuple[Staged, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    meta: Meta | None = None
    failure: Failure | None = None
    seconds: float = 0.0
    resident: int = 0


class Lost(NamedTuple):
    """A task whose process was lost, twice: put aside, and why."""

    number: int
    reason: Message


def task_of(job: Job, targets: tuple[bytes, ...]) -> Task:
    """The task of `job`, for `targets` as `Task` has them."""
    found = job.found
    return Task(
        number=job.number,
        name=os.fsencode(found.name),
        archive=os.fsencode(found.archive),
        data=found.data,
        targets=targets,
    )
