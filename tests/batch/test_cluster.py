"""A real Dask cluster of two worker processes: nothing is lost, nothing done twice, poison put aside."""

import json
import sys
from pathlib import Path

import pytest
from pill_plugin import docpipe, install, write_pill

from docpipe.batch.engine import open_engine
from docpipe.batch.limits import Limits
from docpipe.batch.task import Settings
from docpipe.convert import ConvertOptions
from docpipe.errors import ClusterError, OptionError

distributed = pytest.importorskip("distributed", reason="the extra docpipe[dask] is not installed")

from docpipe.batch import cluster, node  # noqa: E402 - they want Dask


def lay_out(folder: Path, good: int, *poisons: str) -> None:
    """A distribution with a reader of pills, and pills to read: `good` ones, and poison in their midst."""
    install(folder)
    words = [f"好{number}" for number in range(good)]
    for number, poison in enumerate(poisons, start=1):
        words.insert(number * good // 4, poison)
    for number, word in enumerate(words):
        write_pill(folder, f"{number:04}", word)


def convert(folder: Path) -> dict[str, int]:
    """How many documents came out in each way, by the report."""
    engine = ("--engine", "dask", "-j", "2", "--timeout", "10")
    docpipe(folder, "convert", "in", "-o", "out", "--to", "txt", "-q", *engine, "--report", "report.json")
    told = json.loads((folder / "report.json").read_text("utf-8"))
    statuses = [each["status"] for each in told]
    return {status: statuses.count(status) for status in dict.fromkeys(statuses)}


@pytest.mark.slow
def test_of_a_thousand_documents_the_bad_three_are_told_apart_and_a_second_run_has_nothing_to_do(
    tmp_path: Path,
) -> None:
    lay_out(tmp_path, 997, "leave", "hang", "broken")
    assert convert(tmp_path) == {"converted": 997, "quarantined": 2, "failed": 1}
    assert len(list((tmp_path / "out").glob("*.txt"))) == 997
    assert not list((tmp_path / "out").rglob("*.part"))
    assert convert(tmp_path).get("converted", 0) == 0


@pytest.mark.slow
def test_a_batch_that_kills_its_worker_is_halved_until_the_culprit_stands_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, 4, "kill_parent")
    assert convert(tmp_path) == {"converted": 4, "quarantined": 1}


SETTINGS = Settings(formats=("txt",), options=ConvertOptions(), owner="00000000-1-1")


def test_a_cluster_that_cannot_be_reached_is_an_error_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE_SECONDS", 1)
    with pytest.raises(ClusterError, match="cannot be reached"):
        open_engine(1, SETTINGS, Limits(), "dask:tcp://127.0.0.1:9")


def test_an_engine_that_there_is_not_is_an_option_that_is_wrong() -> None:
    with pytest.raises(OptionError, match="no engine “ray”"):
        open_engine(1, SETTINGS, Limits(), "ray")


def test_without_dask_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docpipe.batch.cluster", None)
    with pytest.raises(ClusterError) as caught:
        open_engine(1, SETTINGS, Limits(), "dask")
    assert "docpipe[dask]" in caught.value.mend.en


class _Worker:
    address = "tcp://10.0.0.7:4000"


@pytest.mark.parametrize(
    ("change", "told"),
    [({"versions": {"docpipe": "9.9"}}, "docpipe"), ({"fonts": "others"}, "fonts"), ({}, None)],
)
def test_a_worker_unlike_the_leader_is_refused(change: dict[str, object], told: str | None) -> None:
    guard = node.Guard("guard", node.nature_of_machine()._replace(**change))  # type: ignore[arg-type] # as named above
    if told is None:
        guard.setup(_Worker())  # type: ignore[arg-type] # all that is asked of a worker
        return
    with pytest.raises(node.UnlikeNodeError, match=told):
        guard.setup(_Worker())  # type: ignore[arg-type] # see above
