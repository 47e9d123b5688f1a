"""What a run tells while it goes: lines for people, or JSON for machines (`--log-format json`)."""

import json
import sys
from datetime import UTC, datetime
from typing import Any, Protocol

from docpipe.batch.outcome import Outcome
from docpipe.batch.report import entry_of
from docpipe.cli.screen import Screen
from docpipe.cli.summary import Summary
from docpipe.errors import DocpipeError, Language, Message

_STOPPED = Message(
    "已有 {failed} 篇失败，按要求停止；还有 {left} 篇没有转换。再次运行同一命令会接着做",
    "stopped after {failed} failed, as was asked; {left} were not tried. The same command goes on from here",
)
_INTERRUPTED = Message(
    "已中断：完成 {done} 篇，还有 {left} 篇。再次运行同一命令会接着做",
    "interrupted: {done} done, {left} left. The same command goes on from here",
)


class Log(Protocol):
    """Something that a run is told to."""

    summary: Summary

    def add(self, outcome: Outcome) -> None:
        """Another source is done."""
        ...

    def close(self, *, left: int, interrupted: bool) -> None:
        """The run is over; `left` sources were not tried, since somebody interrupted it or many failed."""
        ...


class PlainLog:
    """Lines for people."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen = screen
        self.summary = Summary(screen, total)

    def add(self, outcome: Outcome) -> None:
        """Another source is done."""
        self.summary.add(outcome)

    def close(self, *, left: int, interrupted: bool) -> None:
        """Tell the sum, and how to go on."""
        self.summary.close()
        if interrupted or left:
            sentence = self._screen.text(_INTERRUPTED if interrupted else _STOPPED)
            counts = {"done": self.summary.done, "failed": self.summary.failed, "left": left}
            self._screen.complain(sentence.format(**counts))


class JsonLog:
    """An object a line on standard error: `started`, `document` for each, `finished`."""

    def __init__(self, language: Language, total: int) -> None:
        self._language = language
        # It only counts: what it would say, nobody is to see.
        self.summary = Summary(SilentScreen(language), total)
        self._write("started", {"total": total})

    def add(self, outcome: Outcome) -> None:
        """Another source is done."""
        self.summary.add(outcome)
        self._write("document", entry_of(outcome, self._language))

    def close(self, *, left: int, interrupted: bool) -> None:
        """The run is over."""
        self._write("finished", {**self.summary.counts, "left": left, "interrupted": interrupted})

    def _write(self, event: str, values: dict[str, Any]) -> None:
        head = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
        # ASCII: nothing in it can move a cursor, and every collector of logs takes it.
        sys.stderr.write(json.dumps({**head, **values}) + "\n")
        sys.stderr.flush()


class SilentScreen(Screen):
    """A screen that shows nothing."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, quiet=True)

    def complain(self, text: str) -> None:
        """Nothing."""

    def fail(self, error: DocpipeError) -> None:
        """Nothing."""
