"""What the user sees: reports on standard output, complaints on standard error, always UTF-8."""

import json
import sys
import unicodedata
from collections.abc import Iterable
from io import TextIOWrapper

from docpipe.errors import DocpipeError, Language, Message

_BUG = Message("Python 的调用记录：", "Python's traceback:")


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale says, and escape what even UTF-8 cannot hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def printable(text: str) -> str:
    """`text` without what moves a cursor, colours, hides or reorders: such a character shows as �."""
    if text.isprintable():
        return text
    return "".join(char if _is_harmless(char) else "�" for char in text)


def _is_harmless(char: str) -> bool:
    # isprintable says no to every space but one.
    return char.isprintable() or char == "\n" or unicodedata.category(char) == "Zs"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Outside of strings JSON holds nothing that is not harmless.
    return "".join(char if _is_harmless(char) else json.dumps(char)[1:-1] for char in text)


class Screen:
    """The two streams in the user's language. `quiet` says only what is wrong, `verbose` all there is.

    `reports_on_error` keeps standard output for the document. `debug` shows the traceback of a bug.
    """

    def __init__(
        self,
        language: Language,
        *,
        quiet: bool = False,
        verbose: bool = False,
        debug: bool = False,
        reports_on_error: bool = False,
    ) -> None:
        self.language = language
        self.quiet = quiet
        self.verbose = verbose
        self._debug = debug
        self._reports_on_error = reports_on_error

    def print_json(self, value: object) -> None:
        """`value` on standard output, also when quiet; what a terminal would obey is escaped."""
        sys.stdout.write(f"{_json(value)}\n")

    def print_json_list(self, values: Iterable[object]) -> None:
        """`values` as one JSON list, each written as it comes, as `print_json` writes them."""
        before = "["
        for value in values:
            sys.stdout.write(f"{before}\n{_json(value)}")
            before = ","
        sys.stdout.write("[]\n" if before == "[" else "\n]\n")

    def say(self, text: str) -> None:
        """A line of the report."""
        if not self.quiet:
            stream = sys.stderr if self._reports_on_error else sys.stdout
            stream.write(f"{printable(text)}\n")

    def complain(self, text: str) -> None:
        """A line about something wrong, also when quiet."""
        sys.stdout.flush()
        sys.stderr.write(f"{printable(text)}\n")

    def fail(self, error: DocpipeError) -> None:
        """Say what `error` is about, what is wrong and what to do; of a bug also where, if that is wanted."""
        self.complain(f"docpipe: {error.describe(self.language)}")
        cause = error.__cause__
        if self._debug and cause is not None:
            import traceback  # noqa: PLC0415 - hardly ever needed

            self.complain(_BUG.localise(self.language))
            self.complain("".join(traceback.format_exception(cause)).rstrip())

    def text(self, message: Message) -> str:
        """`message` in the user's language."""
        return message.localise(self.language)
