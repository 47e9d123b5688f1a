"""Bookmarks: names for places in the text, which contents point to."""

from collections.abc import Iterator
from contextlib import contextmanager

from docpipe.writers.docx.ooxml import Element, add
from docpipe.writers.extras.contents import name_heading


class Bookmarks:
    """The bookmarks of one document; headings are marked only while `wanted`."""

    def __init__(self) -> None:
        self.wanted = False
        self._headings = 0
        self._count = 0

    @contextmanager
    def mark_heading(self, paragraph: Element) -> Iterator[None]:
        """Mark what is added to `paragraph` as the next heading of the article."""
        if not self.wanted:
            yield
            return
        self._headings += 1
        with self.mark(paragraph, name_heading(self._headings)):
            yield

    @contextmanager
    def mark(self, paragraph: Element, anchor: str) -> Iterator[None]:
        """Mark what is added to `paragraph` as the place `anchor`."""
        identifier = self._count
        self._count += 1
        add(paragraph, "w:bookmarkStart", {"w:id": identifier, "w:name": name_bookmark(anchor)})
        yield
        add(paragraph, "w:bookmarkEnd", {"w:id": identifier})


def name_bookmark(anchor: str) -> str:
    """`anchor` as Word names what its contents point to: hidden from its list, letters and digits only."""
    return "_Toc_" + anchor.replace("-", "_")
