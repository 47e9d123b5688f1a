"""Series: headings that are siblings of one kind, and how many of a series tell for all."""

from collections.abc import Sequence

from docpipe.structure.rows import Row

SERIES_SHARE = 0.6
"""Where so many members of a series have the evidence, the rest are taken for the same.

Calibrated on the gold corpus, where a series of five may have two members that tell little.
"""


def heading_series(rows: Sequence[Row]) -> list[list[int]]:
    """The indexes of headings that are siblings of one kind, series by series."""
    series: dict[tuple[int, int, str], list[int]] = {}
    ordered: list[list[int]] = []
    parents: list[int] = []
    for at, row in enumerate(rows):
        if not row.level:
            continue
        del parents[row.level - 1 :]
        parent = parents[-1] if parents else -1
        parents.append(at)
        scheme = row.marker.scheme if row.marker else f"{row.look.bold}{row.look.colour}{row.look.bare}"
        run = series.get((parent, row.level, scheme))
        if run is None or _restarts(rows[run[-1]], row):
            run = series[parent, row.level, scheme] = []
            ordered.append(run)
        run.append(at)
    return ordered


def _restarts(before: Row, row: Row) -> bool:
    """Whether the numbering begins anew at `row`."""
    first, second = (other.marker.value if other.marker else None for other in (before, row))
    return first is not None and second is not None and second <= first
