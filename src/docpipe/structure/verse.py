"""Runs of short, even lines that are verse, whose breaks are the author's."""

from collections.abc import Sequence

from docpipe.structure.rows import Row

# Calibrated on corpus letters 035 and c06; three lines could be a list, four of one measure are not.
_FEWEST_LINES = 4
_LINE_LENGTH = range(4, 17)


def mark_verse(rows: Sequence[Row]) -> None:
    """Set `verse` on the lines of every run of verse."""
    run: list[Row] = []
    for row in rows:
        if _may_be_verse(row):
            run.append(row)
            continue
        _settle(run)
        run = []
    _settle(run)


def _may_be_verse(row: Row) -> bool:
    text = row.folded.strip()
    return (
        row.is_body
        and row.marker is None
        and row.unit is None
        and len(text) in _LINE_LENGTH
        and ":" not in text
    )


def _settle(run: Sequence[Row]) -> None:
    lengths = {len(row.folded.rstrip(",。;!?、")) for row in run}
    pointed = sum(row.folded[-1] in ",。;!?" for row in run)
    if len(run) >= _FEWEST_LINES and len(lengths) <= 2 and pointed * 2 >= len(run):
        for row in run:
            row.verse = True
