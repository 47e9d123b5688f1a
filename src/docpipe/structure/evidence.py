"""The rows of a case → its facts, each value with its place in the source."""

import re
from collections.abc import Sequence

from docpipe.model import Facts, Sanction, Value
from docpipe.structure.contained import contained_texts
from docpipe.structure.facts import Spot, find_facts
from docpipe.structure.letter import DATE_LINE
from docpipe.structure.rows import Row
from docpipe.structure.sources import find_common_source

_CLOSING_BRACKET = re.compile(r"\(([^()]{2,60})\)$")
_SPEAKS_FOR_ALL = re.compile("以上|上述|本文|文中|本期|本组|均|案例")
# A bracket at the end of a case speaks for all only where it says so.
_OF_ALL = re.compile("(?:以上|上述|本组)|[两二三四五六七八几\\d][个起则例]|.{0,6}均")


def collect_facts(rows: Sequence[Row]) -> Facts:
    """The facts that the rows of a case tell; its heading, if it has one, is the first of them."""
    heading = rows[0].text if rows[0].level else None
    # A heading that is a date says what the text does not say again.
    told = [row for row in rows if not row.level or row.part or DATE_LINE.match(row.folded)]
    lines = [
        (row, text) for row in told for text in ([row.text] if row.is_line else contained_texts(row.block))
    ]
    found = find_facts([text for _, text in lines], heading)

    def value(spot: Spot) -> Value:
        row, text = lines[spot.line]
        return Value(text=text[spot.start : spot.end], position=row.place(spot.start))

    def sanction(name: str, spot: Spot) -> Sanction:
        written = value(spot)
        return Sanction(name=name, text=written.text, position=written.position)

    return Facts(
        people=tuple(map(value, found.people)),
        dates=tuple(map(value, found.dates)),
        amounts=tuple(map(value, found.amounts)),
        sanctions=tuple(sanction(name, spot) for name, spot in found.sanctions),
        other_outcomes=tuple(map(value, found.other_outcomes)),
        source=value(found.source) if found.source else None,
    )


def shared_sources(rows: Sequence[Row]) -> dict[int, Value]:
    """The source that one closing note gives for the cases before it, by the identity of each case's first row."""
    notes = {id(row): spot for row in rows if row.is_line and (spot := _closing_note(row))}
    shared: dict[int, Value] = {}
    waiting: list[Row] = []
    for row in rows:
        if row.unit == "case":
            waiting.append(row)
        spot = notes.get(id(row))
        # A plain 来源 line speaks for all only where it is the one such line of the article.
        if spot is not None and waiting and (len(notes) == 1 or _SPEAKS_FOR_ALL.search(row.folded)):
            value = Value(text=row.text[spot.start : spot.end], position=row.place(spot.start))
            shared |= {id(case): value for case in waiting}
            waiting = []
    return shared


def _closing_note(row: Row) -> Spot | None:
    """The source that a line gives for several cases, the line itself being the note or ending in it, bracketed."""
    bracket = _CLOSING_BRACKET.search(row.folded)
    if bracket is None or bracket.start() == 0:
        return find_common_source(row.text)
    if not _OF_ALL.match(bracket[1]):
        return None
    spot = find_common_source(row.text[bracket.start(1) : bracket.end(1)])
    return spot and spot._replace(start=spot.start + bracket.start(1), end=spot.end + bracket.start(1))
