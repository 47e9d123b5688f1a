"""A plug-in in a distribution of its own whose reader kills, hangs and swells: the command comes through."""

import json
from pathlib import Path

import pytest
from pill_plugin import docpipe, install, write_pill

POISONS = ("leave", "hang", "swell", "run_out", "fault", "recurse")
GOOD = 20


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the distribution, and pills in it."""
    install(tmp_path)
    for word in POISONS:
        write_pill(tmp_path, word, word)
    for number in range(GOOD):
        write_pill(tmp_path, f"{number:02}", f"好{number}")
    return tmp_path


def test_what_kills_its_process_is_put_aside_and_what_raises_has_failed(site: Path) -> None:
    limits = ("--timeout", "3", "--max-memory", "300", "-j", "2", "--to", "txt")
    run = docpipe(site, "convert", "in", *limits, "--report", "r.json", "--from", "pills")
    assert (run.returncode, run.stderr.count("Traceback")) == (1, 0)
    entries = {
        Path(entry["source"]).name: entry for entry in json.loads((site / "r.json").read_text("utf-8"))
    }
    ends = {word: entries[f"{word}.pill"]["status"] for word in POISONS}
    assert ends == dict.fromkeys(POISONS, "quarantined") | {"recurse": "failed"}
    good = [entry["status"] for name, entry in entries.items() if name.removesuffix(".pill") not in POISONS]
    assert good == ["converted"] * GOOD
    again = docpipe(site, "convert", "in", *limits, "--from", "pills")
    assert "0 converted" in again.stdout
