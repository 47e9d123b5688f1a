"""Lines of plain text as they are set: margins that collapse, alignment, indents."""

from docpipe.model import Alignment
from docpipe.writers.balance import split_display_lines
from docpipe.writers.columns import measure
from docpipe.writers.linebreak import break_lines

WIDE_SPACE = "\u3000"


class Sheet:
    """A column of lines, `width` East Asian columns wide; 0 means that no line is broken.

    Indents and centring use ideographic spaces, so that they hold in an editor whose Latin
    characters are not half as wide as its Chinese ones.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []
        self._blank = 0

    def space(self, lines: int) -> None:
        """At least `lines` blank lines before what comes next; none at the top."""
        self._blank = max(self._blank, lines)

    def end_space(self) -> None:
        """No blank line before what comes next."""
        self._blank = 0

    def add(self, line: str) -> None:
        """One finished line; an empty one is ignored."""
        line = line.rstrip(" \t\u3000")
        if not line:
            return
        if self.lines:
            self.lines.extend([""] * self._blank)
        self._blank = 0
        self.lines.append(line)

    def set(self, text: str, align: Alignment = "start", first: int = 0) -> None:
        """`text`, whose line breaks hold, aligned; `first` columns of indent before the first line."""
        for number, line in enumerate(text.split("\n")):
            if align == "center":
                self._set_centred(line)
            elif align == "end":
                self._set_at_end(line)
            else:
                self._set_from_start(line, 0 if number else first)

    def inset(self, inner: "Sheet", prefix: str, first_prefix: str | None = None) -> None:
        """The lines of `inner`, each after `prefix`, the first after `first_prefix` where it is given."""
        for number, line in enumerate(inner.lines):
            lead = prefix if number or first_prefix is None else first_prefix
            if line:
                self.add(lead + line)
            else:
                self.space(1)

    def _set_from_start(self, line: str, first: int) -> None:
        room = max(self.width - first, 2) if self.width else 0
        lead = WIDE_SPACE * (first // 2)
        for number, part in enumerate(break_lines(line.strip(), self.width, room)):
            self.add(part if number else lead + part)

    def _set_at_end(self, line: str) -> None:
        for part in break_lines(line.strip(), self.width):
            self.add(pad(self.width - measure(part)) + part)

    def _set_centred(self, line: str) -> None:
        line = line.strip()
        groups = split_display_lines(line, self.width / 2) if self.width else (line,)
        for group in groups:
            for part in break_lines(group.strip(), self.width):
                self.add(pad((self.width - measure(part)) // 2) + part)


def pad(columns: int) -> str:
    """White space of `columns` columns; nothing where that is 0 or less."""
    columns = max(columns, 0)
    return WIDE_SPACE * (columns // 2) + " " * (columns % 2)
