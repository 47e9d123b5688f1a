"""The variants of PDF, each held to its standard by a validator."""

import io
import re
from pathlib import Path
from typing import get_args

import pytest
from conformance import PROFILES, list_failures
from hypothesis import HealthCheck, given, settings
from PIL import Image
from printed import open_pdf, read_tags, read_text

from builders import article, bold, case, inlines, marker, paragraph, section
from docpipe import cli
from docpipe.diagnostics import Report
from docpipe.model import Article, Cell, Figure, Link, Listing, ListItem, Meta, Quote, Row, Table, Text, Verse
from docpipe.themes import HANDOUT
from docpipe.writers.pdf import PDF, PdfOptions
from docpipe.writers.variant import PdfVariant
from strategies import articles

THEME = HANDOUT()
BOTH: PdfVariant = "pdf/ua-1+a-2a"


def write(of: Article, variant: PdfVariant = BOTH) -> bytes:
    return PDF.write(of, THEME, PdfOptions(variant=variant), Report())


def picture(mode: str) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (40, 30), 128 if mode == "L" else (200, 30, 30, 128)[: len(mode)]).save(file, "PNG")
    return file.getvalue()


def table() -> Table:
    head = Row(cells=tuple(Cell(blocks=(paragraph(text),)) for text in ("姓名", "处分")))
    rows = [
        Row(cells=(Cell(blocks=(paragraph(f"第{at}人"),)), Cell(blocks=(paragraph("警告"),))))
        for at in range(60)
    ]
    return Table(rows=(head, *rows), header_rows=1, caption=inlines("一览"))


def everything() -> Article:
    """An article with each kind of block and inline, over several pages."""
    link = Link("https://a.cn/", inlines("看", bold("这里"), "再看"))
    item = ListItem(blocks=(paragraph("项目"), Listing(items=(ListItem(blocks=(paragraph("子项"),)),))))
    return Article(
        meta=Meta(title="切莫“任性”", author="某单位", keywords=("微信",), published="2020-05-06"),
        body=(
            paragraph(
                "正文", bold("着重", "#c00000"), Text("楷体", italic=True), Text("线", underline=True), link
            ),
            section("被问责案例", case("红包", paragraph("张宾被处分。" * 60), mark=marker("一、"))),
            section("越级", section("三级", paragraph("文"), level=4), level=3),
            Figure(address="a.png", media_type="image/png", content=picture("RGB"), alternative="红色"),
            Figure(address="b.png", media_type="image/png", content=picture("RGBA"), caption=inlines("透明")),
            Figure(address="c.png", media_type="image/png", content=picture("L")),
            Figure(address="http://a.cn/missing.png"),
            Listing(items=(item, ListItem(blocks=(paragraph("做完"),), checked=True)), ordered=True),
            Quote(blocks=(paragraph("引文"),)),
            Verse(lines=(inlines("上句"), inlines("下句"))),
            table(),
        ),
        closing=(paragraph("纪委办", role="signature"), paragraph("2020年5月6日", role="date")),
    )


def metadata(pdf: bytes) -> str:
    with open_pdf(pdf) as document:
        return document.Root.Metadata.read_bytes().decode() if "/Metadata" in document.Root else ""


def test_every_variant_but_plain_has_a_profile() -> None:
    assert {"plain", *PROFILES} == set(get_args(PdfVariant))


@pytest.mark.parametrize("variant", PROFILES)
def test_a_variant_keeps_every_rule_that_it_claims(variant: PdfVariant) -> None:
    pdf = write(everything(), variant)
    assert list_failures(pdf, variant) == []
    with open_pdf(pdf) as document:
        assert document.check_pdf_syntax() == []


def test_plain_is_tagged_and_claims_nothing() -> None:
    pdf = write(everything(), "plain")
    assert "Document" in read_tags(pdf)
    assert not re.search("pdfaid|pdfuaid", metadata(pdf))


def test_one_file_claims_both_standards() -> None:
    claims = metadata(write(everything()))
    assert re.findall(r"(pdf(?:aid|uaid):\w+)(?:>|=\")(\w+)", claims) == [
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ]


def test_the_claim_can_be_read_without_decoding_the_file() -> None:
    assert b"pdfuaid:part" in write(article(paragraph("文")))


@pytest.mark.parametrize("variant", get_args(PdfVariant))
def test_the_same_article_gives_the_same_bytes(variant: PdfVariant) -> None:
    of = article(paragraph("文"))
    assert write(of, variant) == write(of, variant)


def test_headings_are_tagged_without_a_gap() -> None:
    of = article(
        section("一", section("四", section("六", level=6), level=4), level=1), section("三", level=3)
    )
    assert [tag for tag in read_tags(write(of)) if tag[0] == "H"] == ["H1", "H2", "H3", "H4", "H3"]


def test_an_article_without_a_title_begins_at_the_first_heading() -> None:
    of = article(section("二", paragraph("文"), level=2), title=None)
    pdf = write(of)
    assert [tag for tag in read_tags(pdf) if tag[0] == "H"] == ["H1"]
    assert list_failures(pdf, BOTH) == []


@pytest.mark.parametrize("char", ["\ue5e5", "\U0003fff0", "\u0378"])
def test_a_character_that_no_font_has_can_still_be_read(char: str) -> None:
    pdf = write(article(paragraph(f"张{char}宾", bold(char))))
    assert f"张{char}宾{char}" in read_text(pdf)
    assert list_failures(pdf, BOTH) == []


def test_streams_are_compressed_once() -> None:
    with open_pdf(write(everything())) as document:
        filters = [
            str(found.get("/Filter")) for found in document.objects if hasattr(found, "read_raw_bytes")
        ]
    assert set(filters) <= {"/FlateDecode", "/DCTDecode", "None"}


def cell(text: str, *, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(blocks=(paragraph(text),), header=header, columns=columns, rows=rows)


@pytest.mark.parametrize(
    "rows",
    [
        [[cell("甲")], [cell("乙"), cell("丙")]],
        [[cell("甲", rows=2), cell("乙")], [cell("丙")], [cell("丁"), cell("戊")]],
        [[cell("甲", columns=2)], [cell("乙"), cell("丙")]],
        [[], [cell("甲"), cell("乙")]],
        [
            [cell("甲"), cell("乙")],
            [cell("丙", header=True), cell("丁")],
            [cell("戊"), cell("己", header=True)],
        ],
        [[cell("只有表头")]],
    ],
)
def test_irregular_tables_keep_the_rules_too(rows: list[list[Cell]]) -> None:
    irregular = Table(rows=tuple(Row(cells=tuple(cells)) for cells in rows), header_rows=1)
    assert list_failures(write(article(irregular)), BOTH) == []


def run(source: Path, *arguments: str) -> int:
    return cli.run(["convert", str(source), *arguments], {"LANG": "en_US.UTF-8"})


def test_the_command_makes_a_variant(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "a.pdf"
    source.write_text("标题\n\n作者\n\n<p>上午开会。</p>", "utf-8")
    assert run(source, "-o", str(target), "--pdf-variant", BOTH) == 0
    assert list_failures(target.read_bytes(), BOTH) == []


def test_an_unknown_variant_is_told_by_the_name_of_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "a.txt", "--pdf-variant", "pdf/a-1b") == 2
    error = capsys.readouterr().err
    assert "--pdf-variant cannot be “pdf/a-1b”" in error
    assert "pdf/ua-1+a-2a" in error


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_any_article_keeps_both_standards(generated: Article) -> None:
    assert list_failures(write(generated), BOTH) == []
