"""Tasks → what was made of them, in processes of our own, one document at a time in each.

The pools of the standard library lose every neighbour when a process dies, or wait for ever. Here
each process has a pipe of its own: when one crashes, hangs or swells, the one document that it was
in is tried once more, alone in a fresh process, and then given up as lost. Whatever else had been
handed to that process is handed to another.
"""

import signal
import time
from collections import Counter, deque
from collections.abc import Iterable
from multiprocessing.connection import wait

import msgspec

from docpipe.batch.limits import Limits
from docpipe.batch.process import Process, start_process
from docpipe.batch.task import Lost, Made, Settings, Task
from docpipe.batch.work import drop_temporaries
from docpipe.batch.worker import EXHAUSTED, resident_bytes
from docpipe.errors import Message, WriteError

_AHEAD = 2
"""Tasks that a process has been given: the one it is in, and the next, so that it need not wait for us."""

_TRIES = 2
_LOOK_SECONDS = 0.2
"""How often the clock and the memory of running documents are looked at."""


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """When a process is replaced by a fresh one: after so many documents, or so many MiB that it keeps.

    WeasyPrint grows by a few kB a document and does not give back what one large document took. Where
    documents may take little, so may what a process keeps: else the next one would be blamed for it.
    """

    documents: int = 500
    mebibytes: int = 600

    def is_due(self, documents: int, resident: int, limits: Limits) -> bool:
        """Whether a process that converted so many `documents` and holds `resident` bytes is to end."""
        most = min(self.mebibytes, limits.mebibytes * 3 // 4)
        return documents >= self.documents or resident > most * 1024 * 1024


_RENEWAL = Renewal()


class Pool:
    """At most `jobs` converting processes, started when there is work. Close it."""

    def __init__(
        self, jobs: int, settings: Settings, limits: Limits | None = None, renewal: Renewal = _RENEWAL
    ) -> None:
        self._jobs = jobs
        self._settings = settings
        self._limits = limits or Limits()
        self._renewal = renewal
        self._workers: list[Process] = []
        self._waiting: deque[Task] = deque()
        self._losses: Counter[int] = Counter()
        self._decoder = msgspec.msgpack.Decoder(Made)

    @property
    def is_full(self) -> bool:
        """Whether a task would have to wait for another to be done."""
        return bool(self._waiting)

    @property
    def is_busy(self) -> bool:
        """Whether there is a task whose result was not given yet."""
        return bool(self._waiting) or any(worker.tasks for worker in self._workers)

    def submit(self, task: Task) -> None:
        """Have `task` done; the result comes from `wait`."""
        self._waiting.append(task)
        self._feed()

    def wait(self, seconds: float) -> list[Made | Lost]:
        """What was done, in the order in which it was; empty where nothing was within `seconds`."""
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, until - time.monotonic())
            results = self._look(min(left, _LOOK_SECONDS))
            if results or left == 0 or not self.is_busy:
                return results

    def kill(self) -> list[Task]:
        """End all processes at once; gives the tasks that were not done."""
        undone = [task for worker in self._workers for task in worker.tasks] + list(self._waiting)
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.bury()
        for task in undone:
            drop_temporaries(task, self._settings)
        self._workers.clear()
        self._waiting.clear()
        return undone

    def close(self) -> None:
        """Let the processes end; what they are in is dropped."""
        self.kill()

    def _feed(self) -> None:
        while self._waiting:
            task = self._waiting[0]
            # Bytes are sent to a process that reads: one that itself sends might wait for us, and we for it.
            worker = self._free_worker(alone=self._losses[task.number] > 0, ahead=task.data is None)
            if worker is None:
                return
            worker.give(self._waiting.popleft())

    def _free_worker(self, *, alone: bool, ahead: bool) -> Process | None:
        """The process to give a task to; None where it has to wait."""
        open_to_work = [worker for worker in self._workers if not worker.retiring]
        idle = [worker for worker in open_to_work if not worker.tasks]
        if idle and not (alone and idle[0].done):
            return idle[0]
        if len(self._workers) < self._jobs:
            return self._start()
        if alone:
            # It is to have a fresh process; where all stand ready, one makes room.
            if idle:
                self._end(idle[0])
                return self._start()
            return None
        if not ahead:
            return None
        ready = [
            worker
            for worker in open_to_work
            if len(worker.tasks) < _AHEAD and not any(self._losses[task.number] for task in worker.tasks)
        ]
        return min(ready, key=lambda worker: len(worker.tasks), default=None)

    def _start(self) -> Process | None:
        """A fresh process; None where the system has no room for it, but for others there was."""
        try:
            worker = start_process(self._settings, self._limits)
        except OSError as error:
            if self._workers:
                return None
            raise _no_process(error) from error
        self._workers.append(worker)
        return worker

    def _end(self, worker: Process) -> int:
        self._workers.remove(worker)
        return worker.bury()

    def _look(self, seconds: float) -> list[Made | Lost]:
        results: list[Made | Lost] = []
        by_connection = {worker.connection: worker for worker in self._workers if worker.tasks}
        for connection in wait(list(by_connection), seconds):
            worker = by_connection[connection]  # type: ignore[index]  # they are those that were given
            results += self._receive(worker)
        self._enforce()
        self._feed()
        return results

    def _receive(self, worker: Process) -> Iterable[Made | Lost]:
        try:
            made = self._decoder.decode(worker.connection.recv_bytes())
        except (EOFError, OSError):
            return self._mourn(worker)
        worker.tasks.popleft()
        worker.since = time.monotonic()
        worker.done += 1
        self._losses.pop(made.number, None)
        if self._renewal.is_due(worker.done, made.resident, self._limits):
            worker.retiring = True
        if worker.retiring and not worker.tasks:
            self._end(worker)
        return [made]

    def _enforce(self) -> None:
        """Kill what takes too long or too much; its end is noticed when its pipe is read."""
        now = time.monotonic()
        for worker in self._workers:
            if not worker.tasks or worker.reason:
                continue
            if now - worker.since > self._limits.seconds:
                worker.kill(_too_long(self._limits))
            elif resident_bytes(worker.process) > self._limits.mebibytes * 1024 * 1024:
                worker.kill(_too_much(self._limits))

    def _mourn(self, worker: Process) -> list[Made | Lost]:
        """Bury a process that died; its document is tried again or lost, what waited behind it goes on."""
        worker.kill()
        code = self._end(worker)
        culprit, *innocent = worker.tasks
        drop_temporaries(culprit, self._settings)
        self._waiting.extendleft(reversed(innocent))
        # Killed for what it was done with by then: its last result came through all the same.
        is_to_blame = worker.killed_in is None or worker.killed_in is culprit
        self._losses[culprit.number] += is_to_blame
        if self._losses[culprit.number] < _TRIES:
            self._waiting.appendleft(culprit)
            return []
        del self._losses[culprit.number]
        return [Lost(culprit.number, worker.reason or _reason(code, self._limits))]


def _reason(code: int, limits: Limits) -> Message:
    if code == EXHAUSTED:
        return _too_much(limits)
    if code == -signal.SIGALRM:
        return _too_long(limits)
    return _died(code)


def _too_long(limits: Limits) -> Message:
    seconds = f"{limits.seconds:g}"
    return Message(f"超过 {seconds} 秒没有转换完", f"it was not converted within {seconds} seconds")


def _too_much(limits: Limits) -> Message:
    return Message(
        f"占用内存超过 {limits.mebibytes} MiB", f"it took more than {limits.mebibytes} MiB of memory"
    )


def _died(code: int) -> Message:
    if code >= 0:
        return Message(f"转换进程退出（{code}）", f"the process that converted it left (status {code})")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return Message(f"转换进程崩溃（{name}）", f"the process that converted it was killed ({name})")


def _no_process(error: OSError) -> WriteError:
    reason = error.strerror or type(error).__name__
    problem = Message(f"无法启动转换进程：{reason}", f"no process can be started to convert in: {reason}")
    mend = Message("关闭其他程序，或放宽 ulimit -u", "close other programs, or raise ulimit -u")
    return WriteError(problem, mend)
