"""The extras → HTML, for the HTML and the PDF writer alike."""

from docpipe.model import Text
from docpipe.themes.schema import FontRole, Style, Theme
from docpipe.walk import Inlines
from docpipe.writers.balance import fit_size, measure_text_width, split_display_lines
from docpipe.writers.extras.shapes import BOX, Cover, Entry, Extras, Supplement
from docpipe.writers.inlines import LineMarkup

COVER_SCALE = 1.5
"""Of the title's size: that of the title on the cover."""
CONTENTS = "目　录"


class ExtrasMarkup:
    """Builds the elements of `extras`; `for_paper` as in `docpipe.writers.markup`."""

    def __init__(self, extras: Extras, theme: Theme, *, for_paper: bool) -> None:
        self._extras = extras
        self._theme = theme
        self._for_paper = for_paper

    def before(self) -> list[str]:
        """What stands before the article: the cover, the contents."""
        cover, contents = self._extras.cover, self._extras.contents
        return [
            *([self._cover(cover)] if cover else []),
            *([self._contents(contents)] if contents else []),
        ]

    def after(self) -> list[str]:
        """What stands after the article: a section for each supplement."""
        return [self._supplement(supplement) for supplement in self._extras.supplements]

    def _cover(self, cover: Cover) -> str:
        styles = self._theme.styles
        capacity = measure_text_width(self._theme.page) / (styles.title.size * COVER_SCALE)
        lines = split_display_lines(cover.title, capacity)
        shrunk = f' style="font-size:{fit_size(lines, capacity):.3g}em"' if len(lines) > 1 else ""
        title = "".join(
            f'<span class="line"{shrunk}>{self._line(line, styles.title)}</span>' for line in lines
        )
        about = "".join(f"<p>{self._line(line, styles.byline)}</p>" for line in cover.lines)
        return f'<div class="cover"><p class="cover-title"><span class="frame">{title}</span></p><div class="about">{about}</div></div>'

    def _contents(self, entries: tuple[Entry, ...]) -> str:
        body = self._theme.styles.body
        items = "\n".join(
            f'<p class="entry{entry.level}"><a href="#{entry.anchor}">{self._line(entry.text, body)}</a></p>'
            for entry in entries
        )
        return (
            f'<nav class="contents" aria-label="目录">\n<p class="nav-title">{CONTENTS}</p>\n{items}\n</nav>'
        )

    def _supplement(self, supplement: Supplement) -> str:
        styles = self._theme.styles
        heads = "".join(self._head(column.head) for column in supplement.columns)
        rows = "\n".join(self._row(supplement, row) for row in supplement.rows)
        total = sum(column.share for column in supplement.columns)
        columns = "".join(f'<col style="width:{100 * c.share / total:.4g}%">' for c in supplement.columns)
        lead = "".join(f'<p class="about">{self._line(line, styles.byline)}</p>' for line in supplement.lead)
        return (
            f'<section class="supplement {supplement.kind}">\n'
            f'<h2 id="{supplement.kind}">{self._line(supplement.title, styles.title)}</h2>\n{lead}\n'
            f"<table><colgroup>{columns}</colgroup>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
            f"<tbody>\n{rows}\n</tbody></table>\n</section>"
        )

    def _head(self, text: str) -> str:
        # A column without a head has no head cell: whoever listens is told nothing of it.
        if not text:
            return "<td></td>"
        return f'<th scope="col">{self._cell(text, self._theme.styles.cell, "hei")}</th>'

    def _row(self, supplement: Supplement, row: tuple[str, ...]) -> str:
        height = f' style="height:{supplement.row_height:g}mm"' if supplement.row_height else ""
        cells = []
        for column, text in zip(supplement.columns, row, strict=True):
            name = ' class="centred"' if column.centred else ""
            if text == BOX:
                name = ' class="centred box"'
            cells.append(f"<td{name}>{self._cell(text, self._theme.styles.cell, None)}</td>")
        return f"<tr{height}>{''.join(cells)}</tr>"

    def _cell(self, text: str, style: Style, face: FontRole | None) -> str:
        lines = text.split("\n") if text else []
        return "".join(f"<p>{self._line(line, style, face)}</p>" for line in lines)

    def _line(self, text: str, style: Style, face: FontRole | None = None) -> str:
        inlines: Inlines = (Text(text),)
        return LineMarkup(self._theme, inlines, for_paper=self._for_paper).build(inlines, face or style.face)
