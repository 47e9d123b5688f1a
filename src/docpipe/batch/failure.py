"""An error as plain values and back: for the way between processes, and for the journal."""

import traceback

import msgspec

from docpipe import errors
from docpipe.errors import DocpipeError, InternalError, Message


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One of docpipe's errors as plain values.

    `details` is the traceback of a bug; `exhausted` says that memory had run out.
    """

    code: str
    problem: tuple[str, str]
    mend: tuple[str, str]
    subject: str
    details: str = ""
    exhausted: bool = False


class _RemoteTracebackError(Exception):
    """The traceback of another process, where a traceback of this one would be."""

    def __init__(self, details: str) -> None:
        super().__init__(f"in the converting process\n{details}")


def failure_of(error: DocpipeError) -> Failure:
    """`error` as plain values."""
    cause = error.__cause__ if isinstance(error, InternalError) else None
    return Failure(
        code=error.code,
        problem=(error.problem.zh, error.problem.en),
        mend=(error.mend.zh, error.mend.en),
        subject=error.subject,
        details="".join(traceback.format_exception(cause)) if cause is not None else "",
        exhausted=isinstance(cause, MemoryError),
    )


def error_of(failure: Failure) -> DocpipeError:
    """The error that `failure` was made of; of an unknown kind where a plug-in had its own."""
    kind = _KINDS.get(failure.code, DocpipeError)
    error = kind(Message(*failure.problem), Message(*failure.mend), failure.subject)
    if failure.details:
        error.__cause__ = _RemoteTracebackError(failure.details)
    return error


_KINDS: dict[str, type[DocpipeError]] = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, DocpipeError)
}
