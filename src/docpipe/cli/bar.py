"""The bar on a terminal: count, rate, time left, failures so far."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

from docpipe.cli.summary import Summary


class Bar:
    """A bar that moves with the summary."""

    def __init__(self, progress: RichProgress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def advance(self, summary: Summary) -> None:
        """Another source is done."""
        failed = f"✗ {summary.failed}" if summary.failed else ""
        self._progress.update(self._task, completed=summary.done, failed=failed)


class RateColumn(ProgressColumn):
    """Documents a second, of late."""

    def render(self, task: Task) -> Text:
        """The rate, as soon as there is one."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


@contextmanager
def open_bar(label: str, total: int) -> Iterator[Bar]:
    """A bar on standard error that is gone when the run is over; lines printed meanwhile stand above it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    console = Console(stderr=True)
    # rich takes a stream over while the bar stands, so that lines come to stand above it; one that
    # goes into a file it would send to the terminal.
    with RichProgress(
        *columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()
    ) as progress:
        yield Bar(progress, progress.add_task(label, total=total, failed=""))
