"""Why sources failed: a table with a row for each cause, how often, what to do, and where."""

from collections import Counter
from collections.abc import Iterator

from docpipe.cli.layout import columns_of_terminal, wrap
from docpipe.cli.screen import Screen
from docpipe.errors import NOTHING, DocpipeError, Message

_MOST_CAUSES = 100
"""So many are told apart; a bug whose every message differs must not fill the memory."""

_SHOWN_CAUSES = 20
_SHOWN_SOURCES = 3
_HEAD = Message("失败的原因：", "Why they failed:")
_OTHERS = Message("其他原因（见上文或 --report）", "other causes: see above, or --report")
_MORE = Message("等 {count} 篇", "and {count} more")
_INDENT = " " * 8

_Cause = tuple[Message, Message]


class Causes:
    """Counts errors by what was wrong, and keeps the names of a few sources for each."""

    def __init__(self) -> None:
        self._counts: Counter[_Cause] = Counter()
        self._sources: dict[_Cause, list[str]] = {}

    @property
    def total(self) -> int:
        """How many errors there were."""
        return self._counts.total()

    def add(self, source: str, error: DocpipeError) -> None:
        """Count `error`, which `source` failed with."""
        cause = error.problem, error.mend
        if cause not in self._counts and len(self._counts) >= _MOST_CAUSES:
            cause = _OTHERS, NOTHING
        self._counts[cause] += 1
        sources = self._sources.setdefault(cause, [])
        if len(sources) < _SHOWN_SOURCES:
            sources.append(source)

    def table(self, screen: Screen) -> list[str]:
        """The table, the most frequent cause first."""
        lines = [screen.text(_HEAD)]
        for cause, count in self._counts.most_common(_SHOWN_CAUSES):
            lines += self._rows(cause, count, screen)
        rest = self.total - sum(count for _, count in self._counts.most_common(_SHOWN_CAUSES))
        if rest:
            lines.append(f"{rest:>5} × {screen.text(_OTHERS)}")
        return lines

    def _rows(self, cause: _Cause, count: int, screen: Screen) -> Iterator[str]:
        columns = columns_of_terminal() - len(_INDENT)
        problem, mend = (screen.text(each) for each in cause)
        first, *others = wrap(problem, columns)
        yield f"{count:>5} × {first}"
        yield from (_INDENT + line for line in others)
        if mend:
            yield from (_INDENT + line for line in wrap(f"→ {mend}", columns))
        named = self._sources[cause]
        separator = "、" if screen.language == "zh" else ", "
        more = [screen.text(_MORE).format(count=count - len(named))] if count > len(named) else []
        # Names are not broken: they are there to be copied.
        yield _INDENT + separator.join([*named, *more])
