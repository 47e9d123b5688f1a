"""One document in its process: what kills that process costs nothing else."""

from pathlib import Path

import pytest
from poison import POISON

from docpipe import BatchOptions, Outcome, convert_many
from docpipe.batch import pool, process
from docpipe.batch.pool import Renewal
from registered import Registered

SAMPLES = Path(__file__).parent.parent.parent / "samples"
LIMITS = BatchOptions(timeout=2.0, max_memory=256)


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registered.writer["poison"] = POISON
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay_out(poisons: list[str], good: int = 20) -> None:
    """Articles a00, a01 … with the poisons in their midst."""
    titles = [f"第{number}篇" for number in range(good)]
    for number, poison in enumerate(poisons):
        titles.insert(3 + 2 * number, poison)
    Path("in").mkdir()
    for number, title in enumerate(titles):
        Path(f"in/a{number:02}.txt").write_text(f"{title}\n正文{number}", "utf-8")


def convert_all(jobs: int = 2, batch: BatchOptions = LIMITS) -> dict[str, Outcome]:
    return {
        each.source: each for each in convert_many(["in"], to="poison", out="out", jobs=jobs, batch=batch)
    }


def put_aside(outcomes: dict[str, Outcome]) -> list[str]:
    return [str(each.error) for each in outcomes.values() if each.status == "quarantined"]


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ("leave", "left (status 3)"),
        ("hang", "not converted within 2 seconds"),
        ("spin", "not converted within 2 seconds"),
        ("swell", "more than 256 MiB"),
        ("run_out", "more than 256 MiB"),
        ("fault", "killed (SIGSEGV)"),
    ],
)
def test_a_poison_document_is_put_aside_and_all_others_are_converted(poison: str, reason: str) -> None:
    lay_out([poison])
    outcomes = convert_all()
    (aside,) = put_aside(outcomes)
    assert reason in aside
    assert sum(each.status == "converted" for each in outcomes.values()) == 20
    assert len(list(Path("out").glob("*.out"))) == 20
    assert not list(Path("out").glob(".*.part"))


def test_a_second_run_leaves_aside_what_was_put_aside() -> None:
    lay_out(["leave", "refuse"])
    first, second = convert_all(), convert_all()
    assert len(put_aside(first)) == 1
    assert put_aside(second) == put_aside(first)
    assert sorted(each.status for each in second.values()) == ["failed", "quarantined"] + ["unchanged"] * 20


def test_what_was_put_aside_is_tried_again_under_other_limits() -> None:
    lay_out(["swell"], good=3)
    assert "256 MiB" in put_aside(convert_all())[0]
    assert "300 MiB" in put_aside(convert_all(batch=BatchOptions(max_memory=300)))[0]


def test_processes_are_renewed_after_some_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out([])
    started = []
    start = process.start_process
    monkeypatch.setattr(pool.Pool.__init__, "__defaults__", (None, Renewal(documents=5)))

    def count(*arguments: object) -> object:
        started.append(arguments)
        return start(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pool, "start_process", count)
    assert {each.status for each in convert_all(jobs=1).values()} == {"converted"}
    assert len(started) == 4


def test_where_other_threads_live_processes_are_started_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A process that is started afresh knows the readers and writers that are installed, and no others.
    monkeypatch.undo()
    monkeypatch.setattr(process, "_may_fork", lambda: False)
    outcomes = list(convert_many([SAMPLES], to="txt", out=tmp_path / "out", jobs=2))
    assert {outcome.status for outcome in outcomes} == {"converted"}
