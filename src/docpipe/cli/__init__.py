"""The command `docpipe`: arguments in, an exit status out. One file a command.

Exit status: 0 all well; 1 some document failed; 2 wrong options; 130 interrupted; 143 terminated.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from types import FrameType

from docpipe.cli.group import run_command
from docpipe.cli.interrupts import Terminated
from docpipe.cli.language import choose_language
from docpipe.cli.screen import Screen, prepare_streams
from docpipe.errors import DocpipeError, Language, Message, own_errors

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main() -> None:
    """Run the command of this process and leave with its exit status."""
    prepare_streams()
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """The exit status of `docpipe` with `arguments`."""
    language = choose_language(arguments, environment)
    screen = Screen(language, debug=wants_details(arguments, environment))
    try:
        status = _run_command(arguments, language, screen)
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except KeyboardInterrupt:
        screen.complain("已中断" if language == "zh" else "interrupted")
        return INTERRUPTED
    except Terminated:
        screen.complain("已终止" if language == "zh" else "terminated")
        return TERMINATED
    return status


def wants_details(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether a bug is to be shown with its traceback."""
    return bool(environment.get("DOCPIPE_DEBUG")) or not {"-v", "--verbose"}.isdisjoint(arguments)


def _run_command(arguments: Sequence[str], language: Language, screen: Screen) -> int:
    try:
        with own_errors(Message("命令", "the command"), ""):
            return _call(arguments, language, screen)
    except DocpipeError as error:
        screen.fail(error)
        return error.exit_status


def _call(arguments: Sequence[str], language: Language, screen: Screen) -> int:
    try:
        return run_command(arguments, language)
    except Exception as error:
        # Only a command loads click, and only then can it have raised.
        click = sys.modules.get("click")
        if click is not None and isinstance(error, click.Abort):
            raise KeyboardInterrupt from error
        if click is None or not isinstance(error, click.ClickException):
            raise
        from docpipe.cli.commands import describe_usage_error  # noqa: PLC0415 - loads click

        screen.complain(describe_usage_error(error, language))
        return 2
    except SystemExit as error:
        # That is how click leaves where a pipe broke.
        raise BrokenPipeError from error


def _leave_quietly() -> int:
    # Nobody reads our output any more. Python would complain when it flushes at exit.
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until the process ends
    return 1


def _terminate(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what a handler is given
    raise Terminated
