"""`docpipe batch status OUT`: what the journal of an output folder says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from docpipe.batch.failure import error_of
from docpipe.batch.journal import DocumentRow, Journal, find_journal
from docpipe.batch.lock import process_at_work
from docpipe.batch.outcome import Outcome, Output
from docpipe.batch.report import check_report, entry_of, open_report
from docpipe.cli.causes import Causes
from docpipe.cli.commands import LocalisedCommand, OneOf
from docpipe.cli.progress import duration
from docpipe.cli.screen import Screen
from docpipe.errors import DocpipeError, Language, Message, MissingSourceError

_ABOUT = Message(
    "docpipe batch status OUT：输出文件夹 OUT 里转换了多少篇，失败和隔离的各有哪些、为什么。",
    "docpipe batch status OUT: how many articles were converted to the folder OUT, which failed or were put"
    " aside, and why.",
)
_JSON = Message("输出 JSON", "print JSON")
_REPORT = Message(
    "把每篇的结果写成 .json 或 .csv", "write what became of each article to a .json or .csv file"
)
_DOCUMENTS = Message(
    "转换 {converted} 篇，失败 {failed} 篇，隔离 {quarantined} 篇",
    "{converted} converted, {failed} failed, {quarantined} put aside",
)
_FILES = Message("{format}：{files} 个文件，{size} MB", "{format}: {files} files, {size} MB")
_SECONDS = Message(
    "转换共用时 {duration}（各进程之和）", "time in conversion: {duration} (all processes together)"
)
_RUNNING = Message("进程 {process} 正在这里转换", "process {process} is at work here")


def build(language: Language) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["action"], type=OneOf("status"), metavar="status"),
        click.Argument(["out"], metavar="OUT"),
        click.Option(["--json", "as_json"], is_flag=True, help=_JSON.localise(language)),
        click.Option(["--report"], metavar="FILE", help=_REPORT.localise(language)),
    ]

    def batch(action: str, out: str, as_json: bool, report: str | None) -> int:
        del action  # there is one, and it was checked
        return _show_status(Path(out), report, Screen(language), as_json=as_json)

    return LocalisedCommand("batch", language, batch, params, about=_ABOUT)


def _show_status(folder: Path, report: str | None, screen: Screen, *, as_json: bool) -> int:
    if report is not None:
        check_report(report)
    journal = find_journal(folder)
    if journal is None:
        raise _no_journal(folder)
    with journal:
        if report is not None:
            _write_report(journal, folder, report, screen.language)
        status = _status(journal, folder)
        if as_json:
            screen.print_json(status)
        else:
            screen.say("\n".join(_lines(status, screen, _causes(journal))))
    return 0


def _no_journal(folder: Path) -> MissingSourceError:
    problem = Message("这里没有 docpipe 的日志", "there is no journal of docpipe's here")
    mend = Message("给出 docpipe convert 的输出文件夹", "name the output folder of docpipe convert")
    return MissingSourceError(problem, mend, str(folder))


def _status(journal: Journal, folder: Path) -> dict[str, Any]:
    counts = journal.statuses()
    return {
        "folder": str(folder),
        "documents": {kind: counts.get(kind, 0) for kind in ("converted", "failed", "quarantined")},
        "formats": {
            name: {"files": files, "bytes": size} for name, (files, size) in journal.formats().items()
        },
        "seconds": round(journal.seconds(), 3),
        "process": process_at_work(folder),
    }


def _lines(status: dict[str, Any], screen: Screen, causes: Causes) -> Iterator[str]:
    yield status["folder"]
    yield screen.text(_DOCUMENTS).format(**status["documents"])
    for name, each in status["formats"].items():
        megabytes = f"{each['bytes'] / 1_000_000:.1f}"
        yield screen.text(_FILES).format(format=name, files=each["files"], size=megabytes)
    yield screen.text(_SECONDS).format(duration=duration(status["seconds"]))
    if status["process"] is not None:
        yield screen.text(_RUNNING).format(process=status["process"])
    if causes.total:
        yield from causes.table(screen)


def _causes(journal: Journal) -> Causes:
    causes = Causes()
    for row in journal.documents(failed=True):
        error = _error_of(row)
        if error is not None:
            causes.add(row.source, error)
    return causes


def _write_report(journal: Journal, folder: Path, path: str, language: Language) -> None:
    with open_report(path) as report:
        for row in journal.documents():
            outputs = tuple(
                Output(format=each.format, path=folder / each.path, state="unchanged")
                for each in journal.outputs(row.source)
            )
            outcome = Outcome(
                source=row.source,
                status=row.status,
                outputs=outputs,
                diagnostics=row.diagnostics,
                error=_error_of(row),
                seconds=row.seconds,
            )
            report.add(entry_of(outcome, language))


def _error_of(row: DocumentRow) -> DocpipeError | None:
    return None if row.failure is None else error_of(row.failure)
