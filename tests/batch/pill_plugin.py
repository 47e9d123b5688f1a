"""A reader in a distribution of its own, for processes that know nothing of the test: a pill does what its word says."""

import os
import subprocess
import sys
from pathlib import Path

READER = """
import ctypes, os, signal
from docpipe.errors import NOTHING, Message, NoArticleError
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
def broken(): raise NoArticleError(Message("没有", "none"), NOTHING)
def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    os._exit(0)

POISONS = {each.__name__: each for each in (leave, hang, swell, run_out, fault, recurse, broken, kill_parent)}

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


def install(folder: Path) -> None:
    """Lay the distribution out in `folder`, and an empty folder `in` for pills."""
    (folder / "pills.py").write_text(READER, "utf-8")
    metadata = folder / "docpipe_pills-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: docpipe-pills\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[docpipe.readers]\npills = pills:PILLS\n", "utf-8")
    (folder / "in").mkdir()


def write_pill(folder: Path, name: str, word: str) -> None:
    """A pill called `name`, whose first word is `word`."""
    (folder / "in" / f"{name}.pill").write_text(f"{word} 药", "utf-8")


def docpipe(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, run in `folder` with the distribution at hand."""
    command = [sys.executable, "-c", "from docpipe.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(folder), "LC_ALL": "C"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=540
    )
