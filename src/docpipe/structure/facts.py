"""The facts of a case: plain lines in, spans out."""

from collections.abc import Sequence
from typing import NamedTuple

from docpipe.structure.amounts import find_amounts
from docpipe.structure.dates import find_dates
from docpipe.structure.outcomes import find_outcomes
from docpipe.structure.people import find_people
from docpipe.structure.sanctions import find_sanctions, named_sanctions
from docpipe.structure.sources import find_source
from docpipe.structure.spots import Page, Spot, read_line

__all__ = ["FoundFacts", "Spot", "find_facts"]


class FoundFacts(NamedTuple):
    """Where a case says what, each value once, in order of appearance.

    `sanctions` pairs each standard name with the place that first imposes it. `other_outcomes` are
    what fits no standard name.
    """

    people: tuple[Spot, ...]
    dates: tuple[Spot, ...]
    amounts: tuple[Spot, ...]
    sanctions: tuple[tuple[str, Spot], ...]
    other_outcomes: tuple[Spot, ...]
    source: Spot | None


def find_facts(lines: Sequence[str], heading: str | None = None) -> FoundFacts:
    """The facts that the paragraphs of one case tell, without its commentary.

    `heading` is its title where it has one: it bears witness to names, and gives no values of its
    own, for what it says the text says again.
    """
    read = Page(tuple(map(read_line, lines)))
    source = find_source(read)
    page = _without_source(read, source)
    sanctions = find_sanctions(page)
    unnamed = [(each.line, each.start, each.end) for each in sanctions if each.name is None]
    return FoundFacts(
        people=find_people(page, heading or ""),
        dates=find_dates(page),
        amounts=find_amounts(page),
        sanctions=named_sanctions(sanctions, page),
        other_outcomes=page.written([*unnamed, *find_outcomes(page)]),
        source=read.readings[source[0]].spot(*source) if source else None,
    )


def _without_source(page: Page, source: tuple[int, int, int] | None) -> Page:
    if source is None:
        return page
    line, *span = source
    readings = list(page.readings)
    readings[line] = readings[line].mask([(span[0], span[1])])
    return Page(tuple(readings))
