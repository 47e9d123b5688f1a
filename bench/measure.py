"""CPU time of two things done in turn, and their ratio.

The speed of a machine drifts while it works for others. Two things that take turns meet the same
weather, and CPU time does not count the waiting, so a ratio holds where a time does not.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

Work = Callable[[], object]


class Ratio(NamedTuple):
    """The median of the paired ratios, and the least and the greatest of them."""

    middle: float
    least: float
    greatest: float


def compare(first: Work, second: Work, rounds: int) -> Ratio:
    """The CPU time of `first` over that of `second`, each done once to warm up and then `rounds` times in turn."""
    cpu_seconds(first)
    cpu_seconds(second)
    ratios = [cpu_seconds(first) / cpu_seconds(second) for _ in range(rounds)]
    return Ratio(median(ratios), min(ratios), max(ratios))


def cpu_seconds(work: Work) -> float:
    """The CPU time, in seconds, that `work` takes in this process and in those it starts and waits for."""
    before = _children(), time.process_time()
    work()
    return time.process_time() - before[1] + _children() - before[0]


def run(command: Sequence[str]) -> None:
    """Run `command` without its output. Raises CalledProcessError where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdout=quiet, stderr=quiet, env=environment)


def python(*arguments: str) -> list[str]:
    """The command that runs this Python with `arguments`."""
    return [sys.executable, *arguments]


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
