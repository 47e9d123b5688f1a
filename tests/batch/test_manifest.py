import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePath

import pytest

from docpipe.batch.manifest import Manifest
from docpipe.batch.naming import safe_name
from docpipe.batch.sources import Found
from docpipe.errors import Message, SourceError


@pytest.fixture
def manifest() -> Iterator[Manifest]:
    with closing(Manifest()) as opened:
        yield opened


def _stem_of(found: Found, number: int) -> str:
    return safe_name(found.stem) or str(number)


def targets(manifest: Manifest, *sources: Found) -> dict[str, str]:
    manifest.fill(sources, _stem_of)
    return {job.found.name: job.target.as_posix() for job in manifest.jobs()}


def test_a_source_has_its_own_name_where_no_other_wants_it(manifest: Manifest) -> None:
    sources = Found("in/a.txt"), Found("in/sub/a.txt", PurePath("sub"))
    assert targets(manifest, *sources) == {"in/a.txt": "a", "in/sub/a.txt": "sub/a"}


@pytest.mark.parametrize("rivals", [("x/a.txt", "y/a.txt"), ("a.txt", "a.html"), ("a.txt", "A.txt")])
def test_sources_that_share_a_name_are_told_apart_whatever_their_order(rivals: tuple[str, str]) -> None:
    forwards, backwards = Manifest(), Manifest()
    with closing(forwards), closing(backwards):
        first = targets(forwards, *map(Found, rivals))
        assert targets(backwards, *map(Found, reversed(rivals))) == first
    assert len({target.casefold() for target in first.values()}) == 2
    assert all(target.casefold().startswith("a~") for target in first.values())


def test_folders_that_differ_in_case_only_do_not_mix(manifest: Manifest) -> None:
    sources = Found("A/x.txt", PurePath("A")), Found("a/x.txt", PurePath("a"))
    assert len({target.casefold() for target in targets(manifest, *sources).values()}) == 2


def test_a_source_named_twice_is_one(manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    names = str(tmp_path / "a.txt"), f"{tmp_path}/./a.txt", str(tmp_path / "link.txt")
    assert targets(manifest, *map(Found, names)) == {names[0]: "a"}


def test_what_cannot_be_read_claims_no_name(manifest: Manifest) -> None:
    lost = Found("x/a.txt", error=SourceError(Message("", "gone")))
    assert targets(manifest, lost, Found("y/a.txt"))["y/a.txt"] == "a"


def test_the_error_of_a_source_comes_back_with_its_job(manifest: Manifest) -> None:
    error = SourceError(Message("", "gone"))
    manifest.fill([Found("a.txt", error=error)], _stem_of)
    assert [job.found.error for job in manifest.jobs()] == [error]


def test_a_hard_link_to_a_source_is_that_source(manifest: Manifest, tmp_path: Path) -> None:
    source, link, other = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    source.touch()
    other.touch()
    os.link(source, link)
    targets(manifest, Found(str(source)))
    assert [manifest.is_source(path) for path in (source, link, other, tmp_path / "none")] == [
        True,
        True,
        False,
        False,
    ]


def test_undecodable_names_come_back_as_they_were(manifest: Manifest) -> None:
    name = os.fsdecode(b"\xff\xfe.txt")
    assert list(targets(manifest, Found(name))) == [name]
