"""The rows of a case → its facts, each value with its place in the source."""

from collections.abc import Sequence

from docpipe.model import Facts, Sanction, Value
from docpipe.structure.contained import contained_texts
from docpipe.structure.facts import Spot, find_facts
from docpipe.structure.rows import Row


def collect_facts(rows: Sequence[Row]) -> Facts:
    """The facts that the rows of a case tell; its heading, if it has one, is the first of them."""
    heading = rows[0].text if rows[0].level else None
    told = [row for row in rows if not row.level or row.part]
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
