"""What a run has done so far, line by line, and the summary at its end."""

from collections import Counter
from pathlib import Path

from docpipe.batch.outcome import Outcome, Output
from docpipe.cli.causes import Causes
from docpipe.cli.screen import Screen
from docpipe.diagnostics import describe
from docpipe.errors import Message
from docpipe.model import Diagnostic, Severity

_FEW = 20
"""So many sources get a line each; more only where something is wrong, or with -v."""

SEVERITIES: dict[Severity, Message] = {
    "note": Message("提示", "note"),
    "warning": Message("警告", "warning"),
    "error": Message("错误", "error"),
}
_STATES = {
    "unchanged": Message("（未变）", " (unchanged)"),
    "planned": Message("（将写）", " (would be written)"),
    "kept": Message("（保留原有文件）", " (kept as it was)"),
    "failed": Message("（失败）", " (failed)"),
}
_STANDARD_OUTPUT = Message("标准输出", "standard output")
STANDARD_INPUT_NAME = Message("标准输入", "standard input")
_COUNTS = Message(
    "转换 {converted} 篇，未变 {unchanged} 篇，有警告 {warned} 篇，失败 {failed} 篇",
    "{converted} converted, {unchanged} unchanged, {warned} with warnings, {failed} failed",
)
_PLANNED = Message(
    "将转换 {planned} 篇，不能转换 {failed} 篇；什么也没有写",
    "{planned} would be converted, {failed} cannot be; nothing was written",
)
_NOTES = Message("另有 {count} 条提示，用 -v 查看", "notes besides: {count}; -v shows them")
_PUT_ASIDE = Message("，隔离 {count} 篇", ", {count} put aside")


class Summary:
    """Counts outcomes and tells each as it comes; `close` tells the sum."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen = screen
        self._total = total
        self._statuses: Counter[str] = Counter()
        self._causes = Causes()
        self._warned = 0
        self._notes = 0

    @property
    def failed(self) -> int:
        """How many sources failed, those put aside included."""
        return self._statuses["failed"] + self._statuses["quarantined"]

    @property
    def done(self) -> int:
        """How many sources are done, failed ones included."""
        return self._statuses.total()

    @property
    def counts(self) -> dict[str, int]:
        """How many sources there are of each kind, as the JSON log says it."""
        kinds = ("converted", "unchanged", "planned", "failed", "quarantined")
        return {**{kind: self._statuses[kind] for kind in kinds}, "warned": self._warned}

    def add(self, outcome: Outcome) -> None:
        """Count `outcome`, and tell it."""
        self._statuses[outcome.status] += 1
        self._warned += outcome.warned
        if self._total <= _FEW or self._screen.verbose:
            self._tell_outputs(outcome)
        for found in outcome.diagnostics:
            self._tell_diagnostic(outcome, found)
        if outcome.error is not None:
            self._causes.add(outcome.source, outcome.error)
            self._screen.fail(outcome.error)

    def close(self) -> None:
        """Tell the sum, and where several sources failed, why."""
        screen, counts = self._screen, self._statuses
        if self._causes.total > 1:
            screen.complain("\n".join(self._causes.table(screen)))
        sentence = screen.text(_PLANNED if counts["planned"] else _COUNTS).format(
            converted=counts["converted"],
            unchanged=counts["unchanged"],
            planned=counts["planned"],
            warned=self._warned,
            failed=counts["failed"],
        )
        if counts["quarantined"]:
            sentence += screen.text(_PUT_ASIDE).format(count=counts["quarantined"])
        screen.say(sentence)
        if self._notes and not screen.verbose:
            screen.say(screen.text(_NOTES).format(count=self._notes))

    def _tell_outputs(self, outcome: Outcome) -> None:
        if outcome.outputs:
            listed = ("，" if self._screen.language == "zh" else ", ").join(map(self._told, outcome.outputs))
            self._screen.say(f"{self._name(outcome)} → {listed}")

    def _told(self, output: Output) -> str:
        state = _STATES.get(output.state)
        return _path_text(output.path, self._screen) + (self._screen.text(state) if state else "")

    def _tell_diagnostic(self, outcome: Outcome, found: Diagnostic) -> None:
        if found.severity == "note":
            self._notes += 1
            if not self._screen.verbose:
                return
        place = self._name(outcome)
        if found.position.line:
            place += f":{found.position.line}:{found.position.column}"
        severity = self._screen.text(SEVERITIES[found.severity])
        colon = "：" if self._screen.language == "zh" else ": "
        self._screen.complain(f"{place}{colon}{severity}{colon}{describe(found, self._screen.language)}")

    def _name(self, outcome: Outcome) -> str:
        return self._screen.text(STANDARD_INPUT_NAME) if outcome.source == "-" else outcome.source


def _path_text(path: Path | None, screen: Screen) -> str:
    return screen.text(_STANDARD_OUTPUT) if path is None else str(path)
