"""A list of sources in a file or on standard input → their names, read as they are wanted."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from docpipe.batch.sources import STANDARD_INPUT
from docpipe.errors import Message, OptionError

_BLOCK_BYTES = 65536


def open_list(path: str) -> Iterator[str]:
    """The names in the file at `path`, `-` for standard input. Raises OptionError where it cannot be opened."""
    if path == STANDARD_INPUT:
        return read_list(sys.stdin.buffer)
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - whoever reads the names closes it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Message(f"清单无法读取：{reason}", f"the list cannot be read: {reason}")
        raise OptionError(problem, Message("请检查路径", "check the path"), path) from error
    return _read_and_close(file)


def _read_and_close(file: IO[bytes]) -> Iterator[str]:
    with file:
        yield from read_list(file)


def read_list(file: IO[bytes]) -> Iterator[str]:
    """The names in `file`, one a line, or ended by NULs where the first is; empty ones are passed over."""
    rest, separator = b"", None
    while block := file.read(_BLOCK_BYTES):
        rest += block
        if separator is None:
            separator = b"\0" if b"\0" in rest else b"\n"
        *whole, rest = rest.split(separator)
        yield from filter(None, (os.fsdecode(name.removesuffix(b"\r")) for name in whole))
    if rest.strip(b"\r\n\0"):
        yield os.fsdecode(rest.strip(b"\r\n\0"))
