"""Images are looked for in the page, beside it and in its archive, and nowhere else."""

import io
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from docpipe.readers.archive import Archive
from docpipe.readers.shelf import ArchiveShelf, FolderShelf, PageShelf, PartShelf, Shelves


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64," + b64encode(b"bytes").decode(),
        "data:;base64," + b64encode(b"bytes").decode().rstrip("="),
        "data:image/png;charset=x;base64,Ynl0%0AZXM%3D",
        "DATA:image/png,byt%65s",
    ],
)
def test_an_address_may_spell_the_image(address: str) -> None:
    assert PageShelf().find(address) == b"bytes"


def test_a_broken_spelling_is_no_image() -> None:
    assert PageShelf().find("data:image/png;base64,!") in (b"", None)
    assert PageShelf().find("a.png") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.png").write_bytes(b"secret")
    page = tmp_path / "page"
    (page / "某文_files").mkdir(parents=True)
    (page / "某文_files" / "1.jpg").write_bytes(b"image")
    (page / "a b.png").write_bytes(b"spaced")
    (page / "link.png").symlink_to(tmp_path / "secret.png")
    return page


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("某文_files/1.jpg", b"image"),
        ("./某文_files/1.jpg?x=1#y", b"image"),
        ("%E6%9F%90%E6%96%87_files/1.jpg", b"image"),
        ("某文_files\\1.jpg", b"image"),
        ("a%20b.png", b"spaced"),
        ("missing.png", None),
        ("", None),
        (".", None),
    ],
)
def test_an_image_beside_the_page_is_found(folder: Path, address: str, content: bytes | None) -> None:
    assert FolderShelf(folder).find(address) == content


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "某文_files/../../secret.png",
        "..\\secret.png",
        "%2e%2e/secret.png",
        "link.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.test/a.png",
        "//example.test/a.png",
        "C:\\a.png",
        "a\0b",
        "x" * 5000,
    ],
)
def test_nothing_outside_the_folder_is_read(folder: Path, address: str) -> None:
    assert FolderShelf(folder).find(address) is None


def test_an_absolute_path_of_the_folder_s_own_is_none_of_its_names(folder: Path) -> None:
    assert FolderShelf(folder).find(str(folder / "a b.png")) is None


def test_an_image_in_the_archive_is_found_from_where_the_page_is() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x/images/1.png", b"one")
        archive.writestr("shared/2.png", b"two")
    with Archive(file) as archive_of_pages:
        shelf = ArchiveShelf(archive_of_pages, "x/page.html")
        assert [
            shelf.find(name) for name in ("images/1.png", "../shared/2.png", "../../2.png", "/x/images/1.png")
        ] == [
            b"one",
            b"two",
            None,
            None,
        ]


def test_the_first_shelf_that_has_an_image_gives_it() -> None:
    shelves = Shelves(PartShelf({"a": b"1"}), PartShelf({"a": b"2", "b": b"3"}))
    assert [shelves.find(name) for name in "abc"] == [b"1", b"3", None]
