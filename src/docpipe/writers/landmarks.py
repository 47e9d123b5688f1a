"""What the pages before and after a book's articles point to: its cases and citations, in their order."""

from docpipe.model import Case, Citation


class Landmarks:
    """Gives every case and every citation of a book a name, as the markup is built."""

    def __init__(self) -> None:
        self.chapter = 0
        """The number of the article that is being built."""
        self.cases: list[tuple[str, int, Case]] = []
        """The name of each case, the number of its article, and itself; citations likewise."""
        self.citations: list[tuple[str, Citation]] = []

    def mark_case(self, case: Case) -> str:
        """The name of `case`, an identifier in HTML."""
        name = f"case{len(self.cases) + 1}"
        self.cases.append((name, self.chapter, case))
        return name

    def mark_citation(self, citation: Citation) -> str:
        """The name of `citation`, an identifier in HTML."""
        name = f"cited{len(self.citations) + 1}"
        self.citations.append((name, citation))
        return name
