"""What became of one source."""

from pathlib import Path
from typing import Literal

import msgspec

from docpipe.errors import DocpipeError
from docpipe.model import Diagnostic

OutputState = Literal["written", "unchanged", "kept", "planned", "failed"]
OutcomeStatus = Literal["converted", "unchanged", "planned", "failed", "quarantined"]


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was asked for.

    `path` is None for standard output. `unchanged`: the same bytes stood there already; `kept`: a
    file that docpipe did not write stands there still; `planned`: a dry run.
    """

    format: str
    path: Path | None
    state: OutputState


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of `source`, as it was named, and why.

    `failed` where `error` says so; outputs of other formats may stand all the same.
    `unchanged` where every output stood there already, byte for byte. `quarantined` where the document
    crashed, hung or took too much memory, twice; `error` says which. `seconds` is what the conversion
    took on the clock, 0 where there was none.
    """

    source: str
    status: OutcomeStatus
    outputs: tuple[Output, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    error: DocpipeError | None = None
    seconds: float = 0.0

    @property
    def warned(self) -> bool:
        """Whether anything was found that somebody should look at."""
        return any(found.severity != "note" for found in self.diagnostics)
