"""A zip of articles and pictures → its members, one at a time and within limits.

Nothing is unpacked: a member is read into memory when it is asked for, and neither a link nor a
zip inside the zip is followed. What a name must not be (absolute, above the archive, twice the
same) is refused with its reason, and the rest of the archive is read all the same.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, NamedTuple, Self

import msgspec

from docpipe.errors import ArchiveError, BinarySourceError, Message
from docpipe.readers.charset import guess_encoding

SIGNATURE = b"PK\x03\x04"
"""How a zip begins; an empty one has other bytes and holds no article."""

_MEBIBYTE = 1024 * 1024
_CHUNK = 256 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# The extra field "Info-ZIP Unicode Path" (APPNOTE.TXT 4.6.9): the name in UTF-8, whatever the header says.
_UNICODE_PATH = 0x7075
# What packers leave behind, and what tells an office document from a zip of articles.
_LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype"})

_ABSOLUTE = Message("是绝对路径", "is an absolute path")
_ABOVE = Message("指向压缩包之外", "points outside the archive")
_UNNAMEABLE = Message("含有控制字符", "holds control characters")
_LINK = Message("是链接", "is a link")
_TWICE = Message("与另一个文件同名", "has the name of another file")
_LOCKED = Message("有密码", "is protected by a password")
_LARGE = Message("过大", "is too large")
_INFLATED = Message("展开的倍数过大", "expands too much")


class ArchiveLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How much an archive may hold: members in all, bytes of a member, bytes in all, and the expansion.

    `ratio` is unpacked to packed size and counts for members larger than `ratio_from` bytes only, for
    a short file of one letter is no bomb. A page of text packs 10 times, one of repeated markup 50.
    """

    entries: int = 100_000
    member_bytes: int = 100 * _MEBIBYTE
    total_bytes: int = 16 * 1024 * _MEBIBYTE
    ratio: int = 200
    ratio_from: int = _MEBIBYTE


DEFAULT_LIMITS = ArchiveLimits()


class Member(NamedTuple):
    """A file of an archive: its path in it, with slashes and safe to show, and its size in bytes."""

    name: str
    size: int


class Refusal(NamedTuple):
    """A file of an archive that is not read, by its name as far as it can be shown, and why not."""

    name: str
    reason: Message


class Archive:
    """An open zip. `members` are in the order of their names, `refused` in that of the archive.

    `file` is a path or an open binary file that can seek; `name` is for messages. Raises
    ArchiveError where it is no zip, is broken or holds too much, BinarySourceError for a document
    of Word's or the like, and OSError as opening a file does.
    """

    def __init__(self, file: str | IO[bytes], name: str = "", limits: ArchiveLimits = DEFAULT_LIMITS) -> None:
        self.name = name or (file if isinstance(file, str) else "")
        self._limits = limits
        self._left = limits.total_bytes
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._zip = _open(file, self.name)
        try:
            self.refused = tuple(self._sort_out(self._zip.infolist()))
        except BaseException:
            self._zip.close()
            raise
        self.members = tuple(Member(name, info.file_size) for name, info in sorted(self._infos.items()))

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; nothing can be read afterwards."""
        self._zip.close()

    def __contains__(self, name: object) -> bool:
        """Whether there is a member of that name."""
        return name in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of the member `name`. Raises ArchiveError where it is missing, broken or too large."""
        info = self._infos.get(name)
        if info is None:
            raise self._error(name, Message("不在压缩包中", "is not in the archive"))
        content = bytearray()
        limit = min(self._limits.member_bytes, self._left)
        try:
            with self._zip.open(info) as stream:
                # The sizes that the archive states may be lies, so what counts is what comes out.
                while chunk := stream.read(_CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise self._error(name, _LARGE)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            # RuntimeError: a password; NotImplementedError, one of its kind: an unknown way of packing.
            reason = Message("已损坏或无法解压", "is broken or packed in an unknown way")
            raise self._error(name, reason) from error
        self._left -= len(content)
        return bytes(content)

    def _error(self, name: str, reason: Message) -> ArchiveError:
        problem = Message(f"压缩包中的 {name} {reason.zh}", f"{name} in the archive {reason.en}")
        return ArchiveError(problem, Message("请解压后再试", "unpack it and try again"), self.name)

    def _sort_out(self, infos: list[zipfile.ZipInfo]) -> Iterator[Refusal]:
        """Fill `_infos`, and yield what does not go there. Raises ArchiveError for too many."""
        if len(infos) > self._limits.entries:
            problem = Message(
                f"压缩包里有 {len(infos)} 个文件，超过 {self._limits.entries} 个",
                f"the archive holds {len(infos)} files, more than {self._limits.entries}",
            )
            raise ArchiveError(problem, Message("请分成几个", "split it"), self.name)
        names = _decode_names(infos)
        if not _OFFICE_PARTS.isdisjoint(names):
            problem = Message(
                "这是 Word、Excel 或电子书文件", "this is a document of Word's or Excel's, or a book"
            )
            mend = Message("请提供美篇导出的文本或网页文件", "give the article's export as text or as a page")
            raise BinarySourceError(problem, mend, self.name)
        for name, info in zip(names, infos, strict=True):
            if name.endswith("/") or _is_litter(name):
                continue
            reason = self._refusal(name, info)
            if reason is None:
                self._infos[_tidy(name)] = info
            else:
                yield Refusal("".join(char if char.isprintable() else "�" for char in name), reason)

    def _refusal(self, name: str, info: zipfile.ZipInfo) -> Message | None:
        parts = name.split("/")
        checks = (
            (not name.isprintable(), _UNNAMEABLE),
            (name.startswith("/") or name[1:2] == ":", _ABSOLUTE),
            (".." in parts, _ABOVE),
            (stat.S_ISLNK(info.external_attr >> 16), _LINK),
            (bool(info.flag_bits & _ENCRYPTED), _LOCKED),
            (info.file_size > self._limits.member_bytes, _LARGE),
            (
                info.file_size > self._limits.ratio_from
                and info.file_size > self._limits.ratio * max(info.compress_size, 1),
                _INFLATED,
            ),
            (_tidy(name) in self._infos, _TWICE),
        )
        return next((reason for refused, reason in checks if refused), None)


def _open(file: str | IO[bytes], name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, struct.error, UnicodeError) as error:
        problem = Message("压缩包已损坏，或不是 zip", "the archive is broken, or no zip")
        raise ArchiveError(problem, Message("请重新打包为 zip", "pack it again as zip"), name) from error


def _decode_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of all members; those without a word on their encoding are taken to have one in common."""
    raw = [None if _says_name(info) else info.orig_filename.encode("cp437", "replace") for info in infos]
    together = b"\n".join(name for name in raw if name)
    encoding = guess_encoding(together) if together else "utf-8"
    names = []
    for info, data in zip(infos, raw, strict=True):
        name = _says_name(info) if data is None else data.decode(encoding, "replace")
        # Not before: a backslash is the second byte of many a character in GBK.
        names.append((name or "").replace("\\", "/"))
    return names


def _says_name(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _LITTER or (part.startswith(".") and part != "..") for part in parts)


def _tidy(name: str) -> str:
    return PurePosixPath(name).as_posix()
