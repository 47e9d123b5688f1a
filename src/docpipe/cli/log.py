"""What a run tells while it goes: lines for people, or JSON for machines (`--log-format json`)."""

import json
import sys
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from docpipe.batch.outcome import Outcome
from docpipe.batch.report import entry_of
from docpipe.cli.screen import Screen
from docpipe.cli.summary import Summary
from docpipe.errors import DocpipeError, Language, Message

Ending = Literal["done", "interrupted", "failures", "error"]
"""Why a run is over: all was done; somebody interrupted it; as many failed as the user allowed; it could not go on."""

_GOING_ON = Message("再次运行同一命令会接着做", "the same command goes on from here")
_ENDINGS: dict[Ending, Message] = {
    "interrupted": Message("已中断", "interrupted"),
    "failures": Message("失败的篇数已到限度，停止", "stopped: as many failed as were allowed"),
    "error": Message("无法继续", "it cannot go on"),
}
_LEFT = Message(
    "{ending}：完成 {done} 篇，还有 {left} 篇没有转换；{how}", "{ending}: {done} done, {left} left; {how}"
)


class Log(Protocol):
    """Something that a run is told to."""

    summary: Summary

    def add(self, outcome: Outcome) -> None:
        """Another source is done."""
        ...

    def close(self, ending: Ending, left: int) -> None:
        """The run is over; `left` sources were not converted."""
        ...


class PlainLog:
    """Lines for people."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen = screen
        self.summary = Summary(screen, total)

    def add(self, outcome: Outcome) -> None:
        """Another source is done."""
        self.summary.add(outcome)

    def close(self, ending: Ending, left: int) -> None:
        """Tell the sum, and how to go on."""
        self.summary.close()
        if ending != "done":
            text = self._screen.text
            told = {"ending": text(_ENDINGS[ending]), "how": text(_GOING_ON)}
            self._screen.complain(text(_LEFT).format(done=self.summary.done, left=left, **told))


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

    def close(self, ending: Ending, left: int) -> None:
        """The run is over."""
        self._write("finished", {**self.summary.counts, "left": left, "ending": ending})

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
