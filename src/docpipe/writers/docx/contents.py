"""The contents as a field that is filled in already: Word shows it as it is, and renews it on request only."""

from collections.abc import Mapping

from docpipe.themes.schema import Theme
from docpipe.writers.balance import measure_text_width
from docpipe.writers.docx.bookmarks import name_bookmark
from docpipe.writers.docx.characters import has_han, strip_forbidden
from docpipe.writers.docx.formats import RunFormat
from docpipe.writers.docx.ooxml import Attributes, Element, add, add_text, add_value, twips
from docpipe.writers.docx.runs import add_run
from docpipe.writers.docx.styles import CONTENTS
from docpipe.writers.extras.shapes import Entry

_INSTRUCTION = f' TOC \\o "1-{len(CONTENTS)}" \\h \\z \\u '
_XML_SPACE = {"xml:space": "preserve"}


def add_contents(parent: Element, entries: tuple[Entry, ...], pages: Mapping[str, int], theme: Theme) -> None:
    """A paragraph for each of `entries`; `pages` has the page of each place, as far as it is known."""
    for number, entry in enumerate(entries):
        paragraph = add(parent, "w:p")
        _add_properties(paragraph, entry, theme)
        if not number:
            _add_mark(paragraph, "begin")
            _add_instruction(paragraph, _INSTRUCTION)
            _add_mark(paragraph, "separate")
        _add_entry(paragraph, entry, pages.get(entry.anchor))
        if number == len(entries) - 1:
            _add_mark(paragraph, "end")


def _add_properties(paragraph: Element, entry: Entry, theme: Theme) -> None:
    properties = add(paragraph, "w:pPr")
    add_value(properties, "w:pStyle", CONTENTS[min(entry.level, len(CONTENTS)) - 1])
    stop: Attributes = {"w:val": "right", "w:leader": "dot", "w:pos": twips(measure_text_width(theme.page))}
    add(add(properties, "w:tabs"), "w:tab", stop)


def _add_entry(paragraph: Element, entry: Entry, page: int | None) -> None:
    name = name_bookmark(entry.anchor)
    link = add(paragraph, "w:hyperlink", {"w:anchor": name, "w:history": 1})
    text = strip_forbidden(entry.text)[0]
    add_run(link, text, RunFormat(hint=has_han(text)))
    if page is None:
        return
    add(add(link, "w:r"), "w:tab")
    _add_mark(link, "begin")
    _add_instruction(link, f" PAGEREF {name} \\h ")
    _add_mark(link, "separate")
    add_run(link, str(page), RunFormat())
    _add_mark(link, "end")


def _add_mark(parent: Element, kind: str) -> None:
    add(add(parent, "w:r"), "w:fldChar", {"w:fldCharType": kind})


def _add_instruction(parent: Element, instruction: str) -> None:
    add_text(add(parent, "w:r"), "w:instrText", instruction, _XML_SPACE)
