"""Tasks → what was made of them, in processes of our own, one document at a time in each.

The pools of the standard library lose every neighbour when a process dies, or wait for ever. Here
each process has a pipe of its own: when one crashes, hangs or swells, the one document that it was
in is tried once more, alone in a fresh process, and then given up as lost. Whatever else had been
handed to that process is handed to another.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

import msgspec

from docpipe.batch.limits import Limits
from docpipe.batch.task import Lost, Made, Settings, Task
from docpipe.batch.work import drop_temporaries
from docpipe.batch.worker import EXHAUSTED, become_worker, resident_bytes
from docpipe.errors import Message, WriteError

_AHEAD = 2
"""Tasks that a process has been given: the one it is in, and the next, so that it need not wait for us."""

_TRIES = 2
_LOOK_SECONDS = 0.2
"""How often the clock and the memory of running documents are looked at."""


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """When a process is replaced by a fresh one: after so many documents, or so many MiB that it keeps.

    WeasyPrint grows by a few kB a document and does not give back what one large document took.
    """

    documents: int = 500
    mebibytes: int = 600


_RENEWAL = Renewal()


class _Worker:
    """A converting process, seen from the leader."""

    def __init__(self, connection: Connection, process: int, command: subprocess.Popen[bytes] | None) -> None:
        self.connection = connection
        self.process = process
        self._command = command
        self.tasks: deque[Task] = deque()
        self.since = 0.0
        self.done = 0
        self.retiring = False
        self.killed_in: Task | None = None
        self.reason: Message | None = None
        """What it was in when it was killed, and why it was."""

    def give(self, task: Task) -> None:
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        # A process that died has its turn when its pipe is read.
        with contextlib.suppress(OSError):
            self.connection.send_bytes(msgspec.msgpack.encode(task))

    def kill(self, reason: Message | None = None) -> None:
        """Kill it, and what it started."""
        if reason is not None:
            self.killed_in, self.reason = self.tasks[0], reason
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.process, signal.SIGKILL)

    def bury(self) -> int:
        """Close the pipe, wait for the end, and give how it ended, as `os.waitstatus_to_exitcode` does."""
        self.connection.close()
        if self._command is not None:
            return self._command.wait()
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        except ChildProcessError:
            return 0


class Pool:
    """At most `jobs` converting processes, started when there is work. Close it."""

    def __init__(
        self, jobs: int, settings: Settings, limits: Limits | None = None, renewal: Renewal = _RENEWAL
    ) -> None:
        self._jobs = jobs
        self._settings = settings
        self._limits = limits or Limits()
        self._renewal = renewal
        self._workers: list[_Worker] = []
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

    def _free_worker(self, *, alone: bool, ahead: bool) -> _Worker | None:
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

    def _start(self) -> _Worker | None:
        """A fresh process; None where the system has no room for it, but for others there was."""
        try:
            worker = _start_worker(self._settings, self._limits)
        except OSError as error:
            if self._workers:
                return None
            raise _no_process(error) from error
        self._workers.append(worker)
        return worker

    def _end(self, worker: _Worker) -> int:
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

    def _receive(self, worker: _Worker) -> Iterable[Made | Lost]:
        try:
            made = self._decoder.decode(worker.connection.recv_bytes())
        except (EOFError, OSError):
            return self._mourn(worker)
        worker.tasks.popleft()
        worker.since = time.monotonic()
        worker.done += 1
        self._losses.pop(made.number, None)
        if worker.done >= self._renewal.documents or made.resident > self._renewal.mebibytes * 1024 * 1024:
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

    def _mourn(self, worker: _Worker) -> list[Made | Lost]:
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


# ── starting a process ───────────────────────────────────────────────────────────────────────


def _may_fork() -> bool:
    """Whether a fork is safe: not with other threads about, whose locks would never be let go."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - only their number
    except OSError:
        return threading.active_count() == 1


def _start_worker(settings: Settings, limits: Limits) -> _Worker:
    ours, theirs = Pipe()
    try:
        with theirs:
            if _may_fork():
                return _Worker(ours, _fork(theirs, settings, limits), None)
            command = _execute(theirs)
        ours.send_bytes(pickle.dumps((settings, limits)))
    except OSError:
        ours.close()
        raise
    return _Worker(ours, command.pid, command)


def _no_process(error: OSError) -> WriteError:
    reason = error.strerror or type(error).__name__
    problem = Message(f"无法启动转换进程：{reason}", f"no process can be started to convert in: {reason}")
    mend = Message("关闭其他程序，或放宽 ulimit -u", "close other programs, or raise ulimit -u")
    return WriteError(problem, mend)


def _is_main() -> bool:
    """Whether this thread lasts as long as the process: what it starts may be tied to it."""
    return threading.current_thread() is threading.main_thread()


def _fork(theirs: Connection, settings: Settings, limits: Limits) -> int:
    leader = os.getpid()
    process = os.fork()
    if process == 0:
        become_worker(theirs, settings, limits, leader, is_tied=_is_main())
    return process


def _execute(theirs: Connection) -> subprocess.Popen[bytes]:
    # -P: a file in the current folder that is called like a module is not it.
    command = [sys.executable, "-P", "-m", "docpipe.batch.worker"]
    command += map(str, (theirs.fileno(), os.getpid(), int(_is_main())))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)  # noqa: S603 - our own Python
