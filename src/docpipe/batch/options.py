"""How a run over many sources goes, as against how each is converted."""

import os

import msgspec

from docpipe.batch.limits import Limits
from docpipe.errors import Message, OptionError


class BatchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a run goes; every omitted field means what an operator expects who goes home meanwhile.

    `timeout` is in seconds on the clock, `max_memory` in MiB, both for one document in its own process.
    `max_failures` stops the run after so many documents that failed or were put aside; None never does.
    `verify` reads every output back and holds it against the article. `engine` is `local`, the processes
    of this machine, `dask`, a cluster of this machine's own, or `dask:ADDRESS`, a scheduler to join
    (`dask:tcp://10.0.0.1:8786`); sources, output folder and theme files must be at the same paths there.
    """

    timeout: float = Limits().seconds
    max_memory: int = Limits().mebibytes
    max_failures: int | None = None
    verify: bool = False
    engine: str = "local"

    @property
    def limits(self) -> Limits:
        """What one document may take. Raises OptionError for less than nothing."""
        if self.timeout <= 0 or self.max_memory <= 0:
            problem = Message("时间和内存限制必须大于零", "limits of time and memory are more than nothing")
            raise OptionError(problem, Message("例如 --timeout 60", "for example --timeout 60"))
        return Limits(seconds=self.timeout, mebibytes=self.max_memory)


def count_jobs(jobs: int) -> int:
    """`jobs`, or, where that is 0, one for each core that this process may use. Raises OptionError below 0."""
    if jobs < 0:
        problem = Message(f"-j 不能是 {jobs}", f"-j cannot be {jobs}")
        raise OptionError(problem, Message("0 表示用上所有核", "0 means all cores"))
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
