"""A writer that leaves a line in a log for every article that it writes, and a way to run in a child."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from docpipe.diagnostics import Report
from docpipe.model import Article
from docpipe.registry import WriterOptions
from docpipe.themes import Theme
from docpipe.walk import article_text

LOG = Path("conversions.log")
PAUSE_SECONDS = 0.002
"""So that a process is killed in the midst of it as often as beside it."""


class Conversion(NamedTuple):
    title: str
    process: int


class CountedOptions(WriterOptions, frozen=True, kw_only=True):
    pass


class CountedWriter:
    """The text of the article many times over, after a line in the log; one called `stay` never ends."""

    name = "counted"
    suffix = ".out"
    for_print = False
    options_type: ClassVar[type[WriterOptions]] = CountedOptions

    def write(self, article: Article, theme: Theme, options: Any, report: Report) -> bytes:  # noqa: ARG002
        log = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, f"{article.meta.title} {os.getpid()}\n".encode())
        os.close(log)
        time.sleep(PAUSE_SECONDS)
        while article.meta.title == "stay":
            time.sleep(1)
        return content(article.meta.title or "", article_text(article))


COUNTED = CountedWriter()


def content(title: str, text: str) -> bytes:
    """What an article of `title` and `text` becomes."""
    return f"{title}\n{text}\n".encode() * 500


def conversions() -> list[Conversion]:
    """All that was converted so far, by whom."""
    lines = LOG.read_text("utf-8").splitlines() if LOG.exists() else []
    return [Conversion(title, int(process)) for title, process in map(str.split, lines)]


def lay_out(count: int) -> None:
    """So many articles below in/, some in folders."""
    for number in range(count):
        path = Path(f"in/{number % 3}/a{number:03}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"第{number:03}篇\n正文{number}", "utf-8")


def start(work: Callable[[], object]) -> int:
    """The process of a child that does `work` and leaves with its result as status; 99 where it raised."""
    child = os.fork()
    if child:
        return child
    try:
        os._exit(int(str(work() or 0)))
    finally:
        os._exit(99)


def status_of(child: int) -> int:
    """How the child ended, as a shell says it, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wait_until(child: int, condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds; the child that is to bring it about must not end before."""
    while not condition():
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            assert condition(), "the child ended before"
        time.sleep(0.001)
