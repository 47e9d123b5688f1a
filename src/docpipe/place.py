"""Bytes → a file that is whole or absent: a hidden temporary beside it, then one atomic replacement.

`place` does it at once. A batch stages in one process and replaces in another: `stage`, then
`replace_by`, then `sync_folder` once for many files.
"""

import errno
import os
import re
import secrets
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path

from docpipe.errors import DiskFullError, Message, WriteError

TEMPORARY_SUFFIX = ".part"
"""How the name of a temporary ends. It begins with a dot, and names the process that owns it."""

_OWNER = re.compile(r"(?P<host>[0-9a-f]{8})-(?P<process>\d+)-(?P<start>\d+)")
_TEMPORARY = re.compile(rf"\.docpipe-{_OWNER.pattern}-[\w.-]+\.part")

_STOPPING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
"""What would befall every other output as well. No article makes a file that is too large, but a limit does."""

_REASONS: dict[int, tuple[Message, Message]] = {
    errno.ENOSPC: (
        Message("磁盘已满", "the disk is full"),
        Message("腾出空间后再试", "free some space and run again"),
    ),
    errno.EDQUOT: (
        Message("超出磁盘配额", "the disk quota is used up"),
        Message("腾出空间后再试", "free some space and run again"),
    ),
    errno.EFBIG: (
        Message("文件过大，超出系统限制", "the file is too large for a limit of the system"),
        Message("放宽 ulimit -f，或换一个文件夹", "raise ulimit -f, or choose another folder with -o"),
    ),
    errno.EROFS: (
        Message("文件系统只读", "the file system is read-only"),
        Message("用 -o 换一个文件夹", "choose another folder with -o"),
    ),
    errno.ENOTDIR: (
        Message("路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
        Message("用 -o 换一个文件夹", "choose another folder with -o"),
    ),
    errno.EEXIST: (
        Message("已有同名文件，不能建文件夹", "a file stands where the folder should be"),
        Message("用 -o 换一个文件夹", "choose another folder with -o"),
    ),
    errno.EISDIR: (
        Message("那里是一个文件夹", "a folder stands where the file should be"),
        Message("移走它，或用 -o 换一个文件夹", "move it, or choose another folder with -o"),
    ),
    errno.ENAMETOOLONG: (
        Message("路径太长", "the path is too long"),
        Message("用 -o 换一个较短的路径", "choose a shorter path with -o"),
    ),
}
_NO_RIGHT = (
    Message("没有写入权限", "there is no right to write there"),
    Message("检查权限，或用 -o 换一个文件夹", "check the permissions, or choose another folder with -o"),
)


def place(content: bytes, path: Path) -> None:
    """Put `content` at `path`, replacing what is there, all of it or nothing; folders are made.

    The bytes are on the disk when this returns. Raises WriteError, and leaves no temporary behind.
    """
    temporary = path.parent / temporary_name(owner_of(os.getpid()), secrets.token_hex(4))
    try:
        stage(content, temporary, path)
        replace_by(temporary, path)
    except BaseException:
        discard(temporary)
        raise
    sync_folder(path.parent)


def temporary_name(owner: str, token: str) -> str:
    """The name of a temporary of `owner`; `token` tells it from the owner's others."""
    return f".docpipe-{owner}-{token}{TEMPORARY_SUFFIX}"


def owner_of(process: int) -> str:
    """What names `process` in its temporaries: the host, the number, and when it started.

    Numbers of processes come again, after a restart at the latest; together with the start they do not.
    """
    return f"{_host()}-{process}-{_start_of(process)}"


def process_of(owner: str) -> int | None:
    """The process that `owner` names, where it is one of this machine and lives; else None."""
    parts = _OWNER.fullmatch(owner)
    if parts is None or parts["host"] != _host():
        return None
    process = int(parts["process"])
    return process if _start_of(process) == int(parts["start"]) else None


def stage(content: bytes, temporary: Path, path: Path) -> None:
    """Write `content`, which is to stand at `path`, to `temporary`, through to the disk; folders are made.

    A temporary that could not be finished is removed. Raises WriteError.
    """
    try:
        temporary.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_synced(content, temporary)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise placing_error(error, path) from error


def replace_by(temporary: Path, path: Path) -> None:
    """Let `temporary` take the place of `path`, in one step. Raises WriteError."""
    try:
        temporary.replace(path)
    except OSError as error:
        raise placing_error(error, path) from error


def discard(temporary: Path) -> None:
    """Remove `temporary`, where it is."""
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # it is hidden, and the next run finds it stale


def sync_folder(folder: Path) -> None:
    """See to it that a power cut does not forget the names in `folder`. Raises WriteError."""
    # Windows knows no such thing.
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some network file systems refuse to sync a folder; the file itself is safe.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise placing_error(error, folder) from error


def stale_temporaries(folder: Path) -> Iterator[Path]:
    """The temporaries in `folder`, not below it, whose owner was a process of this machine and is dead."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a folder may hold millions
    except OSError:
        return
    for name in names:
        parts = _TEMPORARY.fullmatch(name)
        # Of another machine's processes nobody here can tell.
        if parts and parts["host"] == _host() and _start_of(int(parts["process"])) != int(parts["start"]):
            yield folder / name


def placing_error(error: OSError, path: Path) -> WriteError:
    """`error` as docpipe's own: what was wrong with writing `path`, and what to do."""
    known = _REASONS.get(error.errno or 0)
    if known is None and isinstance(error, PermissionError):
        known = _NO_RIGHT
    if known is None:
        reason = error.strerror or type(error).__name__
        known = (
            Message(f"无法写入：{reason}", f"cannot be written: {reason}"),
            Message("检查输出位置", "check where the output goes"),
        )
    kind = DiskFullError if error.errno in _STOPPING else WriteError
    return kind(*known, str(path))


def _write_synced(content: bytes, temporary: Path) -> None:
    # O_EXCL: a name that somebody laid out beforehand, a symbolic link for instance, is refused.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _start_of(process: int) -> int:
    """When `process` started, in ticks since the machine did; -1 where there is no such process.

    Where the system does not tell, 0 for every process that lives.
    """
    try:
        # proc(5): the 22nd field; the second is a name in parentheses, which may hold anything.
        text = Path(f"/proc/{process}/stat").read_bytes()
        fields = text[text.rindex(b")") + 2 :].split()
        return -1 if fields[0] in {b"Z", b"X"} else int(fields[19])
    except (OSError, ValueError, IndexError):
        if Path("/proc/self/stat").exists():
            return -1
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return -1
    except PermissionError:
        return 0
    return 0
