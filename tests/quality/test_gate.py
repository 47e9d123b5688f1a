"""The quality gate: no score falls below its floor, and no corpus changes without saying so."""

import json
from pathlib import Path
from typing import Any

import pytest
from score import Score, digest_folder, fold, score_folder

from exports import SHARED_SEED

CORPUS = Path(__file__).parents[1] / "corpus"
PINNED: dict[str, Any] = json.loads((CORPUS / "floors.json").read_text("utf-8"))
FOLDERS = sorted(folder.name for folder in CORPUS.iterdir() if folder.is_dir())


def test_every_folder_is_pinned() -> None:
    assert sorted(PINNED) == FOLDERS


@pytest.mark.parametrize("name", FOLDERS)
def test_a_corpus_is_the_one_that_was_pinned(name: str) -> None:
    assert digest_folder(CORPUS / name) == PINNED[name]["digest"], (
        "run tests/quality/pin.py and say so in the commit"
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_no_score_is_below_its_floor(name: str) -> None:
    scores = score_folder(CORPUS / name)
    below = {
        kind: scores[kind].f1 for kind, floor in PINNED[name]["floors"].items() if scores[kind].f1 < floor
    }
    assert below == {}


def test_a_score_is_one_where_there_was_nothing_to_find() -> None:
    assert Score(0, 0, 0).f1 == 1.0


def test_a_score_counts_what_is_missed_and_what_is_too_much() -> None:
    assert Score(labelled=3, understood=5, same=2).f1 == 0.5


def test_width_space_and_end_marks_do_not_count() -> None:
    assert fold(" １． 不 迟到。") == fold("1.不迟到")


@pytest.mark.skipif(
    not SHARED_SEED.exists(), reason="the reference article lies in ../shared, which is not here"
)
def test_the_reference_article_is_understood_whole() -> None:
    assert {kind: score.f1 for kind, score in score_folder(SHARED_SEED).items() if score.f1 < 1} == {}
