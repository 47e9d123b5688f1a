"""Runs of characters → one `Line`: white space settled, noisy markup healed, the look of the whole taken."""

import re
from typing import Any, NamedTuple

import msgspec

from docpipe.model import NOWHERE, Alignment, Inline, Link, Position, Text
from docpipe.readers.decode import drop_unprintable
from docpipe.readers.look import Look as RunLook
from docpipe.readers.places import Places
from docpipe.source import Line, Look

# Invisible, and put there by editors: the mark of a cursor, of a broken word, of nothing.
_INVISIBLE = re.compile("[\ufeff\u200b\u2060]")
_BROKEN_LINE = re.compile(r"[ \t\xa0]*[\r\n]+[ \t\r\n\xa0]*")
_EAST_ASIAN = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2014\u2026\U00020000-\U0003ffff]"
)
_SPACES = " \t\u3000"


class Run(NamedTuple):
    """Characters of one look; `preceding` visible characters of the page stand before them."""

    text: str
    look: RunLook
    preceding: int


class Setting(msgspec.Struct, frozen=True):
    """What surrounds a line: alignment, indent, rank, whether it is bare, what stood before it."""

    align: Alignment = "start"
    indent: int = 0
    rank: int | None = None
    bare: bool = False
    gap_before: bool = False
    blank_before: bool = False


def build_line(runs: list[Run], setting: Setting, places: Places | None) -> tuple[Line | None, int]:
    """The line that `runs` make, and how many characters were dropped; None where nothing is visible."""
    cleaned: list[Run] = []
    dropped = 0
    for run in _join_broken_lines(runs):
        text, count = drop_unprintable(_INVISIBLE.sub("", run.text).replace("\xa0", " "))
        dropped += count
        if text:
            cleaned.append(run._replace(text=text))
    lead, body = _strip(cleaned)
    if not body:
        return None, dropped
    body = _heal(body)
    found = _find_places(body, places)
    look = Look(
        bold=all(run.look.bold for run in body if run.text.strip()),
        colour=_common([run.look.colour for run in body if run.text.strip()]),
        size=_common([run.look.size for run in body if run.text.strip()]),
        align=setting.align,
        bare=setting.bare,
        gap_before=setting.gap_before,
        blank_before=setting.blank_before,
        rank=setting.rank,
        lead_space=lead,
        indent=setting.indent,
    )
    return Line(inlines=_build_inlines(body), look=look, position=found[0][1], places=found), dropped


def _join_broken_lines(runs: list[Run]) -> list[Run]:
    """`runs` with every line end of the source gone: nothing beside a Chinese character, else a space.

    A tool that indents a page breaks its lines wherever a tag stands, and Chinese needs no space there.
    """
    if not any("\n" in run.text or "\r" in run.text for run in runs):
        return runs
    joined: list[Run] = []
    before = ""
    for run, following in zip(runs, _following(runs), strict=True):
        result, *pieces = _BROKEN_LINE.sub("\n", run.text).split("\n")
        for index, piece in enumerate(pieces):
            written = before + result
            right = next(filter(None, pieces[index:]), following).lstrip()[:1]
            result += ("" if _is_tight(written, right) else " ") + piece
        before = (before + result)[-8:]
        joined.append(run._replace(text=result))
    return joined


def _following(runs: list[Run]) -> list[str]:
    """For every run the first visible character after it, "" where there is none."""
    following: list[str] = []
    first = ""
    for run in reversed(runs):
        following.append(first)
        first = run.text.lstrip()[:1] or first
    return following[::-1]


def _is_tight(written: str, right: str) -> bool:
    left = written[-1:]
    if not left or not right or left.isspace():
        return True
    return bool(_EAST_ASIAN.match(left) or _EAST_ASIAN.match(right))


def _strip(runs: list[Run]) -> tuple[int, list[Run]]:
    """The width of the leading white space in characters, and `runs` without outer white space."""
    lead = 0
    body = list(runs)
    while body:
        stripped = body[0].text.lstrip(_SPACES)
        lead += len(body[0].text) - len(stripped)
        if stripped:
            body[0] = body[0]._replace(text=stripped)
            break
        body.pop(0)
    while body:
        stripped = body[-1].text.rstrip(_SPACES)
        if stripped:
            body[-1] = body[-1]._replace(text=stripped)
            break
        body.pop()
    return lead, body


def _heal(runs: list[Run]) -> list[Run]:
    """`runs` with a white-space run in the look of the one before, and equal neighbours joined."""
    healed: list[Run] = []
    for run in runs:
        # A change of size alone is noise: it cuts numbers in two and means nothing in print.
        look = healed[-1].look if healed and not run.text.strip() else run.look
        if healed and healed[-1].look._replace(size=None) == look._replace(size=None):
            common = look if healed[-1].look.size == look.size else look._replace(size=None)
            healed[-1] = healed[-1]._replace(text=healed[-1].text + run.text, look=common)
        else:
            healed.append(run._replace(look=look))
    return healed


def _find_places(runs: list[Run], places: Places | None) -> tuple[tuple[int, Position], ...]:
    found: list[tuple[int, Position]] = []
    index = 0
    for run in runs:
        lead = len(run.text) - len(run.text.lstrip())
        found.append((index + lead, places.position(run.preceding) if places else NOWHERE))
        index += len(run.text)
    return tuple(found)


def _common(values: list[Any]) -> Any:
    return values[0] if values and all(value == values[0] for value in values) else None


def _build_inlines(runs: list[Run]) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for run in runs:
        look = run.look
        text = Text(
            run.text,
            bold=look.bold,
            italic=look.italic,
            underline=look.underline,
            strike=look.strike,
            superscript=look.superscript,
            subscript=look.subscript,
            colour=look.colour,
            background=look.background,
        )
        last = inlines[-1] if inlines else None
        if look.address is None:
            inlines.append(text)
        elif isinstance(last, Link) and last.address == look.address:
            inlines[-1] = Link(look.address, (*last.inlines, text))
        else:
            inlines.append(Link(look.address, (text,)))
    return tuple(inlines)
