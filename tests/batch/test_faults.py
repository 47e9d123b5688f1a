"""What goes wrong around a run: disks, clocks, other runs, older journals, sources that change."""

import errno
import io
import os
import resource
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from counted import COUNTED, lay_out, start, status_of

from docpipe import ConvertOptions, Outcome, convert, convert_many
from docpipe.batch import run as run_module
from docpipe.batch.journal import find_journal, open_journal
from docpipe.batch.lock import FolderLock
from docpipe.batch.schema import _MIGRATIONS, journal_path
from docpipe.batch.work import digest
from docpipe.convert import _read_unchanged
from docpipe.errors import DiskFullError, FolderInUseError, SourceError
from docpipe.place import owner_of
from registered import Registered

DISK_FULL = 7


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registered.writer["counted"] = COUNTED
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(jobs: int = 2) -> list[Outcome]:
    return list(convert_many(["in"], to="counted", out="out", jobs=jobs))


def statuses(outcomes: list[Outcome]) -> set[str]:
    return {outcome.status for outcome in outcomes}


def files() -> list[str]:
    return sorted(path.name for path in Path("out").rglob("*") if path.is_file())


def run_within(file_bytes: int) -> int:
    """Run where no file may grow beyond `file_bytes`; DISK_FULL where that stopped the run."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    try:
        run()
    except DiskFullError:
        return DISK_FULL
    return 0


def test_an_output_that_the_disk_does_not_take_stops_the_run_and_the_next_goes_on() -> None:
    lay_out(60)
    Path("in/1/b.txt").write_text("长文\n" + "正文" * 2000, "utf-8")
    assert status_of(start(lambda: run_within(1_000_000))) == DISK_FULL
    assert not list(Path("out").rglob("*.part"))
    assert not Path("out/1/b.out").exists()
    assert statuses(run()) <= {"converted", "unchanged"}
    assert len(list(Path("out").rglob("*.out"))) == 61


@pytest.mark.parametrize("limit", [20_000, 60_000])
def test_a_journal_that_the_disk_does_not_take_stops_the_run_and_the_next_goes_on(limit: int) -> None:
    lay_out(300)
    assert status_of(start(lambda: run_within(limit))) == DISK_FULL
    assert not list(Path("out").rglob("*.part"))
    assert "failed" not in statuses(run())
    assert statuses(run()) == {"unchanged"}


def test_a_disk_that_is_full_stops_the_run_at_the_first_document(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(40)

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "", descriptor)

    monkeypatch.setattr(os, "fsync", no_room)
    outcomes: list[Outcome] = []
    with pytest.raises(DiskFullError, match="the disk is full"):
        outcomes.extend(convert_many(["in"], to="counted", out="out", jobs=1))
    assert files() == []


def test_a_second_run_in_the_same_folder_is_refused_before_anything_is_done() -> None:
    lay_out(3)
    run()
    lock = FolderLock(Path("out"), owner_of(os.getpid()))
    with pytest.raises(FolderInUseError, match=f"process {os.getpid()}"):
        convert_many(["in"], to="counted", out="out")
    lock.release()
    assert statuses(run()) == {"unchanged"}


def test_two_first_runs_at_once_leave_one_set_of_outputs() -> None:
    lay_out(100)
    children = [start(lambda: int(bool(run()) is False)) for _ in range(2)]
    ended = sorted(status_of(child) for child in children)
    # The one that came second was refused, or it came so late that nothing was left to do.
    assert ended[0] == 0
    assert ended[1] in {0, 99}
    assert statuses(run()) == {"unchanged"}
    assert not list(Path("out").rglob("*.part"))


def test_a_journal_of_the_first_schema_is_brought_up_to_date_and_its_outputs_are_known() -> None:
    lay_out(1)
    path = journal_path(Path("out"))
    path.parent.mkdir(parents=True)
    old = b"what an older docpipe made of it"
    Path("out/0").mkdir()
    Path("out/0/a000.out").write_bytes(old)
    connection = sqlite3.connect(path)
    connection.execute(_MIGRATIONS[0][0])
    connection.execute("PRAGMA user_version = 1")
    source = str(Path("in/0/a000.txt").absolute())
    connection.execute(
        "INSERT INTO outputs VALUES (?, ?, NULL, ?, ?)", ("0/a000.out", digest(old), source, "counted")
    )
    connection.commit()
    connection.close()
    (outcome,) = run()
    assert [output.state for output in outcome.outputs] == ["written"]
    assert statuses(run()) == {"unchanged"}


def test_a_journal_of_the_first_schema_can_be_read_as_it_is() -> None:
    path = journal_path(Path("out"))
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.execute(_MIGRATIONS[0][0])
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    journal = find_journal(Path("out"))
    assert journal is not None
    with journal:
        assert not journal.records("a.out")


def test_a_clock_that_jumps_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(5)
    jumps = iter(range(0, 10**9, 10**6))
    monkeypatch.setattr(time, "time", lambda: float(next(jumps)))
    assert statuses(run()) == {"converted"}
    for path in Path("out").rglob("*.out"):
        os.utime(path, (0, 0))
    for path in Path("in").rglob("*.txt"):
        os.utime(path, (10**10, 10**10))
    assert statuses(run()) == {"unchanged"}


def test_a_source_that_is_written_to_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"half")

    class Growing(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            with path.open("ab") as other:
                other.write(b" and half")
            return super().read(size) or b""

    with Growing(path) as file, pytest.raises(SourceError, match="written to while it was read"):
        _read_unchanged(str(path), file)


def test_a_source_that_changes_after_it_was_converted_is_done_again() -> None:
    lay_out(3)
    run()
    Path("in/1/a001.txt").write_text("第001篇\n新的正文", "utf-8")
    assert [outcome.status for outcome in run()].count("converted") == 1


def test_an_output_that_is_missing_is_made_again_and_no_other() -> None:
    lay_out(3)
    run()
    Path("out/1/a001.out").unlink()
    again = run()
    assert [outcome.status for outcome in again].count("converted") == 1
    assert Path("out/1/a001.out").exists()


def test_another_theme_makes_anew_what_is_printed_and_nothing_else(registered: Registered) -> None:
    assert registered.writer["txt"].for_print
    lay_out(2)
    own = Path("own.toml")
    own.write_text('extends = "handout"\nname = "own"\nlabel_zh = "自"\nlabel_en = "own"\n', "utf-8")
    formats = ["txt", "counted"]
    list(convert_many(["in"], to=formats, out="out"))
    changed = list(convert_many(["in"], to=formats, out="out", options=ConvertOptions(theme="own.toml")))
    states = [{each.format: each.state for each in outcome.outputs} for outcome in changed]
    assert states == [{"txt": "written", "counted": "unchanged"}] * 2


def test_stopping_ends_the_run_with_what_is_begun_and_the_next_goes_on() -> None:
    lay_out(80)
    run = run_module.Run(run_module.Named(["in"]), to="counted", out="out", jobs=2)
    done = 0
    for _ in run.outcomes():
        done += 1
        run.stop()
    run.close()
    assert run.was_stopped
    assert 0 < done < 80
    again = [outcome.status for outcome in convert_many(["in"], to="counted", out="out", jobs=2)]
    assert again.count("unchanged") == done


def test_a_run_that_nobody_reads_to_its_end_leaves_no_process_and_no_lock() -> None:
    lay_out(80)
    outcomes = convert_many(["in"], to="counted", out="out", jobs=2)
    next(iter(outcomes))
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    with open_journal(Path("out")):
        FolderLock(Path("out"), "").release()


def test_converting_a_folder_into_itself_twice_does_not_eat_its_own_handouts() -> None:
    lay_out(3)
    for _ in range(2):
        outcomes = list(convert_many(["."], to=["txt"], out="handouts"))
        assert len(outcomes) == 3
    assert statuses(outcomes) == {"unchanged"}


def test_a_single_named_output_leaves_no_journal(tmp_path: Path) -> None:
    lay_out(1)
    convert("in/0/a000.txt", to="txt", out="one.txt")
    assert not (tmp_path / ".docpipe").exists()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
