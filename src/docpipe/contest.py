"""Which reader takes a source: all of them look at it, and the surest one reads it."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.errors import Message, NoArticleError, own_errors
from docpipe.readers.lean import cut_images
from docpipe.registry import Reader, load_reader, reader_names
from docpipe.source import Detection, RawSource

UNSURE = 10
"""A reader less confident than this has not recognised a source. Plain text scores 20."""

WEAK = 50
"""A reader less confident than this took a source for want of a better one."""

CLOSE = 10
"""Readers that are this close to the surest one might have been right as well."""


class Bid(NamedTuple):
    """What the reader called `name` says of a source."""

    name: str
    detection: Detection


class Choice(NamedTuple):
    """The reader that takes a source, and why.

    `detection` is None where the user named the reader; `bids` are those of all readers then asked,
    the surest first.
    """

    reader: Reader
    detection: Detection | None = None
    bids: tuple[Bid, ...] = ()


def choose_reader(raw: RawSource, name: str | None = None) -> Choice:
    """The reader called `name`, or else the one that is surest that `raw` is its own.

    Raises NoArticleError, with what every reader said, where none is sure enough or two are
    equally sure; UnknownNameError for an unknown name.
    """
    if name is not None:
        return Choice(load_reader(name))
    lean = raw if raw.text is None else replace(raw, text=cut_images(raw.text))
    bids = sorted((_ask(known, lean) for known in reader_names()), key=lambda bid: -bid.detection.confidence)
    best = bids[0].detection.confidence if bids else 0
    surest = [bid for bid in bids if bid.detection.confidence == best]
    if best < UNSURE:
        raise _undecided(Message("没有读取器认得它", "no reader recognises it"), bids, raw.name)
    if len(surest) > 1:
        problem = Message("几个读取器都认为是自己的", "several readers are equally sure of it")
        raise _undecided(problem, surest, raw.name)
    return Choice(load_reader(bids[0].name), bids[0].detection, tuple(bids))


def note_doubts(choice: Choice, report: Report) -> None:
    """Note in `report` where the reader that was chosen is not sure, or another nearly as sure."""
    if choice.detection is None:
        return
    values = {
        "reader": choice.reader.name,
        "reason_zh": choice.detection.reason_zh,
        "reason_en": choice.detection.reason_en,
    }
    if choice.detection.confidence < WEAK:
        report.add("weak-detection", values)
    for bid in choice.bids[1:]:
        if UNSURE <= bid.detection.confidence >= choice.detection.confidence - CLOSE:
            report.add(
                "close-detection",
                {
                    "reader": choice.reader.name,
                    "rival": bid.name,
                    "reason_zh": bid.detection.reason_zh,
                    "reason_en": bid.detection.reason_en,
                },
            )


def _ask(name: str, raw: RawSource) -> Bid:
    with own_errors(Message(f"读取器 {name}", f"reader {name}"), raw.name):
        return Bid(name, load_reader(name).detect(raw))


def _undecided(problem: Message, bids: Sequence[Bid], subject: str) -> NoArticleError:
    reasons = Message(
        "；".join(f"{name}：{detection.reason_zh}" for name, detection in bids),
        "; ".join(f"{name}: {detection.reason_en}" for name, detection in bids),
    )
    mend = Message("可用 --from 指定读取器", "--from names the reader to use")
    return NoArticleError(
        Message(f"{problem.zh}（{reasons.zh}）", f"{problem.en} ({reasons.en})"), mend, subject
    )
