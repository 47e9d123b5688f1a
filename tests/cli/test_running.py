"""`docpipe convert` over many sources: what it says, how it is ended, with what status."""

import csv
import json
import os
import signal
from pathlib import Path

import pytest
from counted import COUNTED, conversions, lay_out, start, status_of, wait_until
from poison import POISON

from docpipe import cli
from registered import Registered

ENGLISH = {"LC_ALL": "C"}


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registered.writer["counted"] = COUNTED
    registered.writer["poison"] = POISON
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(*arguments: str, to: str = "counted") -> int:
    return cli.run(["convert", "in", "-o", "out", "--to", to, *arguments], ENGLISH)


def interrupted(*signals: signal.Signals) -> tuple[int, str]:
    """How a run in a process of its own ends when it is sent `signals`, and what it said on standard error."""

    def work() -> int:
        os.dup2(os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        return convert("-j", "2")

    child = start(work)
    wait_until(child, lambda: len(conversions()) >= 10)
    for number in signals[:1]:
        os.kill(child, number)
        wait_until(child, lambda: "finishing" in Path("said").read_text("utf-8"))
    for number in signals[1:]:
        os.kill(child, number)
    return status_of(child), Path("said").read_text("utf-8")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_signal_ends_a_run_in_order_and_says_how_to_go_on(
    number: signal.Signals, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    lay_out(400)
    ended, _ = interrupted(number)
    assert ended == status
    assert "the same command goes on from here" in capfd.readouterr().err
    assert not list(Path("out").rglob("*.part"))
    done = len(conversions())
    assert done < 400
    assert convert("-j", "2") == 0
    assert len(conversions()) == 400
    assert f"{done} unchanged" in capfd.readouterr().out


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_second_signal_ends_it_at_once(number: signal.Signals, status: int) -> None:
    lay_out(30)
    Path("in/0/a015.txt").write_text("stay\n正文", "utf-8")
    ended, _ = interrupted(number, number)
    assert ended == status
    assert not list(Path("out").rglob("*.part"))


def test_a_run_stops_at_the_first_failure_on_request(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(200)
    Path("in/0/a000.txt").write_text("refuse\n正文", "utf-8")
    assert convert("--fail-fast", to="poison") == 1
    assert "stopped: as many failed as were allowed" in capfd.readouterr().err


def test_failures_are_grouped_by_cause_with_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(6)
    for name in ("0/a000", "1/a001"):
        Path(f"in/{name}.txt").write_text("", "utf-8")
    Path("in/2/a002.txt").write_text("leave\n正文", "utf-8")
    assert convert(to="poison") == 1
    said = capfd.readouterr()
    table = said.err[said.err.index("Why they failed:") :]
    assert "    2 × " in table
    assert "in/0/a000.txt, in/1/a001.txt" in table
    assert "3 converted, 0 unchanged, 0 with warnings, 2 failed, 1 put aside" in said.out


def test_the_json_log_has_a_line_for_each_document(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(2)
    Path("in/2/c.txt").parent.mkdir(exist_ok=True)
    Path("in/2/c.txt").write_text("refuse\n正文", "utf-8")
    assert convert("--log-format", "json", to="poison") == 1
    said = capfd.readouterr()
    events = [json.loads(line) for line in said.err.splitlines()]
    assert [event["event"] for event in events] == ["started", "document", "document", "document", "finished"]
    assert [event["status"] for event in events[1:-1]] == ["converted", "converted", "failed"]
    assert events[3]["error"]["problem"] == "it will not be written"
    assert (events[0]["total"], events[-1]["converted"], events[-1]["failed"]) == (3, 2, 1)
    assert said.out == ""


def test_a_report_for_programs_has_every_document() -> None:
    lay_out(3)
    assert convert("--report", "told/r.json") == 0
    entries = json.loads(Path("told/r.json").read_text("utf-8"))
    assert [entry["source"] for entry in entries] == ["in/0/a000.txt", "in/1/a001.txt", "in/2/a002.txt"]
    assert entries[0]["outputs"] == [{"format": "counted", "path": "out/0/a000.out", "state": "written"}]


def test_a_report_for_spreadsheets_computes_nothing() -> None:
    lay_out(1)
    Path("=cmd().txt").write_text("标题\n正文", "utf-8")
    assert cli.run(["convert", "=cmd().txt", "in", "--to", "counted", "--report", "r.csv"], ENGLISH) == 0
    rows = list(csv.DictReader(Path("r.csv").read_text("utf-8-sig").splitlines()))
    assert [row["source"] for row in rows] == ["'=cmd().txt", "in/0/a000.txt"]


def test_a_report_of_another_kind_is_refused_before_anything_is_done() -> None:
    lay_out(1)
    assert convert("--report", "r.xlsx") == 2
    assert not Path("out").exists()


def test_a_report_of_a_run_that_was_interrupted_has_what_was_done() -> None:
    lay_out(30)
    Path("in/0/a000.txt").write_text("refuse\n正文", "utf-8")
    convert("--fail-fast", "--report", "r.json", to="poison")
    assert 0 < len(json.loads(Path("r.json").read_text("utf-8"))) <= 30


def test_limits_and_counts_that_make_no_sense_are_refused() -> None:
    lay_out(1)
    wrong = (("-j", "-1"), ("--timeout", "0"), ("--max-memory", "1"), ("--max-failures", "0"))
    assert [convert(*each) for each in wrong] == [2] * 4


def test_a_quiet_run_says_nothing_where_all_goes_well(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(3)
    assert convert("-q") == 0
    assert capfd.readouterr() == ("", "")


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(2)
    assert convert("--dry-run") == 0
    assert "in/0/a000.txt → out/0/a000.out (would be written)" in capfd.readouterr().out
    assert not Path("out").exists()


def test_the_status_of_a_folder_says_what_was_done_and_why_not(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(4)
    Path("in/0/a000.txt").write_text("refuse\n正文", "utf-8")
    Path("in/1/a001.txt").write_text("leave\n正文", "utf-8")
    convert(to="poison")
    capfd.readouterr()
    assert cli.run(["batch", "status", "out", "--report", "r.csv"], ENGLISH) == 0
    said = capfd.readouterr().out
    assert "2 converted, 1 failed, 1 put aside" in said
    assert "poison: 2 files" in said
    assert "1 × it will not be written" in said
    assert "left (status 3)" in said
    rows = list(csv.DictReader(Path("r.csv").read_text("utf-8-sig").splitlines()))
    assert sorted(row["status"] for row in rows) == ["converted", "converted", "failed", "quarantined"]


def test_the_status_for_programs_is_json(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(2)
    convert("-q")
    assert cli.run(["batch", "status", "out", "--json"], ENGLISH) == 0
    status = json.loads(capfd.readouterr().out)
    assert status["documents"] == {"converted": 2, "failed": 0, "quarantined": 0}
    assert status["process"] is None


def test_the_status_of_a_folder_without_journal_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["batch", "status", "."], ENGLISH) == 1
    assert "no journal" in capfd.readouterr().err


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_a_list_is_converted_with_the_folders_in_its_names(end: str) -> None:
    lay_out(3)
    listed = ["in/0/a000.txt", str(Path("in/1/a001.txt").absolute()), "./in/2", "../elsewhere.txt"]
    Path("list").write_text(end.join(listed) + end, "utf-8")
    assert cli.run(["convert", "--files-from", "list", "-o", "out", "--to", "counted"], ENGLISH) == 1
    below = Path(*Path("in/1").absolute().parts[1:])
    made = {path.relative_to("out").as_posix() for path in Path("out").rglob("*.out")}
    assert made == {"in/0/a000.out", f"{below.as_posix()}/a001.out", "in/2/a002.out"}


def test_a_list_may_come_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(2)
    Path("list").write_text("in/0/a000.txt\nin/1/a001.txt", "utf-8")
    with Path("list").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert cli.run(["convert", "--files-from", "-", "-o", "out", "--to", "counted"], ENGLISH) == 0
    assert len(list(Path("out").rglob("*.out"))) == 2


def test_neither_sources_nor_a_list_is_a_wrong_option(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["convert", "--to", "counted"], ENGLISH) == 2
    assert "SRC is missing" in capfd.readouterr().err


def test_a_report_in_a_folder_that_is_walked_is_no_source_the_next_time() -> None:
    lay_out(2)
    for _ in range(2):
        assert convert("--report", "in/r.txt") == 2
        assert convert("--report", "in/r.json") == 0
    Path("in/b.json").write_text("标题\n正文", "utf-8")
    assert cli.run(["convert", "in/b.json", "--to", "counted", "--report", "in/b.json"], ENGLISH) == 2
