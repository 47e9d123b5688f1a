"""All readers look at a source, the surest one reads it, and a doubt is said."""

import pytest

from docpipe.contest import choose_reader, note_doubts
from docpipe.convert import read
from docpipe.diagnostics import Report
from docpipe.errors import NoArticleError, UnknownNameError
from docpipe.readers.decode import decode
from fakes import FakeReader
from registered import Registered

RAW = decode("a.txt", "标题\n正文".encode())


def doubts(name: str | None = None) -> list[tuple[str, str]]:
    report = Report()
    note_doubts(choose_reader(RAW, name), report)
    return [(found.code, found.values.get("rival", "")) for found in report.diagnostics]


def enter(registered: Registered, **confidences: int) -> None:
    registered.reader.clear()
    for name, confidence in confidences.items():
        registered.add_reader(FakeReader(name, confidence))


def test_the_surest_reader_wins_and_all_bids_are_told(registered: Registered) -> None:
    enter(registered, one=30, two=90)
    choice = choose_reader(RAW)
    assert choice.reader.name == "two"
    assert [(bid.name, bid.detection.confidence) for bid in choice.bids] == [("two", 90), ("one", 30)]
    assert doubts() == []


def test_a_reader_that_is_not_sure_is_a_diagnostic(registered: Registered) -> None:
    enter(registered, one=30, two=5)
    assert doubts() == [("weak-detection", "")]


def test_a_rival_that_is_nearly_as_sure_is_a_diagnostic(registered: Registered) -> None:
    enter(registered, one=85, two=90)
    assert doubts() == [("close-detection", "one")]


def test_whoever_names_the_reader_is_not_asked_again(registered: Registered) -> None:
    enter(registered, one=5, two=90)
    assert choose_reader(RAW, "one").reader.name == "one"
    assert doubts("one") == []


def test_nobody_sure_is_an_error_that_says_what_each_said(registered: Registered) -> None:
    enter(registered, one=5, two=0)
    with pytest.raises(NoArticleError, match="one: has lines; two: has lines"):
        choose_reader(RAW)


def test_an_unknown_name_is_an_error(registered: Registered) -> None:
    enter(registered, one=5)
    with pytest.raises(UnknownNameError):
        choose_reader(RAW, "three")


def test_doubts_stand_before_what_the_reader_found() -> None:
    text = "标题\n\n作者\n\n第一段有一句话,很长很长。\n\n第二段也有一句话。\n"
    codes = [found.code for found in read(text.encode("gb18030")).diagnostics]
    assert codes[:2] == ["guessed-encoding", "weak-detection"]
