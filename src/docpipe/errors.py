"""Every error that docpipe raises, and the exit status each one means.

    DocpipeError                    the root: catch this one
    ├── OptionError                 wrong options: nothing was tried (exit status 2)
    │   ├── UnknownNameError        no reader, writer, transform or theme of that name
    │   └── ThemeError              a theme file that does not hold what a theme holds
    ├── SourceError                 a source that cannot be read (1)
    │   ├── MissingSourceError      no such file, or no right to read it
    │   ├── EmptySourceError        nothing in it
    │   ├── BinarySourceError       bytes that are no text
    │   ├── ArchiveError            a zip that is broken, or holds more than is allowed
    │   └── NoArticleError          text, but no article; a folder without one
    ├── WriteError                  an output that cannot be made or placed (1)
    │   ├── MissingSystemError      a library of the system that is not installed
    │   ├── DiskFullError           nothing more can be written; a run stops
    │   └── FolderInUseError        another run is working in the output folder
    ├── ClusterError                a cluster that cannot be reached, or is lost, or unlike this machine (1)
    ├── QuarantinedError            a document that cost its process twice, and is put aside (1)
    └── InternalError               a bug of docpipe's own (1)

An error says which file it concerns (`subject`), what is wrong (`problem`) and what to do
(`mend`), each in Chinese and English. `str(error)` is the English text; `describe` gives either.
Errors of other libraries never leave docpipe: they are the `__cause__` of one of these.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Message(NamedTuple):
    """One text in the two languages of the user."""

    zh: str
    en: str

    def localise(self, language: Language) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


NOTHING = Message("", "")


class DocpipeError(Exception):
    """The root of docpipe's errors. `subject` is the file or name concerned, "" where there is none."""

    exit_status = 1
    code = "error"

    def __init__(self, problem: Message, mend: Message = NOTHING, subject: str = "") -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.mend = mend
        self.subject = subject

    def describe(self, language: Language) -> str:
        """One line in `language`: the subject, what is wrong, what to do."""
        # A newline or an escape sequence in a file name must not reach the terminal.
        subject = "".join(char if char.isprintable() else "�" for char in self.subject)
        colon, stop = ("：", "。") if language == "zh" else (": ", "; ")
        line = self.problem.localise(language)
        if self.mend.localise(language):
            line += stop + self.mend.localise(language)
        return f"{subject}{colon}{line}" if subject else line

    def __str__(self) -> str:
        return self.describe("en")

    def __reduce__(self) -> tuple[type["DocpipeError"], tuple[Message, Message, str]]:
        # An exception is copied by its arguments; ours are not those that Exception keeps.
        return type(self), (self.problem, self.mend, self.subject)


class OptionError(DocpipeError):
    """Options that do not make sense. Nothing was tried."""

    exit_status = 2
    code = "option"


class UnknownNameError(OptionError):
    """No reader, writer, transform or theme has that name; the mend lists those there are."""

    code = "unknown-name"


class ThemeError(OptionError):
    """A theme that breaks the schema; the problem names the key."""

    code = "theme"


class SourceError(DocpipeError):
    """A source that cannot be read."""

    code = "source"


class MissingSourceError(SourceError):
    """A source that does not exist or may not be read."""

    code = "missing-source"


class EmptySourceError(SourceError):
    """A source of no bytes, or of nothing but white space."""

    code = "empty-source"


class BinarySourceError(SourceError):
    """A source whose bytes are no text in any encoding."""

    code = "binary-source"


class ArchiveError(SourceError):
    """An archive, or a file in one, that is broken, protected or larger than is allowed."""

    code = "archive"


class NoArticleError(SourceError):
    """A source that is readable but holds no article."""

    code = "no-article"


class WriteError(DocpipeError):
    """An output that could not be made, or not be put in its place."""

    code = "write"


class MissingSystemError(WriteError):
    """A library of the system that a format needs and that is not there; `docpipe doctor` knows more."""

    code = "missing-system"


class DiskFullError(WriteError):
    """No room, no quota, or a file system that became read-only: no other output would fare better."""

    code = "disk-full"


class FolderInUseError(WriteError):
    """An output folder in which another run is at work."""

    code = "folder-in-use"


class ClusterError(DocpipeError):
    """A cluster that cannot be reached or was lost, or whose nodes would make other outputs."""

    code = "cluster"


class QuarantinedError(DocpipeError):
    """A document whose conversion crashed, hung or took too much memory, and did so again."""

    code = "quarantined"


class InternalError(DocpipeError):
    """A bug of docpipe's own, with the foreign exception as its cause."""

    code = "internal"


_REASON_LENGTH = 200


@contextmanager
def own_errors(step: Message, subject: str) -> Iterator[None]:
    """Inside, every exception is one of docpipe's, with `subject` where it names none.

    A foreign one becomes the cause of an InternalError that names `step`.
    """
    try:
        yield
    except DocpipeError as error:
        error.subject = error.subject or subject
        raise
    except BrokenPipeError:
        # Whoever read our standard output has left: no error, the command ends.
        raise
    except Exception as error:
        # One line, and not a page of it: some libraries put the document into their message.
        reason = " ".join(str(error).split())[:_REASON_LENGTH]
        kind = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
        problem = Message(
            f"docpipe 内部错误（{step.zh}）：{kind}", f"an internal error of docpipe ({step.en}): {kind}"
        )
        mend = Message(
            "这是缺陷，请报告；-v 显示详情", "this is a bug, please report it; -v shows the details"
        )
        raise InternalError(problem, mend, subject) from error
