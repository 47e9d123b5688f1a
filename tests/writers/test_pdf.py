import ctypes
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from printed import open_pdf, read_bookmarks, read_lines, read_tags, read_text

from builders import article, bold, case, inlines, marker, paragraph, rule, section
from docpipe.diagnostics import Report
from docpipe.errors import MissingSystemError, WriteError
from docpipe.model import Article, Case, Cell, Figure, Link, Meta, Quote, Row, Rule, Section, Table, Text
from docpipe.registry import load_writer
from docpipe.themes import HANDOUT
from docpipe.themes.schema import Furniture, Theme
from docpipe.walk import article_text, plain_text
from docpipe.writers import engine
from docpipe.writers.pdf import PDF, PdfOptions
from strategies import articles

THEME = HANDOUT()
BARE = replace(THEME, furniture=Furniture(header="", footer=""))
LONG = "近年来，使用手机处理工作的情形越来越普遍，很多人将微信应用于日常工作。" * 12

HANDOUT_ARTICLE = article(
    paragraph("近年来，“微信”办公越来越普遍。"),
    section(
        "被问责案例",
        case("微信红包变腐败“隐身衣”", paragraph("张宾被", bold("开除党籍"), "。"), mark=marker("一、")),
        mark=marker("一、", gap=" "),
    ),
    section("工作提醒", rule("不得妄议", paragraph("给予警告处分。"), mark=marker("1. ", "decimal"))),
    title="切莫“任性”",
    closing=(paragraph("纪委办", role="signature"), paragraph("2020年5月6日", role="date")),
)


def write(of: Article, theme: Theme = BARE, report: Report | None = None) -> bytes:
    return PDF.write(of, theme, PdfOptions(), report or Report())


def visible(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060]+", "", text)


def test_the_writer_is_registered() -> None:
    assert load_writer("pdf") is PDF
    assert (PDF.name, PDF.suffix, PDF.for_print) == ("pdf", ".pdf", True)


def test_the_text_is_the_articles_in_order() -> None:
    printed = visible(read_text(write(HANDOUT_ARTICLE)))
    assert printed == visible("切莫“任性”" + article_text(HANDOUT_ARTICLE))


def test_bookmarks_follow_the_headings() -> None:
    assert read_bookmarks(write(HANDOUT_ARTICLE)) == [
        (0, "切莫“任性”"),
        (1, "一、 被问责案例"),
        (2, "一、微信红包变腐败“隐身衣”"),
        (1, "工作提醒"),
        (2, "1. 不得妄议"),
    ]


def test_the_structure_is_tagged() -> None:
    rows = tuple(Row(cells=(Cell(blocks=(paragraph(text),)),)) for text in ("姓名", "张某"))
    table = Table(rows=rows, header_rows=1)
    tags = read_tags(write(article(section("甲", Quote(blocks=(paragraph("乙"),)), table))))
    assert tags[0] == "Document"
    assert [tag for tag in tags if tag not in ("NonStruct", "Span")] == [
        "Document", "Art", "H1", "Sect", "H2", "BlockQuote", "P", "Table", "THead", "TR", "TH", "P",
        "TBody", "TR", "TD", "P",
    ]  # fmt: skip


def test_title_author_keywords_and_language_are_set() -> None:
    meta = Meta(title="切莫“任性”", author="美友1", keywords=("微信", "处分"), published="2020-05-06")
    with open_pdf(write(Article(meta=meta, body=(paragraph("文"),)))) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert [str(pdf.docinfo[key]) for key in ("/Title", "/Author", "/Keywords", "/CreationDate")] == [
            "切莫“任性”", "美友1", "微信, 处分", "D:20200506",
        ]  # fmt: skip


def test_no_date_is_invented() -> None:
    with open_pdf(write(article(paragraph("文")))) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "/ModDate" not in pdf.docinfo


def test_the_running_title_begins_on_the_second_page() -> None:
    lines = read_lines(write(article(paragraph(LONG * 4)), THEME), furniture=True)
    assert [line.page for line in lines if line.text == "标题"] == [1, 2]
    assert [line.text for line in lines if line.text.startswith("第 ")] == [
        "第 1 页  共 2 页",
        "第 2 页  共 2 页",
    ]


@pytest.mark.parametrize("count", range(20, 30))
def test_a_heading_is_never_alone_at_the_foot(count: int) -> None:
    """Whatever stands before it, what follows a heading is on its page."""
    filling = tuple(paragraph(f"第{at}行") for at in range(count))
    printed = read_lines(write(article(*filling, section("标题在此", paragraph(LONG)))))
    pages = [line.page for line in printed]
    at = next(at for at, line in enumerate(printed) if line.text == "标题在此")
    assert pages[at] == pages[at + 1] == pages[at + 2]


@pytest.mark.parametrize("count", range(24, 32))
def test_a_signature_takes_a_line_of_text_along(count: int) -> None:
    filling = tuple(paragraph(f"第{at}行") for at in range(count))
    closing = (paragraph("纪委办", role="signature"), paragraph("5月6日", role="date"))
    printed = read_lines(write(article(*filling, closing=closing)))
    assert len({line.page for line in printed[-3:]}) == 1


def test_a_bold_run_becomes_the_emphasis_face() -> None:
    with open_pdf(write(article(paragraph("常", bold("粗")), title=None))) as pdf:
        fonts = sorted(str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values())
    assert fonts == ["Noto-Serif-CJK-SC", "Noto-Serif-CJK-SC-Bold"]


def test_quotation_marks_are_full_width() -> None:
    (line,) = read_lines(write(article(paragraph("“甲”与", Text("“乙”", italic=True)), title=None)))
    em = THEME.styles.body.size / 72 * 25.4
    assert round((line.right - line.left) / em, 2) == 7


def test_missing_images_and_glyphs_are_reported() -> None:
    report = Report()
    write(article(paragraph("\ue5e5"), Figure(address="http://a.cn/1.jpg")), report=report)
    assert [found.code for found in report.diagnostics] == ["missing-image", "missing-glyph"]


def test_an_image_that_is_broken_is_reported() -> None:
    report = Report()
    write(article(Figure(address="a.png", media_type="image/png", content=b"no png")), report=report)
    assert [found.code for found in report.diagnostics] == ["missing-image"]


def test_a_missing_font_is_reported() -> None:
    report = Report()
    song = replace(THEME.faces.song, families=("No Such Family", "Noto Serif CJK SC"))
    write(article(paragraph("文")), replace(BARE, faces=replace(BARE.faces, song=song)), report)
    assert [(found.code, found.values["used"]) for found in report.diagnostics] == [
        ("font-substituted", "Noto Serif CJK SC")
    ]


def test_web_links_are_kept_and_others_are_not() -> None:
    links = (
        Link(address, inlines("看")) for address in ("https://a.cn/", "file:///etc/passwd", "javascript:x")
    )
    with open_pdf(write(article(paragraph(*links)))) as pdf:
        assert [str(note.A.URI) for note in pdf.pages[0].Annots] == ["https://a.cn/"]


def test_nothing_but_data_addresses_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    page = f'<img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="{secret}">'
    complaints = engine.set_pdf(engine.Copy(page, f'@import url("{secret.as_uri()}");')).complaints
    assert len([complaint for complaint in complaints if "disallowed" in complaint]) == 3


def test_weasyprint_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    logging.lastResort = logging.StreamHandler()
    write(article(paragraph("\ue5e5"), Figure(address="x", media_type="image/png", content=b"x")))
    assert capfd.readouterr().err == ""


def test_without_pango_the_error_names_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr(ctypes, "CDLL", _no_library)
    with pytest.raises(MissingSystemError, match="docpipe doctor"):
        write(article(paragraph("文")))


def _no_library(name: str) -> None:
    raise OSError(name)


def test_nesting_beyond_measure_is_a_clear_error() -> None:
    block = Quote(blocks=(paragraph("底"),))
    for _ in range(400):
        block = Quote(blocks=(block,))
    with pytest.raises(WriteError):
        write(article(block))


def test_the_same_article_gives_the_same_bytes_whatever_was_written_before() -> None:
    first = write(HANDOUT_ARTICLE)
    write(article(paragraph("另一篇", bold("文章")), title="别的"))
    assert write(HANDOUT_ARTICLE) == first


@pytest.mark.slow
def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[2:]; import test_pdf, pathlib;"
        "pathlib.Path(sys.argv[1]).write_bytes(test_pdf.write(test_pdf.HANDOUT_ARTICLE))"
    )
    here = Path(__file__).parent
    target = tmp_path / "other.pdf"
    subprocess.run([sys.executable, "-c", script, str(target), str(here), str(here.parent)], check=True)
    assert target.read_bytes() == write(HANDOUT_ARTICLE)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_any_article_can_be_set_with_all_its_bookmarks(generated: Article) -> None:
    pdf = write(generated)
    titled: tuple[Section | Case | Rule, ...] = (*generated.sections, *generated.cases, *generated.rules)
    headings = [
        (node.marker.text if node.marker else "") + plain_text(node.title) for node in titled if node.level
    ]
    # One of white space alone has no bookmark: there is nothing to call it.
    assert len(read_bookmarks(pdf)) == sum(
        bool(visible(text)) for text in [*headings, generated.meta.title or ""]
    )


def test_marks_side_by_side_take_one_and_a_half_squares() -> None:
    (line,) = read_lines(write(article(paragraph("“甲”“乙”。"), title=None)))
    em = THEME.styles.body.size / 72 * 25.4
    assert round((line.right - line.left) / em, 2) == 6


class _NoPango:
    """An import system in which WeasyPrint finds no Pango, and says so where it should not."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        del path, target
        if name == "weasyprint":
            sys.stdout.write("WeasyPrint could not import some external libraries")
            raise OSError(name)


def test_a_missing_pango_is_a_clear_error_and_leaves_standard_output_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NoPango, *sys.meta_path])
    with pytest.raises(MissingSystemError, match="docpipe doctor"):
        engine.load_weasyprint()
    assert capsys.readouterr().out == ""


def test_a_word_longer_than_the_line_is_broken() -> None:
    printed = read_lines(write(article(paragraph("a" * 300), title=None)))
    assert len(printed) > 3
    assert max(line.right for line in printed) <= THEME.page.width - THEME.page.outer + 0.1


def test_the_file_is_sound() -> None:
    with open_pdf(write(HANDOUT_ARTICLE, THEME)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_booklet_has_the_pages_of_the_article_on_turned_sheets() -> None:
    long = article(paragraph(LONG * 8))
    pages = len({line.page for line in read_lines(write(long))})
    pdf = PDF.write(long, BARE, PdfOptions(pages="booklet"), Report())
    with open_pdf(pdf) as sheets:
        assert len(sheets.pages) == -(-pages // 4) * 2
        assert float(sheets.pages[0].mediabox[2]) > float(sheets.pages[0].mediabox[3])
        assert sheets.check_pdf_syntax() == []


def test_a_booklet_claims_no_standard() -> None:
    with pytest.raises(WriteError, match="--pages"):
        PDF.write(article(paragraph("文")), BARE, PdfOptions(pages="booklet", variant="pdf/ua-1"), Report())
