"""A run on the terminal: outcome after outcome to the log, the report and the bar, until it ends or is ended."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from docpipe.batch.outcome import Outcome
from docpipe.batch.report import ReportWriter, entry_of, open_report
from docpipe.batch.run import Run
from docpipe.cli.interrupts import Interruption, orderly_end
from docpipe.cli.log import Ending, JsonLog, Log, PlainLog
from docpipe.cli.progress import Progress, open_progress
from docpipe.cli.screen import Screen


def follow(run: Run, screen: Screen, *, report: str | None = None, as_json: bool = False) -> int:
    """The exit status of `run`, which is told as it goes; `report` is the file for a report. Raises DocpipeError."""
    total = len(run)
    log: Log = JsonLog(screen.language, total) if as_json else PlainLog(screen, total)
    quiet = screen.quiet or as_json
    with closing(run), orderly_end(run.stop, screen.language) as interruption:
        try:
            with _reporting(report) as reporter, open_progress(screen, total, quiet=quiet) as progress:
                for outcome in run.outcomes():
                    _tell(outcome, log, progress, reporter, screen)
        finally:
            left = total - log.summary.done
            log.close(_ending(run, left, interruption), left)
    if interruption.number and left:
        return interruption.status
    return 1 if log.summary.failed else 0


def _ending(run: Run, left: int, interruption: Interruption) -> Ending:
    if not left:
        return "done"
    if interruption.number:
        return "interrupted"
    return "failures" if run.has_failed_enough else "error"


def _tell(
    outcome: Outcome, log: Log, progress: Progress, reporter: ReportWriter | None, screen: Screen
) -> None:
    log.add(outcome)
    if reporter is not None:
        reporter.add(entry_of(outcome, screen.language))
    progress.advance(log.summary)


@contextmanager
def _reporting(path: str | None) -> Iterator[ReportWriter | None]:
    if path is None:
        yield None
        return
    with open_report(path) as report:
        yield report
