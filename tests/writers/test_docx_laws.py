"""The laws, on generated articles and on hostile ones: nothing lost, same bytes, no crash, no time without end."""

import io
import re
import string
from pathlib import Path

import docx
import pytest
from docx_parts import THEME, find, read_parts, text_of, write
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from builders import article, inlines, paragraph, section
from docpipe.diagnostics import Report
from docpipe.model import Article, Block, Figure, Link, Meta, Quote, Text, descend
from docpipe.walk import article_text
from docpipe.writers.frame import build_frame
from strategies import articles

_SCHEMAS = Path(__file__).parents[3] / "shared" / "suites" / "ooxml-xsd" / "ref" / "xsd"


def visible(text: str) -> str:
    return re.sub(r"\s", "", text)


def body(document: bytes) -> etree._Element:
    return etree.fromstring(read_parts(document)["word/document.xml"])


def without_frames(root: etree._Element) -> etree._Element:
    """`root` without what stands for pictures that are not at hand, which is no text of the article's."""
    for frame in find(root, "//w:p[w:pPr/w:pStyle/@w:val='DocpipeMissingPicture']"):
        holder = frame.getparent()
        assert holder is not None
        holder.remove(frame)
    return root


@given(articles())
def test_every_visible_character_stands_in_the_document_in_order(whole: Article) -> None:
    frame = build_frame(whole, THEME)
    text = "".join([frame.title or "", frame.byline or "", article_text(whole), frame.imprint or ""])
    assert visible(text_of(without_frames(body(write(whole))))) == visible(text)


@given(articles())
def test_every_missing_picture_is_reported(whole: Article) -> None:
    report = Report()
    write(whole, report=report)
    missing = [each for each in descend(whole) if isinstance(each, Figure) and each.content is None]
    assert [each.code for each in report.diagnostics].count("missing-image") == len(missing)


@given(articles(depth=1, max_blocks=2))
def test_the_same_article_gives_the_same_bytes(whole: Article) -> None:
    assert write(whole) == write(whole)


@given(st.text(st.characters(codec=None), max_size=40), st.text(st.characters(codec=None), max_size=40))
def test_any_string_may_stand_anywhere(text: str, other: str) -> None:
    whole = article(section(other, paragraph(text, Link(text, inlines(other)))), title=text, author=other)
    whole = replace(whole, meta=replace(whole.meta, keywords=(text,), published=text))
    whole = replace(whole, closing=(Figure(address=text, alternative=other),))
    assert docx.Document(io.BytesIO(write(whole))).part is not None


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1f", "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_forbids_is_dropped_and_counted(character: str) -> None:
    report = Report()
    document = write(article(paragraph(f"甲{character}乙{character}"), title=None), report=report)
    assert (text_of(body(document)).strip(), [each.values for each in report.diagnostics]) == (
        "甲乙",
        [{"count": "2"}],
    )


@pytest.mark.parametrize(
    "text", ["]]>", "<w:p>", "&amp;", "{PAGE}", '"; DDEAUTO c:\\\\a.exe "', "\u202e倒", "a\u0085b"]
)
def test_markup_in_the_text_stays_text(text: str) -> None:
    assert text_of(body(write(article(paragraph(text), title=None)))).strip() == text


def test_only_page_numbers_are_fields() -> None:
    hostile = 'INCLUDETEXT "file:///etc/passwd" {page}'
    parts = read_parts(write(article(paragraph(hostile), title=hostile)))
    fields = re.findall(rb"w:instr=\"([^\"]*)\"|(w:instrText)", b"".join(parts.values()))
    assert {first.strip() for first, _ in fields} == {b"PAGE", b"NUMPAGES"}


def test_nothing_but_links_points_outside() -> None:
    whole = article(
        paragraph(Link("https://example.com/", inlines("链接"))), Figure(address="https://example.com/1.png")
    )
    relationships = etree.fromstring(read_parts(write(whole))["word/_rels/document.xml.rels"])
    outside = [str(each.get("Type")) for each in relationships if each.get("TargetMode") == "External"]
    assert [kind.rpartition("/")[2] for kind in outside] == ["hyperlink"]


def test_boxes_in_boxes_leave_room_for_text() -> None:
    nested: Block = paragraph("深")
    for _ in range(60):
        nested = Quote(blocks=(nested,))
    assert max(int(each) for each in re.findall(rb'w:left="(\d+)"', write_body(nested))) < 8000


def write_body(block: Block) -> bytes:
    return read_parts(write(article(block, title=None)))["word/document.xml"]


def test_a_long_article_is_written_to_the_last_paragraph() -> None:
    texts = [f"{number}{string.ascii_letters}" for number in range(3000)]
    document = write(article(*(paragraph(Text(text, bold=True)) for text in texts), title=None))
    assert text_of(body(document)).split() == texts


# ── the schemas, where they are at hand ──────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not _SCHEMAS.exists():
        pytest.skip("the ISO 29500 schemas lie in ../shared, which is not here")
    return etree.XMLSchema(etree.parse(_SCHEMAS / "_driver.xsd"))


@pytest.mark.slow
@given(articles())
def test_every_part_is_valid_by_iso_29500(schema: etree.XMLSchema, whole: Article) -> None:
    parts = read_parts(write(replace(whole, meta=replace(whole.meta, title="标题"))))
    checked = [
        name for name in parts if name.startswith("word/") and name.endswith(".xml") and "theme" not in name
    ]
    errors = [
        (name, str(schema.error_log))
        for name in checked
        if not schema.validate(etree.fromstring(parts[name]))
    ]
    assert errors == []


def test_a_document_without_meta_is_valid(schema: etree.XMLSchema) -> None:
    parts = read_parts(write(Article(meta=Meta(), body=())))
    assert schema.validate(etree.fromstring(parts["word/document.xml"]))
