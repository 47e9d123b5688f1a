"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing where it is short or quiet."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from docpipe.cli.screen import Screen
from docpipe.cli.summary import Summary
from docpipe.errors import Message

_MANY = 100
"""So many sources make a run worth a line now and then where there is no terminal."""

_SO_FAR = Message("已完成 {done}/{total} 篇，失败 {failed} 篇", "{done} of {total} done, {failed} failed")
_CONVERTING = Message("转换", "converting")


class Progress(Protocol):
    """Something that shows how far the run is."""

    def advance(self, summary: Summary) -> None:
        """Another source is done."""
        ...


class Lines:
    """A line after every hundredth source, none in a short run."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen = screen
        self._total = total

    def advance(self, summary: Summary) -> None:
        """Another source is done."""
        if summary.done % _MANY == 0 and not self._screen.quiet:
            so_far = self._screen.text(_SO_FAR)
            self._screen.complain(so_far.format(done=summary.done, total=self._total, failed=summary.failed))


@contextmanager
def open_progress(screen: Screen, total: int) -> Iterator[Progress]:
    """A bar on a terminal where there is more than one source, else lines."""
    if total < 2 or screen.quiet or not sys.stderr.isatty():
        yield Lines(screen, total)
        return
    from docpipe.cli.bar import open_bar  # noqa: PLC0415 - rich, for terminals only

    with open_bar(screen.text(_CONVERTING), total) as bar:
        yield bar
