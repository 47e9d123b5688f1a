"""Runs that are killed: what is on the disk is whole, and the next run does only what is left."""

import hashlib
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from counted import COUNTED, content, conversions, lay_out, start, status_of, wait_until

from docpipe import convert_many
from docpipe.batch.journal import find_journal
from docpipe.place import _start_of
from registered import Registered

KILLS = 50
ARTICLES = 250


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registered.writer["counted"] = COUNTED
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run() -> int:
    outcomes = list(convert_many(["in"], to="counted", out="out", jobs=2))
    return sum(outcome.error is not None for outcome in outcomes)


def standing() -> set[tuple[str, bytes]]:
    """The visible outputs: their paths below out/, and what is in them."""
    found = (path for path in Path("out").rglob("*.out") if not path.name.startswith("."))
    return {(path.relative_to("out").as_posix(), path.read_bytes()) for path in found}


def expected() -> set[tuple[str, bytes]]:
    """What the sources become."""
    made = set()
    for path in Path("in").rglob("*.txt"):
        title, text = path.read_text("utf-8").splitlines()
        made.add((path.relative_to("in").with_suffix(".out").as_posix(), content(title, text)))
    return made


def rewrite_sources() -> None:
    for path in Path("in").rglob("*.txt"):
        path.write_text(path.read_text("utf-8") + "改", "utf-8")


def recorded() -> set[str]:
    """The titles of the documents that, by the journal, are done as they are now, and whose outputs stand."""
    journal = find_journal(Path("out"))
    if journal is None:
        return set()
    titles = set()
    with journal:
        for document in journal.documents():
            source = Path(document.source).read_bytes()
            settled = all(output.next_sha256 is None for output in journal.outputs(document.source))
            if settled and document.sha256 == hashlib.sha256(source).hexdigest():
                titles.add(source.decode().splitlines()[0])
    return titles


def kill_after(seconds: float) -> bool:
    """Whether a run was killed after `seconds`; it may have been done by then."""
    child = start(run)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return status_of(child) != 0


def wait_until_gone(processes: set[int]) -> None:
    """Wait until `processes` have ended, by themselves; they are no children of ours."""
    while any(_start_of(process) >= 0 for process in processes):
        time.sleep(0.01)


@pytest.mark.slow
def test_killed_at_fifty_moments_nothing_is_damaged_lost_or_done_twice() -> None:
    lay_out(ARTICLES)
    chance = random.Random(20240501)  # noqa: S311 - no secret
    whole, names, killed = expected(), set[str](), 0
    while killed < KILLS:
        done, before = recorded(), Counter(conversion.title for conversion in conversions())
        if not kill_after(chance.uniform(0.0, 0.1)):
            # All is done: there has to be work for the next.
            rewrite_sources()
            whole |= expected()
            continue
        killed += 1
        found = standing()
        assert found <= whole, "damaged"
        assert names <= {name for name, _ in found}, "lost"
        names = {name for name, _ in found}
        again = Counter(conversion.title for conversion in conversions()) - before
        assert not done & again.keys(), "done twice"
    wait_until_gone({conversion.process for conversion in conversions()})
    assert run() == 0
    assert standing() == expected()
    assert not list(Path("out").rglob("*.part"))


def test_a_run_after_a_killed_one_takes_its_lock_and_its_temporaries_away() -> None:
    lay_out(30)
    child = start(run)
    wait_until(child, lambda: bool(conversions()))
    os.kill(child, signal.SIGKILL)
    status_of(child)
    assert run() == 0
    assert standing() == expected()
    assert not list(Path("out").rglob("*.part"))


def test_processes_end_with_the_one_that_leads_them_even_in_the_midst_of_a_document() -> None:
    lay_out(2)
    Path("in/0/a000.txt").write_text("stay\n正文", "utf-8")
    child = start(run)
    wait_until(child, lambda: "stay" in {conversion.title for conversion in conversions()})
    os.kill(child, signal.SIGKILL)
    status_of(child)
    wait_until_gone({conversion.process for conversion in conversions()})
