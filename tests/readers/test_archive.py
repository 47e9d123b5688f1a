"""A zip is read member by member: nothing is unpacked, followed or trusted."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from docpipe.errors import ArchiveError, BinarySourceError
from docpipe.readers.archive import Archive, ArchiveLimits

KIBIBYTE = 1024


def pack(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return file


def pack_in(encoding: str, *names: str) -> io.BytesIO:
    """A zip with names in `encoding`, as packers of old Windows write them."""
    stand_ins = ["qz"[index] * len(name.encode(encoding)) for index, name in enumerate(names)]
    data = pack(*((name, b"1") for name in stand_ins), method=zipfile.ZIP_STORED).getvalue()
    for stand_in, name in zip(stand_ins, names, strict=True):
        data = data.replace(stand_in.encode(), name.encode(encoding))
    return io.BytesIO(data)


def names(archive: Archive) -> list[str]:
    return [member.name for member in archive.members]


def refused(archive: Archive) -> dict[str, str]:
    return {refusal.name: refusal.reason.en for refusal in archive.refused}


def test_members_come_in_the_order_of_their_names_and_are_read_on_demand() -> None:
    with Archive(pack(("b/2.txt", "乙".encode()), ("a.txt", "甲".encode()))) as archive:
        assert [(member.name, member.size) for member in archive.members] == [("a.txt", 3), ("b/2.txt", 3)]
        assert archive.read("b/2.txt").decode() == "乙"
        assert "a.txt" in archive


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_names_without_a_word_on_their_encoding_are_understood(encoding: str) -> None:
    given = (
        ["會議/第一期.txt", "會議/第二期通報.txt"]
        if encoding == "big5"
        else ["警示/第一期.txt", "警示/通报.txt"]
    )
    with Archive(pack_in(encoding, *given)) as archive:
        assert sorted(names(archive)) == sorted(given)


def test_a_backslash_parts_folders_but_not_the_bytes_of_a_character() -> None:
    # 俓 is 82 5C in GBK, and 5C alone is a backslash.
    with Archive(pack_in("gbk", "通报\\俓.txt", "通报\\第二期.txt")) as archive:
        assert sorted(names(archive)) == ["通报/俓.txt", "通报/第二期.txt"]


def test_what_packers_leave_behind_is_no_member() -> None:
    file = pack(
        ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("x/", b""), ("x/.hidden", b"x"), ("a.txt", b"x")
    )
    with Archive(file) as archive:
        assert (names(archive), archive.refused) == (["a.txt"], ())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "is an absolute path"),
        ("C:/a.txt", "is an absolute path"),
        ("../a.txt", "points outside the archive"),
        ("a/../../b.txt", "points outside the archive"),
        ("..\\a.txt", "points outside the archive"),
        ("a\x1b[31m.txt", "holds control characters"),
    ],
)
def test_a_name_that_leads_outside_is_refused_and_the_rest_is_read(name: str, reason: str) -> None:
    with Archive(pack((name, b"x"), ("good.txt", b"y"))) as archive:
        assert (names(archive), list(refused(archive).values())) == (["good.txt"], [reason])


def test_a_link_is_not_followed() -> None:
    file = io.BytesIO()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with Archive(file) as opened:
        assert (names(opened), refused(opened)) == ([], {"link.txt": "is a link"})


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_of_one_name_is_refused() -> None:
    with Archive(pack(("a.txt", b"1"), ("a.txt", b"2"))) as archive:
        assert (archive.read("a.txt"), refused(archive)) == (b"1", {"a.txt": "has the name of another file"})


def test_a_member_that_expands_too_much_is_refused() -> None:
    limits = ArchiveLimits(ratio=100, ratio_from=100 * KIBIBYTE)
    with Archive(
        pack(("bomb.txt", bytes(500 * KIBIBYTE)), ("a.txt", bytes(50 * KIBIBYTE))), limits=limits
    ) as archive:
        assert (names(archive), refused(archive)) == (["a.txt"], {"bomb.txt": "expands too much"})


def test_a_member_that_is_too_large_is_refused() -> None:
    with Archive(pack(("a.txt", b"12345")), limits=ArchiveLimits(member_bytes=4)) as archive:
        assert refused(archive) == {"a.txt": "is too large"}


def test_a_size_that_lies_does_not_help() -> None:
    data = pack(("a.txt", bytes(300 * KIBIBYTE)), method=zipfile.ZIP_STORED).getvalue()
    lie = data.replace((300 * KIBIBYTE).to_bytes(4, "little"), (7).to_bytes(4, "little"))
    with (
        Archive(io.BytesIO(lie), limits=ArchiveLimits(member_bytes=1000)) as archive,
        pytest.raises(ArchiveError),
    ):
        archive.read("a.txt")


def test_all_that_is_read_counts_together() -> None:
    with Archive(pack(("a", b"123"), ("b", b"123")), limits=ArchiveLimits(total_bytes=5)) as archive:
        archive.read("a")
        with pytest.raises(ArchiveError, match="too large"):
            archive.read("b")


def test_too_many_members_are_an_error() -> None:
    with pytest.raises(ArchiveError, match="3 files, more than 2"):
        Archive(pack(("a", b""), ("b", b""), ("c", b"")), limits=ArchiveLimits(entries=2))


def test_a_broken_member_is_an_error_that_names_it() -> None:
    data = (
        pack(("a.txt", b"hello hello"), method=zipfile.ZIP_STORED).getvalue().replace(b"hello", b"jello", 1)
    )
    with Archive(io.BytesIO(data), "x.zip") as archive, pytest.raises(ArchiveError, match=r"x\.zip: a\.txt"):
        archive.read("a.txt")


def test_a_protected_member_is_refused() -> None:
    data = bytearray(pack(("a.txt", b"x")).getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with Archive(io.BytesIO(bytes(data))) as archive:
        assert refused(archive) == {"a.txt": "is protected by a password"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"not a zip at all"])
def test_what_is_no_zip_is_an_error(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        Archive(io.BytesIO(data), "a.zip")


def test_a_word_document_is_no_archive_of_articles() -> None:
    with pytest.raises(BinarySourceError):
        Archive(pack(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")))


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack(("x/a.txt", b"x")).getvalue())
    with Archive(str(path)) as archive:
        archive.read("x/a.txt")
    assert list(tmp_path.iterdir()) == [path]
