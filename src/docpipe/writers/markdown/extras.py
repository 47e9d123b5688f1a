"""The extras in Markdown: what has a page of its own in print stands under a heading or between rules."""

from docpipe.diagnostics import Report
from docpipe.model import Text
from docpipe.writers.extras.shapes import Cover, Entry, Supplement
from docpipe.writers.markdown.inlines import build_paragraph
from docpipe.writers.markdown.table import build_table

DIVIDER = "* * *"
"""Not ---, which would begin front matter at the top and make a heading of a line above it."""


def build_cover(cover: Cover, report: Report) -> list[list[str]]:
    """Title, byline and date between two rules."""
    title = build_paragraph((Text(cover.title, bold=True),), report)
    return [[DIVIDER], title, *(build_paragraph((Text(line),), report) for line in cover.lines), [DIVIDER]]


def build_contents(entries: tuple[Entry, ...], report: Report) -> list[list[str]]:
    """The headings as a list, nested by level; without links, since every reader names their places otherwise."""
    lines = []
    depth = 0
    for entry in entries:
        # A heading two levels deeper than the one before stands one level deeper: lists skip none.
        depth = min(entry.level, depth + 1)
        text = " ".join(build_paragraph((Text(entry.text),), report))
        lines.append(f"{'  ' * (depth - 1)}- {text}")
    return [["## 目录"], lines]


def build_supplement(supplement: Supplement, report: Report) -> list[list[str]]:
    """The title as a heading, the lines about it, and the table."""
    lead = [build_paragraph((Text(line),), report) for line in supplement.lead]
    return [[f"## {supplement.title}"], *lead, build_table(supplement.table, lambda _: [], report)]
