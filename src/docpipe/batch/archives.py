"""The zip that sources are read from: opened once for all of its members."""

from functools import lru_cache
from pathlib import Path

from docpipe.errors import Message, MissingSourceError
from docpipe.readers.archive import Archive


def open_archive(path: str) -> Archive:
    """The zip at `path`; the last one that was asked for stays open. Raises SourceError."""
    try:
        status = Path(path).stat()
        return _open_archive(path, status.st_size, status.st_mtime_ns)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Message(f"压缩包无法读取：{reason}", f"the archive cannot be read: {reason}")
        raise MissingSourceError(problem, Message("请检查路径", "check the path"), path) from error


@lru_cache(maxsize=1)
def _open_archive(path: str, size: int, modified: int) -> Archive:  # noqa: ARG001 - of another size it is another
    return Archive(path)


def close_archives() -> None:
    """Close what `open_archive` keeps open: two processes cannot share it."""
    _open_archive.cache_clear()
