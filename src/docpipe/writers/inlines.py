"""Inlines → HTML, one paragraph or heading at a time, with the invisible hints where its line may break."""

import re

from msgspec.structs import replace

from docpipe.model import Citation, Inline, LineBreak, Link, Text
from docpipe.themes.schema import FontRole, Style, Theme
from docpipe.walk import Inlines, plain_text
from docpipe.writers.balance import fit_size, split_display_lines
from docpipe.writers.breaks import build_break_hints
from docpipe.writers.escape import escape
from docpipe.writers.landmarks import Landmarks
from docpipe.writers.squeeze import find_halved_marks
from docpipe.writers.tone import BLACK, tint, tone

_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\]+", re.IGNORECASE)
_MARKS = re.compile(r"[“”‘’—…·]+")


class LineMarkup:
    """One paragraph's or heading's inlines; `_at` is where the next text stands in their plain text.

    `for_paper` asks for what browsers do by themselves: breaks beside quotes, and half-width marks.
    `begins_flush`: the line begins at the edge of the text, without an indent.
    """

    def __init__(
        self,
        theme: Theme,
        inlines: Inlines,
        *,
        for_paper: bool,
        begins_flush: bool = False,
        landmarks: Landmarks | None = None,
    ) -> None:
        self._theme = theme
        self._landmarks = landmarks
        text = plain_text(inlines) if for_paper else ""
        self._hints = build_break_hints(text)
        self._halved = find_halved_marks(text, begins_flush=begins_flush and for_paper)
        self._places = sorted(self._hints.keys() | self._halved)
        self._at = 0
        self._passed = 0

    def build(self, inlines: Inlines, face: FontRole) -> str:
        """HTML of the next `inlines` of the line, set in `face`."""
        return "".join(self._inline(inline, face) for inline in inlines)

    def _inline(self, inline: Inline, face: FontRole) -> str:
        match inline:
            case Text():
                return self._text(inline, face)
            case Link():
                content = self.build(inline.inlines, face)
                if not _LINK.fullmatch(inline.address):
                    return content
                return f'<a href="{escape(inline.address)}">{content}</a>'
            case Citation():
                name = self._landmarks.mark_citation(inline) if self._landmarks else ""
                cited = self.build(inline.inlines, face)
                return f'<span id="{name}">{cited}</span>' if name else cited
            case LineBreak():
                self._at += 1
                return "<br>"

    def _text(self, text: Text, face: FontRole) -> str:
        if text.bold:
            face = self._theme.emphasis.face
        elif text.italic:
            face = "kai"
        wrapped = self._characters(text.text, face)
        for element, wanted in (
            ("strong", text.bold),
            ("em", text.italic),
            ("u", text.underline),
            ("s", text.strike),
            ("sup", text.superscript),
            ("sub", text.subscript),
        ):
            if wanted and wrapped:
                wrapped = f"<{element}>{wrapped}</{element}>"
        look = self._look(text)
        return f'<span style="{look}">{wrapped}</span>' if look and wrapped else wrapped

    def _characters(self, text: str, face: FontRole) -> str:
        pieces: list[str] = []
        offset, begin = self._at, 0
        self._at += len(text)
        while self._passed < len(self._places) and self._places[self._passed] < self._at:
            place = self._places[self._passed]
            end = place - offset
            pieces += [escape(text[begin:end]), self._hints.get(place, "")]
            begin = end
            if place in self._halved:
                pieces.append(f'<span class="half">{text[end]}</span>')
                begin += 1
            self._passed += 1
        pieces.append(escape(text[begin:]))
        characters = "".join(pieces)
        if not self._theme.faces.face(face).marks:
            return characters
        return _MARKS.sub(rf'<span class="marks-{face}">\g<0></span>', characters)

    def _look(self, text: Text) -> str:
        look: list[str] = []
        if not self._theme.emphasis.colours:
            return ""
        if text.colour and (toned := tone(text.colour)) != BLACK:
            look.append(f"color:{toned}")
        if text.background and (below := tint(text.background)):
            look.append(f"background:{below}")
        return ";".join(look)


def drop_look(inlines: Inlines) -> Inlines:
    """`inlines` without bold, size and colour: a heading's look is the theme's."""
    plain: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                plain.append(Text(inline.text, superscript=inline.superscript, subscript=inline.subscript))
            case Link():
                plain.append(Link(inline.address, drop_look(inline.inlines)))
            case Citation():
                plain.append(Citation(drop_look(inline.inlines), inline.references))
            case LineBreak():
                plain.append(inline)
    return tuple(plain)


def part_heading(head: str, title: Inlines, style: Style, capacity: float) -> list[Inlines]:
    """`title` in the theme's look; one too long for a line of `capacity` em in parts that each fill one well.

    `head`, its marker, stands before the first part.
    """
    plain = drop_look(title)
    match plain:
        # An indented heading is set like a paragraph: its second line begins at the margin.
        case (Text(text=text) as only,) if not style.first_line:
            lines = split_display_lines(head + text, capacity)
            if len(lines) > 1 and len(lines[0]) > len(head) and fit_size(lines, capacity) == 1:
                first = lines[0][len(head) :]
                return [(replace(only, text=part),) for part in (first, *lines[1:])]
    return [plain]
