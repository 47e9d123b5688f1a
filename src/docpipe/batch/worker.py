"""A converting process: task after task from a pipe, under limits, until the pipe ends.

It holds nothing of the run but its end of the pipe: no journal, no lock. It dies with the process that
leads the run, however that dies.
"""

import contextlib
import ctypes
import gc
import os
import pickle
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
from msgspec.structs import replace

from docpipe.batch.archives import close_archives
from docpipe.batch.failure import failure_of
from docpipe.batch.limits import Limits
from docpipe.batch.task import Made, Settings, Task
from docpipe.batch.work import make
from docpipe.errors import InternalError, Message

EXHAUSTED = 77
"""The exit status of a worker that ran out of memory."""

_PR_SET_PDEATHSIG = 1
_PAGE_BYTES = resource.getpagesize()
_GRACE = 2.0
"""A worker whose leader is gone ends itself after this many times its time limit, whatever it is in."""


def serve(connection: Connection, settings: Settings, limits: Limits) -> None:
    """Work off tasks from `connection` until it ends."""
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Task)
    while True:
        try:
            task = decoder.decode(connection.recv_bytes())
        except (EOFError, OSError):
            return
        # Nobody else ends a hang where the leader is gone and the system does not tell us so.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds * _GRACE + 1)
        made = replace(make(task, settings), resident=resident_bytes())
        signal.setitimer(signal.ITIMER_REAL, 0)
        if made.failure is not None and made.failure.exhausted:
            # Python came through, but what of the libraries below it did, nobody knows.
            os._exit(EXHAUSTED)
        try:
            connection.send_bytes(_encode(encoder, made))
        except OSError:
            return


def _encode(encoder: msgspec.msgpack.Encoder, made: Made) -> bytes:
    try:
        return encoder.encode(made)
    except (TypeError, ValueError) as error:
        # A plug-in put into a diagnostic what is no text: a lone surrogate, say.
        reason = Message("转换结果无法传回", "what was made cannot be told")
        return encoder.encode(Made(number=made.number, failure=failure_of(_bug(reason, error))))


def _bug(problem: Message, cause: Exception) -> InternalError:
    error = InternalError(problem, Message("这是缺陷，请报告", "this is a bug, please report it"))
    error.__cause__ = cause
    return error


def resident_bytes(process: int | str = "self") -> int:
    """The memory that `process` holds at the moment, in bytes; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * _PAGE_BYTES
    except (OSError, ValueError, IndexError):
        return 0


def become_worker(
    connection: Connection, settings: Settings, limits: Limits, leader: int, *, is_tied: bool
) -> None:
    """What a freshly forked child does, for ever: let go of all that is the leader's, and serve.

    `is_tied`: the system is to kill it when the thread that started it ends.
    """
    try:
        close_archives()
        _close_others(connection.fileno())
        _prepare(limits, leader, is_tied=is_tied)
        gc.freeze()
        serve(connection, settings, limits)
    finally:
        # No clean-up: what the leader had open is the leader's to close.
        os._exit(0)


def _close_others(kept: int) -> None:
    for name in os.listdir("/dev/fd"):  # noqa: PTH208 - names of numbers
        descriptor = int(name)
        if descriptor > 2 and descriptor != kept:
            with contextlib.suppress(OSError):
                os.close(descriptor)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    # What a plug-in prints is no document: it must not get between those that are written there.
    os.dup2(2, 1)


def _prepare(limits: Limits, leader: int, *, is_tied: bool) -> None:
    # A session of its own: Ctrl-C on the terminal is for the leader, and what a document starts can
    # be killed with it.
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        if is_tied:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != leader:
            os._exit(0)
        # Not RLIMIT_AS: fonts and libraries that are only mapped, and shared, would count.
        _limit(resource.RLIMIT_DATA, limits.mebibytes * 1024 * 1024)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, hard))


def main() -> None:
    """Serve on the descriptor that the first argument names, for the leader whose process is the second."""
    descriptor, leader, is_tied = map(int, sys.argv[1:])
    connection = Connection(descriptor)
    # From our own leader, over a pipe that nobody else holds.
    settings, limits = pickle.loads(connection.recv_bytes())  # noqa: S301 - see above
    become_worker(connection, settings, limits, leader, is_tied=bool(is_tied))


if __name__ == "__main__":
    main()
