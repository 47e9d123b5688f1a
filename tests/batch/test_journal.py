import sqlite3
from pathlib import Path

import pytest

from docpipe.batch import journal as journal_module
from docpipe.batch.journal import DocumentRow, Placed, find_journal, open_journal
from docpipe.batch.schema import journal_path
from docpipe.errors import WriteError


def test_a_file_is_docpipes_own_with_the_bytes_that_were_placed(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.intend("a.txt", "aa", "a.source", "txt")
        journal.settle([Placed("a.txt", "aa", 1, 1)])
        assert [
            journal.is_own("a.txt", "aa"),
            journal.is_own("a.txt", "bb"),
            journal.is_own("b.txt", "aa"),
        ] == [
            True,
            False,
            False,
        ]
        assert journal.source_of("a.txt") == "a.source"


def test_a_file_is_docpipes_own_before_and_after_a_death_in_between(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.intend("a.txt", "old", "s", "txt")
        journal.settle([Placed("a.txt", "old", 1, 1)])
        journal.intend("a.txt", "new", "s", "txt")
    with open_journal(tmp_path) as journal:
        assert journal.is_own("a.txt", "old")
        assert journal.is_own("a.txt", "new")


def test_an_intention_that_failed_is_forgotten(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.intend("a.txt", "aa", "s", "txt")
        journal.forget_intention("a.txt")
        assert not journal.records("a.txt")


def test_a_folder_without_journal_has_none(tmp_path: Path) -> None:
    assert find_journal(tmp_path) is None


def test_a_journal_of_a_newer_docpipe_is_left_alone(tmp_path: Path) -> None:
    open_journal(tmp_path).close()
    connection = sqlite3.connect(journal_path(tmp_path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(WriteError, match="another version"):
        open_journal(tmp_path)
    with pytest.raises(WriteError, match="another version"):
        find_journal(tmp_path)


def test_a_broken_journal_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    journal_path(tmp_path).parent.mkdir()
    journal_path(tmp_path).write_bytes(b"no database" * 100)
    with pytest.raises(WriteError, match="move the folder"):
        open_journal(tmp_path)
    with pytest.raises(WriteError, match="move the folder"):
        find_journal(tmp_path)


def test_a_file_in_the_place_of_the_journals_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".docpipe").touch()
    with pytest.raises(WriteError):
        open_journal(tmp_path)


def test_documents_come_in_the_order_of_their_names_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_PAGE", 2)
    with open_journal(tmp_path) as journal:
        for name, status in (("c", "failed"), ("a", "converted"), ("e", "quarantined"), ("b", "converted")):
            journal.record(DocumentRow(name, "", "", status, {}, (), None, 0.0))  # type: ignore[arg-type]
        assert [row.source for row in journal.documents()] == ["a", "b", "c", "e"]
        assert [row.source for row in journal.documents(failed=True)] == ["c", "e"]
