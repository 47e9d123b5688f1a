import errno
import os
import resource
from pathlib import Path

import pytest

from docpipe.errors import WriteError
from docpipe.place import place, placing_error


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_placed_and_its_folders_are_made(tmp_path: Path) -> None:
    place(b"x", tmp_path / "a" / "b" / "c.txt")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"x"
    assert names(tmp_path / "a" / "b") == ["c.txt"]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    place(b"old", tmp_path / "a.txt")
    place(b"new", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    place(b"new", tmp_path / "link")
    assert ((tmp_path / "real").read_bytes(), (tmp_path / "link").is_symlink()) == (b"real", False)


def test_a_file_that_cannot_be_finished_leaves_the_old_one_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(b"old", tmp_path / "a.txt")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="the disk is full"):
        place(b"new", tmp_path / "a.txt")
    assert (names(tmp_path), (tmp_path / "a.txt").read_bytes()) == (["a.txt"], b"old")


def test_a_file_that_is_too_large_for_the_system_leaves_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(WriteError, match="too large"):
            place(b"x" * 2000, tmp_path / "a.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == []


def test_an_interrupted_file_leaves_no_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        place(b"new", tmp_path / "a.txt")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "problem"),
    [("file/a.txt", "a file"), ("folder", "a folder stands"), ("x" * 300, "too long")],
)
def test_a_place_that_cannot_be_is_named_with_its_mend(tmp_path: Path, target: str, problem: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match=problem) as raised:
        place(b"x", tmp_path / target)
    assert raised.value.subject == str(tmp_path / target)
    assert raised.value.mend.zh


def test_a_missing_right_is_told_as_one() -> None:
    error = placing_error(PermissionError(errno.EACCES, "Permission denied"), Path("x"))
    assert "no right" in error.problem.en
