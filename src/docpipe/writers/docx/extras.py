"""Cover, contents and supplements in DOCX, each in a section of its own."""

from collections.abc import Mapping

from msgspec.structs import replace

from docpipe.themes.schema import Style, Theme
from docpipe.writers.balance import measure_text_width, split_display_lines
from docpipe.writers.docx.body import BodyBuilder
from docpipe.writers.docx.contents import add_contents
from docpipe.writers.docx.formats import Border, ParagraphFormat, Side, add_paragraph_properties
from docpipe.writers.docx.furniture import SectionKind, Sections
from docpipe.writers.docx.ooxml import Element, add, points_of, qualify
from docpipe.writers.docx.runs import add_run
from docpipe.writers.docx.styles import NORMAL, Stylesheet, heading, override
from docpipe.writers.docx.supplement import add_card, add_supplement_table
from docpipe.writers.extras.css import COVER_TITLE_AT, choose_accent
from docpipe.writers.extras.markup import CONTENTS, COVER_SCALE
from docpipe.writers.extras.shapes import Cover, Entry, Supplement

_TITLE_SCALE = 0.8
"""Of the title's size: that of the title of contents and supplements."""
_FOOT = 12.0
"""Millimetres between what stands at the foot of a cover and the end of the text's height."""


class ExtrasBuilder:
    """Builds the extras around the body of one document."""

    def __init__(
        self, builder: BodyBuilder, sections: Sections, stylesheet: Stylesheet, theme: Theme
    ) -> None:
        self._builder = builder
        self._sections = sections
        self._stylesheet = stylesheet
        self._theme = theme
        self._accent = choose_accent(theme)

    def add_cover(self, body: Element, cover: Cover) -> None:
        """Title between two double lines, a little above the middle; byline and date at the foot."""
        theme = self._theme
        height = points_of(max(theme.page.height - theme.page.top - theme.page.bottom, 10))
        title, about = _scale(theme.styles.title, COVER_SCALE), _scale(theme.styles.byline, 1.15)
        lines = split_display_lines(cover.title, measure_text_width(theme.page) / title.size)
        above = height * COVER_TITLE_AT
        self._add_space(body, above)
        gap = theme.styles.body.pitch
        self._add_line(body, "\n".join(lines), title, borders=self._frame_title(gap))
        # One line more than there should be, in case the fonts are wider there.
        used = above + (len(lines) + 1) * title.pitch + 2 * gap + len(cover.lines) * about.pitch
        self._add_space(body, max(height - used - points_of(_FOOT), gap))
        for line in cover.lines:
            self._add_line(body, line, about)
        self.end_section(body, "cover")

    def add_contents(self, body: Element, entries: tuple[Entry, ...], pages: Mapping[str, int]) -> None:
        """The contents under their title."""
        self._add_line(body, CONTENTS, self._title)
        add_contents(body, entries, pages, self._theme)
        # LibreOffice takes the fields of the footer for the contents' where a section ends inside them.
        self._add_space(body, 1)
        self.end_section(body, "contents")

    def add_supplement(self, body: Element, supplement: Supplement) -> None:
        """The supplement with its title; that of a rule card stands in its frame."""
        if supplement.kind == "rule-card":
            self._add_head(add_card(body, supplement, self._theme, self._accent), supplement)
        else:
            self._add_head(body, supplement)
            add_supplement_table(body, supplement, self._theme)
        # Word wants a paragraph after a table; it must not run over to another page.
        self._add_space(body, 1)

    def end_section(self, body: Element, kind: SectionKind) -> None:
        """End a section of `kind` with the last paragraph of `body`."""
        last = body[-1] if len(body) else None
        if last is None or last.tag != qualify("w:p") or last.find(f".//{qualify('w:sectPr')}") is not None:
            last = self._start(body, ParagraphFormat(NORMAL, pitch=1))
        self._sections.end(last[0], kind)

    def _add_head(self, parent: Element, supplement: Supplement) -> None:
        """The title and the lines about the supplement."""
        self._add_supplement_title(parent, supplement)
        about = _scale(self._theme.styles.byline, 0.95)
        for line in supplement.lead:
            signing = supplement.kind == "sign-in-sheet"
            self._add_line(parent, line, replace(about, align="start" if signing else "center", after=4))

    # ── lines ────────────────────────────────────────────────────────────────────────────────

    @property
    def _title(self) -> Style:
        title = _scale(self._theme.styles.title, _TITLE_SCALE)
        return replace(title, before=0, after=self._theme.styles.body.pitch * 0.7, rule_below=None)

    def _add_supplement_title(self, parent: Element, supplement: Supplement) -> None:
        """A heading of level 1 for Word's outline and contents, in the look of a title."""
        look = self._title
        if supplement.kind == "rule-card":
            look = replace(look, colour=self._accent)
        identifier = heading(1)
        described = self._stylesheet[identifier]
        paragraph, run = override(described.style, look, self._theme)
        hidden = tuple(Border(border.side, "#000000", 0, line="nil") for border in described.borders)
        element = self._start(parent, paragraph._replace(style=identifier, borders=hidden, left=0))
        with self._builder.bookmarks.mark(element, supplement.kind):
            add_run(element, self._builder.runs.clean(supplement.title), run._replace(hint=True))

    def _add_line(self, parent: Element, text: str, look: Style, borders: tuple[Border, ...] = ()) -> None:
        paragraph, run = override(self._stylesheet[NORMAL].style, look, self._theme)
        element = self._start(parent, paragraph._replace(style=NORMAL, borders=borders))
        add_run(element, self._builder.runs.clean(text), run._replace(hint=True))

    def _add_space(self, parent: Element, points: float) -> None:
        self._start(parent, ParagraphFormat(NORMAL, pitch=points))

    def _start(self, parent: Element, paragraph: ParagraphFormat) -> Element:
        element = add(parent, "w:p")
        add_paragraph_properties(element, paragraph)
        return element

    def _frame_title(self, gap: float) -> tuple[Border, ...]:
        """A thick line with a thin one inside above and below (文武线)."""
        sides: tuple[tuple[Side, str], ...] = (("top", "thickThinSmallGap"), ("bottom", "thinThickSmallGap"))
        return tuple(Border(side, self._accent, 3, gap, line=line) for side, line in sides)  # type: ignore[arg-type]


def _scale(style: Style, factor: float) -> Style:
    scaled = replace(style, size=style.size * factor, pitch=style.pitch * factor)
    return replace(scaled, align="center", first_line=0, before=0, after=0, rule_below=None, bar=None)
