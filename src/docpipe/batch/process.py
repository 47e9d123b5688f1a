"""A converting process, seen from the one that leads: started, given tasks, killed, buried."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import msgspec

from docpipe.batch.limits import Limits
from docpipe.batch.task import Settings, Task
from docpipe.batch.worker import become_worker
from docpipe.errors import Message


class Process:
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


def _may_fork() -> bool:
    """Whether a fork is safe: not with other threads about, whose locks would never be let go."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - only their number
    except OSError:
        return threading.active_count() == 1


def start_process(settings: Settings, limits: Limits) -> Process:
    """A fresh process that waits for tasks. Raises OSError where the system has no room for one."""
    ours, theirs = Pipe()
    try:
        with theirs:
            if _may_fork():
                return Process(ours, _fork(theirs, settings, limits), None)
            command = _execute(theirs)
        ours.send_bytes(pickle.dumps((settings, limits)))
    except OSError:
        ours.close()
        raise
    return Process(ours, command.pid, command)


def _is_main() -> bool:
    """Whether this thread lasts as long as the process: what it starts may be tied to it."""
    return threading.current_thread() is threading.main_thread()


def _fork(theirs: Connection, settings: Settings, limits: Limits) -> int:
    # What every process would load is loaded once, and its memory shared.
    import docpipe.structure.build  # noqa: F401, PLC0415 - not before there is work: its patterns take 0.1 s

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
