"""What runs on a node of a cluster: a batch of tasks, each in a process of its own beside Dask's worker.

The worker itself never opens a document, so none can kill it; time and memory are limited as on one
machine. A guard looks at each worker before it is given anything: another release of docpipe, or other
fonts, would break lines elsewhere.
"""

import threading
from collections.abc import Sequence
from typing import NamedTuple

from distributed import Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from docpipe.batch.fingerprint import fonts_fingerprint, versions
from docpipe.batch.limits import Limits
from docpipe.batch.pool import Pool
from docpipe.batch.task import Lost, Made, Settings, Task

_WAIT_SECONDS = 1.0


class Nature(NamedTuple):
    """What of a machine shows in the outputs that are made on it: versions of libraries, and the fonts."""

    versions: dict[str, str]
    fonts: str


def nature_of_machine() -> Nature:
    """The nature of this machine."""
    return Nature(versions(), fonts_fingerprint())


class UnlikeNodeError(Exception):
    """A node that would make other outputs than the leader; its text says in what they differ."""


class Guard(WorkerPlugin):
    """Refuses a worker that is unlike `leader`, and keeps the converting processes of one that is like it."""

    idempotent = True

    def __init__(self, name: str, leader: Nature) -> None:
        self.name = name
        self._leader = leader
        self._pools: dict[int, Pool] = {}

    def setup(self, worker: Worker) -> None:
        """Look at `worker`. Raises UnlikeNodeError."""
        self._pools = {}
        here = nature_of_machine()
        told = [
            f"{name} {here.versions[name] or '-'} ≠ {version or '-'}"
            for name, version in self._leader.versions.items()
            if here.versions.get(name) != version
        ]
        if here.fonts != self._leader.fonts:
            told.append("fonts")
        if told:
            raise UnlikeNodeError(f"{worker.address}: {', '.join(told)}")

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - the plug-in's form
        """End the converting processes."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def pool(self, settings: Settings, limits: Limits) -> Pool:
        """The converting process of the thread that asks; a pool is no two threads' at once."""
        thread = threading.get_ident()
        if thread not in self._pools:
            self._pools[thread] = Pool(1, settings, limits)
        return self._pools[thread]


def convert_batch(guard: str, tasks: Sequence[Task], settings: Settings, limits: Limits) -> list[Made | Lost]:
    """What was made of `tasks`, in any order; `guard` names the plug-in. Raises UnlikeNodeError without it."""
    worker = get_worker()
    plugin = worker.plugins.get(guard)
    if not isinstance(plugin, Guard):
        raise UnlikeNodeError(worker.address)
    pool = plugin.pool(settings, limits)
    for task in tasks:
        pool.submit(task)
    done: list[Made | Lost] = []
    while pool.is_busy:
        done += pool.wait(_WAIT_SECONDS)
    return done
