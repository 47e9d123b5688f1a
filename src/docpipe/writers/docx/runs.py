"""Inlines → `w:r` and `w:hyperlink`, with the look that the theme gives the author's own."""

import re

from docpipe.diagnostics import Report
from docpipe.model import Citation, Inline, LineBreak, Link, Text
from docpipe.themes.schema import Style, Theme
from docpipe.walk import Inlines, plain_text
from docpipe.writers.docx.characters import has_ambiguous, has_han, strip_forbidden
from docpipe.writers.docx.formats import PLAIN, RunFormat, add_run_properties, lay_over
from docpipe.writers.docx.links import make_target
from docpipe.writers.docx.ooxml import Element, add, add_text
from docpipe.writers.docx.package import HYPERLINK, Relationships
from docpipe.writers.docx.styles import EMPHASIS, STRONG
from docpipe.writers.tone import BLACK, tint, tone

_BREAKS = re.compile(r"(\t|\r\n|[\n\r])")
# Inside a Latin word the apostrophe is Latin, whatever stands around the word.
_LATIN_APOSTROPHE = re.compile(r"([A-Za-z]+(?:[‘’][A-Za-z]+)+)")


class RunBuilder:
    """Builds the runs of one document; `report_dropped` says at the end what could not be written."""

    def __init__(self, theme: Theme, relationships: Relationships, report: Report) -> None:
        self._theme = theme
        self._relationships = relationships
        self._report = report
        self._dropped = 0

    def add_inlines(self, parent: Element, inlines: Inlines, style: Style) -> None:
        """The runs of `inlines` in a paragraph set in `style`."""
        _Line(self, parent, style, chinese=has_han(plain_text(inlines))).add(inlines)

    def add_heading(
        self, parent: Element, head: str, title: Inlines, style: Style, look: RunFormat = PLAIN
    ) -> None:
        """The runs of a heading, whose look is the theme's alone; its marker `head` may have its own colour.

        `look` goes on top of the paragraph's style.
        """
        line = _Line(self, parent, style, chinese=has_han(head + plain_text(title)), look=look)
        if head and style.marker_colour:
            line.add_text(head, look._replace(colour=style.marker_colour))
            line.add(title)
        else:
            line.add((Text(head), *title))

    def add_string(self, parent: Element, text: str) -> None:
        """The run of `text` in the look of its paragraph; a newline in it breaks the line."""
        clean = self.clean(text)
        if clean:
            chinese = has_han(clean)
            add_run(parent, clean, RunFormat(hint=chinese))

    def clean(self, text: str) -> str:
        """`text` without what XML forbids, which is counted."""
        clean, dropped = strip_forbidden(text)
        self._dropped += dropped
        return clean

    def report_dropped(self) -> None:
        """Note how many characters were dropped so far."""
        if self._dropped:
            self._report.add("dropped-characters", {"count": str(self._dropped)})

    def format(self, text: Text, style: Style) -> RunFormat:
        """The look of `text` in a paragraph set in `style`; the author's sizes are no part of the model."""
        coloured = self._theme.emphasis.colours
        colour = tone(text.colour) if text.colour and coloured else BLACK
        run = RunFormat(
            strike=text.strike,
            underline=text.underline,
            colour=None if colour == BLACK else colour,
            background=tint(text.background) if text.background and coloured else None,
            superscript=text.superscript,
            subscript=text.subscript,
        )
        if text.bold:
            return self._emphasise(run, style)
        if text.italic:
            # Chinese is never slanted; 楷体 is its italic (clreq 2.4).
            return run._replace(style=EMPHASIS) if has_han(text.text) else run._replace(italic=True)
        return run

    def _emphasise(self, run: RunFormat, style: Style) -> RunFormat:
        emphasis = self._theme.emphasis
        if style.face == emphasis.face and (style.bold or not emphasis.bold):
            return run
        if style.bold:
            # Bold of a character style would switch off that of the paragraph's (ECMA-376 17.7.3).
            return run._replace(face=self._theme.faces.face(emphasis.face))
        return run._replace(style=STRONG)

    def link(self, link: Link) -> str | None:
        """The id of the relationship that `link` needs; None, and a note, where it may not be one."""
        target = make_target(link.address)
        if target is None:
            self._report.add("dropped-link", {"address": link.address}, text=plain_text(link.inlines))
            return None
        return self._relationships.relate(HYPERLINK, target, external=True)


class _Line:
    """The inlines of one paragraph. Neighbours of one look become one run."""

    def __init__(
        self, builder: RunBuilder, parent: Element, style: Style, *, chinese: bool, look: RunFormat = PLAIN
    ) -> None:
        self._builder = builder
        self._parent = parent
        self._style = style
        self._chinese = chinese
        self._look = look
        self._pieces: list[str] = []
        self._format = PLAIN
        self._begun = False

    def add(self, inlines: Inlines) -> None:
        self._add_all(inlines)
        self._flush()

    def add_text(self, text: str, run: RunFormat) -> None:
        # Space before the first character is an indent made by hand; indents are the style's business.
        text = text if self._begun else text.lstrip()
        if not text:
            return
        self._begun = True
        if run != self._format:
            self._flush()
            self._format = run
        self._pieces.append(text)

    def _add_all(self, inlines: Inlines) -> None:
        for inline in inlines:
            self._add_inline(inline)

    def _add_inline(self, inline: Inline) -> None:
        match inline:
            case Text():
                look = self._builder.format(inline, self._style)
                self.add_text(self._builder.clean(inline.text), lay_over(look, self._look))
            case Link():
                self._add_link(inline)
            case Citation():
                self._add_all(inline.inlines)
            case LineBreak():
                self._begun = True
                self._pieces.append("\n")

    def _add_link(self, link: Link) -> None:
        identifier = None
        if self._parent.tag.endswith("}p"):  # a link inside a link is text
            identifier = self._builder.link(link)
        if identifier is None:
            self._add_all(link.inlines)
            return
        self._flush()
        outer, self._parent = (
            self._parent,
            add(self._parent, "w:hyperlink", {"r:id": identifier, "w:history": 1}),
        )
        self._add_all(link.inlines)
        self._flush()
        self._parent = outer

    def _flush(self) -> None:
        for text, latin in _split_latin("".join(self._pieces)):
            hint = not latin and (has_han(text) or (self._chinese and has_ambiguous(text)))
            add_run(self._parent, text, self._format._replace(hint=hint))
        self._pieces = []
        self._format = PLAIN


def add_run(parent: Element, text: str, run: RunFormat) -> None:
    """One run of `text`, which must be legal in XML: tabs and line ends become elements."""
    element = add(parent, "w:r")
    add_run_properties(element, run)
    for piece in _BREAKS.split(text):
        if piece == "\t":
            add(element, "w:tab")
        elif piece in ("\n", "\r", "\r\n"):
            add(element, "w:br")
        elif piece:
            add_text(element, "w:t", piece, {"xml:space": "preserve"})


def _split_latin(text: str) -> list[tuple[str, bool]]:
    """`text` in pieces, and of each whether it is a Latin word with an apostrophe."""
    pieces = enumerate(_LATIN_APOSTROPHE.split(text))
    return [(piece, number % 2 == 1) for number, piece in pieces if piece]
