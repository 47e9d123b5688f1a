"""Outcomes → a file that a spreadsheet or a program reads: `--report FILE.json` or `FILE.csv`."""

import csv
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from docpipe.batch.outcome import Outcome
from docpipe.batch.schema import printable_path
from docpipe.diagnostics import describe
from docpipe.errors import DocpipeError, Language, Message, OptionError
from docpipe.model import Diagnostic
from docpipe.place import discard, owner_of, placing_error, replace_by, sync_folder, temporary_name

Entry = dict[str, Any]
"""One document: source, status, outputs, diagnostics, error, seconds."""

_COLUMNS = ("source", "status", "outputs", "warnings", "notes", "error", "problem", "mend", "seconds")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula (OWASP, CSV injection)."""


class ReportWriter(Protocol):
    """A report that is being written."""

    def add(self, entry: Entry) -> None:
        """Add a document."""
        ...


def check_report(path: str) -> None:
    """Raises OptionError for a report of another suffix than .json and .csv."""
    if Path(path).suffix.lower() not in _KINDS:
        problem = Message(f"报告不能写成“{path}”", f"no report can be written as “{path}”")
        raise OptionError(
            problem, Message("文件名以 .json 或 .csv 结尾", "let its name end in .json or .csv")
        )


@contextmanager
def open_report(path: str) -> Iterator[ReportWriter]:
    """A report that appears at `path`, whole, when this is left, however that is. Raises WriteError."""
    target = Path(path)
    kind = _KINDS[target.suffix.lower()]
    temporary = target.parent / temporary_name(owner_of(os.getpid()), secrets.token_hex(4))
    try:
        # A spreadsheet takes the file for UTF-8 only by its mark; a program does not want one.
        encoding = "utf-8-sig" if kind is _CsvReport else "utf-8"
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("x", encoding=encoding, errors="backslashreplace", newline="") as file:
            report = kind(file)
            try:
                yield report
            finally:
                report.close()
                file.flush()
                os.fsync(file.fileno())
                replace_by(temporary, target)
                sync_folder(target.parent)
    except BrokenPipeError:
        # Not of the report: whoever read our standard output has left.
        raise
    except OSError as error:
        raise placing_error(error, target) from error
    finally:
        discard(temporary)


def entry_of(outcome: Outcome, language: Language) -> Entry:
    """`outcome` as an entry, in `language`."""
    outputs = [
        {
            "format": each.format,
            "path": printable_path(str(each.path)) if each.path else None,
            "state": each.state,
        }
        for each in outcome.outputs
    ]
    return {
        "source": printable_path(outcome.source),
        "status": outcome.status,
        "outputs": outputs,
        "diagnostics": [_found(each, language) for each in outcome.diagnostics],
        "error": _error(outcome.error, language),
        "seconds": round(outcome.seconds, 3),
    }


def _found(found: Diagnostic, language: Language) -> Entry:
    return {
        "code": found.code,
        "severity": found.severity,
        "message": describe(found, language),
        "line": found.position.line,
        "column": found.position.column,
    }


def _error(error: DocpipeError | None, language: Language) -> Entry | None:
    if error is None:
        return None
    return {
        "code": error.code,
        "problem": error.problem.localise(language),
        "mend": error.mend.localise(language),
    }


class _JsonReport:
    """One list, an entry a line."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._before = "[\n"

    def add(self, entry: Entry) -> None:
        """Add a document."""
        self._file.write(self._before + json.dumps(entry, ensure_ascii=False))
        self._before = ",\n"

    def close(self) -> None:
        """End the list."""
        self._file.write("[]\n" if self._before == "[\n" else "\n]\n")


class _CsvReport:
    """A row for each document; what a spreadsheet would compute is kept text."""

    def __init__(self, file: IO[str]) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(_COLUMNS)

    def add(self, entry: Entry) -> None:
        """Add a document."""
        error = entry["error"] or {"code": "", "problem": "", "mend": ""}
        paths = [each["path"] or "-" for each in entry["outputs"]]
        severities = [each["severity"] for each in entry["diagnostics"]]
        warnings = [each["message"] for each in entry["diagnostics"] if each["severity"] != "note"]
        row = (
            entry["source"],
            entry["status"],
            "\n".join(paths),
            "\n".join(warnings),
            str(severities.count("note")),
            error["code"],
            error["problem"],
            error["mend"],
            f"{entry['seconds']:.3f}",
        )
        self._writer.writerow([_as_text(cell) for cell in row])

    def close(self) -> None:
        """Nothing is left to write."""


def _as_text(cell: str) -> str:
    # A NUL ends a file for some that read CSV.
    cell = cell.replace("\0", "�")
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


_KINDS: dict[str, type[_JsonReport | _CsvReport]] = {".json": _JsonReport, ".csv": _CsvReport}
