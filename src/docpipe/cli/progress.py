"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing where it is short or quiet."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from docpipe.cli.screen import Screen
from docpipe.cli.summary import Summary
from docpipe.errors import Message

_MANY = 100
"""So many sources make a run worth a line now and then where there is no terminal."""

_LEAST_SECONDS = 10.0
"""A million documents are not to make ten thousand lines."""

_SO_FAR = Message(
    "已完成 {done}/{total} 篇，失败 {failed} 篇，每秒 {rate} 篇，还需 {left}",
    "{done} of {total} done, {failed} failed, {rate} a second, {left} left",
)
_CONVERTING = Message("转换", "converting")


class Progress(Protocol):
    """Something that shows how far the run is."""

    def advance(self, summary: Summary) -> None:
        """Another source is done."""
        ...


class Silence:
    """Nothing."""

    def advance(self, summary: Summary) -> None:
        """Another source is done."""


class Lines:
    """A line after every hundredth source at most, and every ten seconds at most; none in a short run."""

    def __init__(self, screen: Screen, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._screen = screen
        self._total = total
        self._clock = clock
        self._began = self._told = clock()

    def advance(self, summary: Summary) -> None:
        """Another source is done."""
        if summary.done % _MANY or summary.done == self._total:
            return
        now = self._clock()
        if now - self._told < _LEAST_SECONDS:
            return
        self._told = now
        rate = summary.done / (now - self._began)
        so_far = self._screen.text(_SO_FAR).format(
            done=summary.done,
            total=self._total,
            failed=summary.failed,
            rate=f"{rate:.1f}",
            left=duration((self._total - summary.done) / rate),
        )
        self._screen.complain(so_far)


def duration(seconds: float) -> str:
    """`seconds` as hours, minutes and seconds."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


@contextmanager
def open_progress(screen: Screen, total: int, *, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal where there is more than one source, else lines; nothing where it is to be quiet."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield Silence() if quiet else Lines(screen, total)
        return
    from docpipe.cli.bar import open_bar  # noqa: PLC0415 - rich, for terminals only

    with open_bar(screen.text(_CONVERTING), total) as bar:
        yield bar
