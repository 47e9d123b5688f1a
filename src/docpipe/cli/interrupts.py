"""Ctrl-C and TERM during a run: the first lets it end in order, the second ends it at once."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from docpipe.errors import Language, Message

_FINISHING = Message(
    "\ndocpipe：正在收尾，已开始的会做完或放弃；再按一次立即停止\n",
    "\ndocpipe: finishing what has begun, or dropping it; once more ends it at once\n",
)


class Terminated(BaseException):
    """The process was asked to end; temporaries are removed on the way out."""


class Interruption:
    """Whether the user asked a run to end, and by which signal; 0 for none."""

    def __init__(self) -> None:
        self.number = 0

    @property
    def status(self) -> int:
        """The exit status that says so, as shells have it: 130 or 143; 0 where nobody asked."""
        return 128 + self.number if self.number else 0


@contextmanager
def orderly_end(stop: Callable[[], None], language: Language) -> Iterator[Interruption]:
    """Inside, the first signal calls `stop`, and the next raises KeyboardInterrupt or Terminated."""
    interruption = Interruption()

    def handle(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what a handler is given
        if interruption.number:
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated
        interruption.number = number
        stop()
        # Not through sys.stderr: the signal may have come in the middle of a line that is written there.
        os.write(2, _FINISHING.localise(language).encode())

    # Who has it ignored, as nohup and a shell's & do, does not want to be asked.
    wanted = [each for each in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(each) != signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in wanted}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
