import os
import threading
from pathlib import Path, PurePath

import pytest

from docpipe.batch.journal import open_journal
from docpipe.batch.sources import find_sources
from docpipe.errors import MissingSourceError, NoArticleError, UnknownNameError, WriteError
from registered import Registered


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it is installed
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay_out(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("标题\n正文", "utf-8")


def found(*named: str) -> list[tuple[str, str]]:
    return [(source.name, source.folder.as_posix()) for source in find_sources(named) if source.error is None]


def errors(*named: str) -> list[type[Exception]]:
    return [type(source.error) for source in find_sources(named) if source.error is not None]


def test_a_folder_is_walked_in_the_order_of_names_and_keeps_its_structure() -> None:
    lay_out("in/b.txt", "in/a/z.txt", "in/a/y.PAGE", "in/c.txt")
    assert found("in") == [("in/a/y.PAGE", "a"), ("in/a/z.txt", "a"), ("in/b.txt", "."), ("in/c.txt", ".")]


def test_files_of_other_suffixes_and_hidden_entries_are_passed_over() -> None:
    lay_out("in/a.txt", "in/b.jpg", "in/.c.txt", "in/.git/d.txt")
    assert found("in") == [("in/a.txt", ".")]


def test_an_output_folder_is_passed_over() -> None:
    lay_out("in/a.txt", "in/handouts/a.txt")
    open_journal(Path("in/handouts")).close()
    assert found("in") == [("in/a.txt", ".")]


def test_a_folder_that_was_converted_into_itself_still_has_its_sources() -> None:
    lay_out("in/sub/a.page", "in/sub/a.txt")
    with open_journal(Path("in/sub")) as journal:
        journal.intend("a.txt", "0", str(Path("in/sub/a.page").resolve()), "txt")
    assert found("in") == [("in/sub/a.page", "sub")]


def test_a_folder_with_a_broken_journal_is_reported_and_passed_over() -> None:
    lay_out("in/a.txt", "in/sub/.docpipe/journal.sqlite")
    assert (found("in"), errors("in")) == ([("in/a.txt", ".")], [WriteError])


def test_outputs_beside_their_sources_are_passed_over() -> None:
    lay_out("a.page", "a.txt", "sub/b.txt")
    with open_journal(Path()) as journal:
        journal.intend("a.txt", "0", "a.page", "txt")
        journal.intend("sub/b.txt", "0", "b.page", "txt")
    assert found(".") == [("a.page", ".")]
    assert errors("sub") == [NoArticleError]


def test_a_file_that_is_named_is_taken_whatever_its_suffix() -> None:
    lay_out("in/a.export")
    assert found("in/a.export") == [("in/a.export", ".")]


def test_a_pattern_keeps_the_structure_below_its_fixed_part() -> None:
    lay_out("in/a/x.txt", "in/b/x.txt", "in/b/y.page")
    assert found("in/*/*.txt") == [("in/a/x.txt", "a"), ("in/b/x.txt", "b")]
    assert found("in/**/x.txt") == [("in/a/x.txt", "a"), ("in/b/x.txt", "b")]


def test_a_pattern_of_folders_walks_them() -> None:
    lay_out("in/a/x.txt", "in/b/x.txt")
    assert found("in/*") == [("in/a/x.txt", "a"), ("in/b/x.txt", "b")]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file() -> None:
    lay_out("a[1].txt")
    assert found("a[1].txt") == [("a[1].txt", ".")]


def test_a_pattern_without_match_is_a_missing_source() -> None:
    assert errors("*.txt") == [MissingSourceError]


def test_a_folder_without_articles_is_said_to_be_one() -> None:
    lay_out("in/b.jpg")
    assert errors("in") == [NoArticleError]


def test_a_link_to_a_folder_is_not_followed_into_a_loop() -> None:
    lay_out("in/a.txt")
    Path("in/loop").symlink_to(Path("in").resolve())
    assert found("in") == [("in/a.txt", ".")]


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        list(find_sources(["a.txt"], "nobody"))


def test_a_name_that_no_file_can_have_is_a_source_that_cannot_be_read() -> None:
    (source,) = find_sources(["a\0b.txt"])
    with pytest.raises(MissingSourceError):
        source.read()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no undecodable names")
def test_undecodable_names_are_walked() -> None:
    name = os.fsdecode(b"in/\xff.txt")
    lay_out(name)
    assert found("in") == [(name, ".")]


def test_the_stem_is_the_name_without_its_last_suffix() -> None:
    (source,) = find_sources(["in/2024.5.1.txt"])
    assert (source.stem, source.folder) == ("2024.5.1", PurePath())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_read_at_once_since_its_bytes_come_only_once() -> None:
    os.mkfifo("pipe.txt")
    writing = threading.Thread(target=lambda: Path("pipe.txt").write_text("标题\n正文", "utf-8"))
    writing.start()
    (source,) = find_sources(["pipe.txt"])
    writing.join()
    assert source.data == "标题\n正文".encode()
