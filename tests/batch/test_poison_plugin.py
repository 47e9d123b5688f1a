"""A plug-in in a distribution of its own whose reader kills, hangs and swells: the command comes through."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

READER = """
import ctypes, os
from docpipe.errors import Message, NoArticleError
from docpipe.model import Article, Meta, Paragraph, Text
from docpipe.source import Detection

def leave(): os._exit(0)
def hang():
    while True: pass
def swell():
    held = [bytearray(b"x" * 2**20) for _ in range(2**20)]
def run_out(): raise MemoryError
def fault(): ctypes.string_at(0)
def recurse(): recurse()

POISONS = {each.__name__: each for each in (leave, hang, swell, run_out, fault, recurse)}

class Reader:
    name = "pills"
    suffixes = (".pill",)

    def detect(self, raw):
        return Detection(confidence=99 if raw.name.endswith(".pill") else 0, reason_zh="", reason_en="")

    def read(self, raw):
        word = raw.text.split()[0]
        POISONS.get(word, lambda: None)()
        return Article(meta=Meta(title=word), body=(Paragraph((Text(raw.text),)),))

PILLS = Reader()
"""
POISONS = ("leave", "hang", "swell", "run_out", "fault", "recurse")
GOOD = 20


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the distribution, and pills in it."""
    (tmp_path / "pills.py").write_text(READER, "utf-8")
    metadata = tmp_path / "docpipe_pills-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: docpipe-pills\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[docpipe.readers]\npills = pills:PILLS\n", "utf-8")
    (tmp_path / "in").mkdir()
    for word in POISONS:
        (tmp_path / "in" / f"{word}.pill").write_text(f"{word} 药", "utf-8")
    for number in range(GOOD):
        (tmp_path / "in" / f"{number:02}.pill").write_text(f"好{number} 药", "utf-8")
    return tmp_path


def docpipe(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from docpipe.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(site), "LC_ALL": "C"}
    return subprocess.run(
        command, cwd=site, env=environment, capture_output=True, encoding="utf-8", check=False
    )


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
