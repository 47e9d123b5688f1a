"""What converts: the processes of this machine, a cluster, or, where there is neither, this process."""

import os
from collections import deque
from typing import Protocol

from docpipe.batch.limits import Limits
from docpipe.batch.task import Lost, Made, Settings, Task
from docpipe.batch.work import make
from docpipe.errors import ClusterError, Message, OptionError


class Engine(Protocol):
    """Something that tasks are given to, and that gives back what was made of them."""

    @property
    def is_full(self) -> bool:
        """Whether a task would have to wait for another to be done."""
        ...

    @property
    def is_busy(self) -> bool:
        """Whether there is a task whose result was not given yet."""
        ...

    def submit(self, task: Task) -> None:
        """Have `task` done; the result comes from `wait`."""
        ...

    def wait(self, seconds: float) -> list[Made | Lost]:
        """What was done; empty where nothing was within `seconds`."""
        ...

    def kill(self) -> list[Task]:
        """Drop whatever runs, at once; gives the tasks that were not done."""
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


class Here:
    """This process itself, without limits: for systems that do not know how to fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._done: deque[Made | Lost] = deque()

    @property
    def is_full(self) -> bool:
        """Whether a result waits."""
        return bool(self._done)

    @property
    def is_busy(self) -> bool:
        """The same."""
        return bool(self._done)

    def submit(self, task: Task) -> None:
        """Do `task`."""
        self._done.append(make(task, self._settings))

    def wait(self, seconds: float) -> list[Made | Lost]:  # noqa: ARG002 - nothing to wait for
        """What was done."""
        done = list(self._done)
        self._done.clear()
        return done

    def kill(self) -> list[Task]:
        """Nothing runs."""
        self._done.clear()
        return []

    def close(self) -> None:
        """Nothing is open."""


def open_engine(jobs: int, settings: Settings, limits: Limits, engine: str = "local") -> Engine:
    """What converts, each document within `limits`: `jobs` processes here, or the cluster that `engine` names.

    Raises OptionError for an engine that there is not, ClusterError where a cluster cannot be had.
    """
    kind, _, address = engine.partition(":")
    if kind == "dask":
        return _open_cluster(address, jobs, settings, limits)
    if engine != "local":
        problem = Message(f"没有名为“{engine}”的引擎", f"there is no engine “{engine}”")
        raise OptionError(
            problem, Message("可用：local、dask、dask:地址", "there are: local, dask, dask:ADDRESS")
        )
    if not hasattr(os, "fork"):
        return Here(settings)
    from docpipe.batch.pool import Pool  # noqa: PLC0415 - it imports what only such systems have

    return Pool(jobs, settings, limits)


def _open_cluster(address: str, jobs: int, settings: Settings, limits: Limits) -> Engine:
    try:
        from docpipe.batch.cluster import Cluster  # noqa: PLC0415 - an extra, which most do without
    except ModuleNotFoundError as error:
        problem = Message("没有安装 Dask", "Dask is not installed")
        mend = Message("pip install 'docpipe[dask]'", "pip install 'docpipe[dask]'")
        raise ClusterError(problem, mend) from error
    return Cluster(address, jobs, settings, limits)
