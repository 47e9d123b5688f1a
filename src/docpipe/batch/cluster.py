"""Tasks → what was made of them, on a Dask cluster: one of this machine's own, or one that is joined.

Batches of references go out, a few for each core, never all at once: ten million futures are no
window. Dask repeats what a lost node had; a batch that is lost each time is halved until the task that
takes its node along stands alone. Whatever waited on that node looks guilty too, so a lone task is sent
once more with nothing else under way; what takes its node along then is put aside. Tasks may be done twice, which is why what
they leave is a temporary of its own name each time, and only the leader replaces anything.
"""

import contextlib
import os
import queue
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import dask
from distributed import Client, Future, LocalCluster
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker
from msgspec.structs import replace

from docpipe.batch.limits import Limits
from docpipe.batch.node import Guard, UnlikeNodeError, convert_batch, nature_of_machine
from docpipe.batch.task import Lost, Made, Settings, Task
from docpipe.batch.work import drop_temporaries
from docpipe.errors import ClusterError, Message

_FIRST_BATCH = 8
_LARGEST_BATCH = 100
"""Batches grow from the first size to the largest, doubling: the first results come soon, and the
scheduler, which takes 3 ms for each, is never the slowest. (facts: 10 million in batches of 100 are
5 minutes of scheduler time)"""
_BATCHES_AHEAD = 3
"""For each core: one that runs, and two so that it need not wait for us."""
_NODE_RETRIES = 2
_PATIENCE_SECONDS = 60
_LEAVE_SECONDS = 10


class _Batch(NamedTuple):
    tasks: tuple[Task, ...]
    tries: int = 0


class Cluster:
    """A Dask cluster as an engine. Close it.

    `address` is a scheduler's (`tcp://…`); empty, a cluster of `jobs` workers is started here. Raises
    ClusterError where none can be reached, or a worker is unlike this machine.
    """

    def __init__(self, address: str, jobs: int, settings: Settings, limits: Limits) -> None:
        self._settings = settings
        self._limits = limits
        self._guard = f"docpipe-{settings.owner}"
        self._pending: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._is_trial = False
        self._flying: dict[Future[Any], _Batch] = {}
        self._landed: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._size = _FIRST_BATCH
        self._local = None if address else _start_local(jobs)
        self._address = address or str(self._local and self._local.scheduler_address)
        self._client: Client | None = None
        try:
            self._client = _join(self._address)
            self._enter(self._client)
        except BaseException:
            self.close()
            raise
        self._window = self._count_window()

    def _enter(self, client: Client) -> None:
        """Have every worker looked at, those that come later too."""
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
            client.register_plugin(Guard(self._guard, nature_of_machine()))
        except UnlikeNodeError as error:
            raise _unlike(error) from error
        except Exception as error:
            raise _unreachable(self._address, error) from error

    @property
    def is_full(self) -> bool:
        """Whether a task would have to wait for another to be done."""
        return len(self._pending) >= self._size and len(self._flying) >= self._window

    @property
    def is_busy(self) -> bool:
        """Whether there is a task whose result was not given yet."""
        return bool(self._pending or self._flying or self._suspects)

    def submit(self, task: Task) -> None:
        """Have `task` done; the result comes from `wait`."""
        self._pending.append(_absolute(task))
        if len(self._pending) >= self._size:
            self._send_pending()

    def wait(self, seconds: float) -> list[Made | Lost]:
        """What was done; empty where nothing was within `seconds`. Raises ClusterError where the cluster is lost."""
        self._send_pending(all_of_it=len(self._flying) < self._window)
        results: list[Made | Lost] = []
        with contextlib.suppress(queue.Empty):
            results += self._land(self._landed.get(timeout=max(seconds, 0.001)))
            while True:
                results += self._land(self._landed.get_nowait())
        return results

    def kill(self) -> list[Task]:
        """Take back what is not done. A node goes on with the batch that it is in; nothing of it is placed."""
        undone = [task for batch in self._flying.values() for task in batch.tasks]
        undone += [*self._suspects, *self._pending]
        if self._client is not None and self._flying:
            with contextlib.suppress(Exception):
                self._client.cancel(list(self._flying), force=True)
        self._flying.clear()
        self._pending.clear()
        self._suspects.clear()
        return undone

    def close(self) -> None:
        """Leave the cluster; end the one that was started here."""
        self.kill()
        client, self._client = self._client, None
        local, self._local = self._local, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.unregister_worker_plugin(self._guard)
            with contextlib.suppress(Exception):
                client.close(timeout=_LEAVE_SECONDS)
        if local is not None:
            with contextlib.suppress(Exception):
                local.close(timeout=_LEAVE_SECONDS)

    def _connected(self) -> Client:
        if self._client is None:
            raise _unreachable(self._address, RuntimeError("closed"))
        return self._client

    def _count_window(self) -> int:
        cores: int = sum(self._connected().nthreads().values())
        return max(cores, 1) * _BATCHES_AHEAD

    def _send_pending(self, *, all_of_it: bool = False) -> None:
        if self._suspects:
            if not self._flying:
                self._is_trial = True
                self._send(_Batch((self._suspects.popleft(),)))
            return
        while self._pending and len(self._flying) < self._window and not self._is_trial:
            if len(self._pending) < self._size and not all_of_it:
                return
            tasks = [self._pending.popleft() for _ in range(min(self._size, len(self._pending)))]
            self._send(_Batch(tuple(tasks)))

    def _send(self, batch: _Batch) -> None:
        future = self._connected().submit(
            convert_batch,
            self._guard,
            batch.tasks,
            self._settings,
            self._limits,
            pure=False,
            retries=_NODE_RETRIES,
        )
        self._flying[future] = batch
        future.add_done_callback(self._landed.put)

    def _land(self, future: "Future[Any]") -> list[Made | Lost]:
        batch = self._flying.pop(future, None)
        if batch is None:
            return []
        is_trial, self._is_trial = self._is_trial, False
        try:
            # Never by its status: a result whose node died is on its way again.
            results = future.result(timeout=_PATIENCE_SECONDS)
        except KilledWorker:
            return self._halve(batch, is_trial=is_trial)
        except UnlikeNodeError as error:
            raise _unlike(error) from error
        except (FutureCancelledError, TimeoutError, OSError) as error:
            return self._send_again(batch, error)
        finally:
            future.release()
        self._size = min(self._size * 2, _LARGEST_BATCH)
        self._window = self._count_window()
        return list(results)

    def _halve(self, batch: _Batch, *, is_trial: bool) -> list[Made | Lost]:
        """Send the halves of a batch that was lost with its nodes; one task is tried alone, and then no more."""
        for task in batch.tasks:
            drop_temporaries(task, self._settings)
        if is_trial:
            return [Lost(batch.tasks[0].number, _TOOK_NODE_ALONG)]
        if len(batch.tasks) == 1:
            self._suspects.extend(batch.tasks)
            return []
        for half in _halves(batch):
            self._send(half)
        return []

    def _send_again(self, batch: _Batch, error: Exception) -> list[Made | Lost]:
        if batch.tries >= _NODE_RETRIES or self._connected().status != "running":
            raise _unreachable(self._address, error) from error
        self._send(batch._replace(tries=batch.tries + 1))
        return []


_TOOK_NODE_ALONG = Message("它使集群节点一再退出", "it took its node of the cluster along, each time")


def _absolute(task: Task) -> Task:
    """`task` as a node finds it, which is in another folder."""
    archive = os.path.abspath(task.archive) if task.archive else b""  # noqa: PTH100 - names are bytes
    name = task.name if task.archive or task.data is not None else os.path.abspath(task.name)  # noqa: PTH100 - see above
    targets = tuple(os.path.abspath(target) if target else b"" for target in task.targets)  # noqa: PTH100 - see above
    return replace(task, name=name, archive=archive, targets=targets)


def _halves(batch: _Batch) -> Iterator[_Batch]:
    middle = len(batch.tasks) // 2
    return map(_Batch, (batch.tasks[:middle], batch.tasks[middle:]))


def _start_local(jobs: int) -> LocalCluster:
    # A worker that dies here died of its document: more tries would only cost time.
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        return LocalCluster(
            n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        )


def _join(address: str) -> Client:
    try:
        return Client(address, timeout=_PATIENCE_SECONDS, set_as_default=False)
    except Exception as error:
        raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> ClusterError:
    reason = str(error) or type(error).__name__
    problem = Message(
        f"集群 {address} 连不上或已断开：{reason}",
        f"the cluster {address} cannot be reached or is lost: {reason}",
    )
    mend = Message(
        "检查调度器和节点，然后再次运行：已完成的不会重做",
        "look at the scheduler and its workers, then run again: what is done is not done twice",
    )
    return ClusterError(problem, mend)


def _unlike(error: Exception) -> ClusterError:
    problem = Message(
        f"集群节点与本机不一致：{error}", f"a worker of the cluster is unlike this machine: {error}"
    )
    mend = Message(
        "在各节点安装同样的 docpipe、库和字体", "install the same docpipe, libraries and fonts on every node"
    )
    return ClusterError(problem, mend)
