"""Bytes → a file that is whole or absent: a hidden temporary beside it, then one atomic replacement."""

import errno
import os
import secrets
from pathlib import Path

from docpipe.errors import Message, WriteError

TEMPORARY_SUFFIX = ".part"
"""How the name of a temporary ends. It begins with a dot, and names the process that owns it."""

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
        Message("文件过大", "the file is too large"),
        Message("换一个文件夹", "choose another folder with -o"),
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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".docpipe-{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY_SUFFIX}"
        try:
            _write_synced(content, temporary)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise placing_error(error, path) from error


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
    return WriteError(*known, str(path))


def _write_synced(content: bytes, temporary: Path) -> None:
    # O_EXCL: a name that somebody laid out beforehand, a symbolic link for instance, is refused.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may forget the new name. Windows knows no such thing.
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems refuse to sync a folder; the file itself is safe.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)
