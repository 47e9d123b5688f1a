"""Plain text: columns, indents, headings, tables, encodings."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import article, bold, case, inlines, marker, paragraph, rule, section
from docpipe.diagnostics import Report
from docpipe.errors import OptionError, WriteError
from docpipe.model import (
    Article,
    Block,
    Cell,
    Citation,
    Divider,
    Figure,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Meta,
    Paragraph,
    Quote,
    Row,
    Table,
    Verse,
)
from docpipe.registry import load_writer
from docpipe.themes import HANDOUT
from docpipe.walk import article_text
from docpipe.writers.columns import measure
from docpipe.writers.linebreak import NO_END, NO_START
from docpipe.writers.text import TEXT, TextOptions
from strategies import articles

LONG = (
    "经查，张某在担任局长期间，利用职务便利为他人谋取利益，多次收受管理服务对象所送礼金、礼品，共计30288元。"
)


def write(of: Article, report: Report | None = None, **options: Any) -> bytes:
    return TEXT.write(of, HANDOUT(), TextOptions(**options), report or Report())


def lines(*blocks: Block, width: int = 56) -> list[str]:
    """The lines of `blocks` alone."""
    return write(article(*blocks, title=None), width=width).decode().splitlines()


def squeeze(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def table(*rows: tuple[str, ...], heads: int = 1) -> Table:
    built = tuple(Row(cells=tuple(Cell(blocks=(paragraph(text),)) for text in row)) for row in rows)
    return Table(rows=built, header_rows=heads)


def test_the_writer_is_registered() -> None:
    assert load_writer("txt") is TEXT
    assert (TEXT.name, TEXT.suffix, TEXT.for_print) == ("txt", ".txt", True)


# ── the page ─────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_begins_two_characters_in_and_fills_its_lines() -> None:
    assert lines(paragraph(LONG)) == [
        "　　经查，张某在担任局长期间，利用职务便利为他人谋取利",
        "益，多次收受管理服务对象所送礼金、礼品，共计30288元。",
    ]


def test_title_and_byline_stand_in_the_middle_above_the_text() -> None:
    page = write(article(paragraph("文"), author="王小明"), width=20).decode()
    assert page == "　　　　标题\n\n　　　 王小明\n\n\n　　文\n"


def test_a_heading_of_the_first_level_is_ruled_and_a_deeper_one_has_air() -> None:
    inside = case("乙", paragraph("文"), mark=marker("（一）"))
    page = lines(paragraph("前"), section("甲", inside, mark=marker("一、")))
    assert page == ["　　前", "", "", "一、甲", "───", "", "（一）乙", "　　文"]


def test_a_rule_without_a_heading_is_only_its_text() -> None:
    assert lines(rule("防溺水", paragraph("1. 不下水。"), level=0)) == ["　　1. 不下水。"]


def test_signature_and_date_stand_at_the_end_of_the_line() -> None:
    closing = (paragraph("纪委办", role="signature"), paragraph("5月6日", role="date"))
    page = write(article(paragraph("文"), title=None, closing=closing), width=20).decode()
    assert page.splitlines()[2:] == ["　　　　　　　纪委办", "　　　　　　　5月6日"]


def test_looks_have_no_trace_and_a_link_shows_where_it_leads() -> None:
    web = Link("https://a.cn/b", inlines("官网"))
    assert lines(paragraph("见", bold("此"), Citation(inlines("《条例》"), ()), web)) == [
        "　　见此《条例》官网（https://a.cn/b）"
    ]
    assert lines(paragraph(Link("https://a.cn/b", inlines("a.cn/b")))) == ["　　a.cn/b"]


def test_the_author_s_line_breaks_hold() -> None:
    assert lines(paragraph("甲", LineBreak(), "乙")) == ["　　甲", "乙"]
    assert lines(Verse(lines=(inlines("石径穿云"), inlines("山花两岸"))), width=20) == [
        "　　　石径穿云",
        "　　　山花两岸",
    ]


def test_lists_quotes_pictures_and_dividers() -> None:
    items = tuple(ListItem(blocks=(paragraph(text),)) for text in ("甲", "乙"))
    assert lines(Listing(items=items, ordered=True, start=9)) == ["　　9.  甲", "　　10. 乙"]
    assert lines(Listing(items=(ListItem(blocks=(paragraph("丙"),), checked=False),))) == ["　　□　丙"]
    assert lines(Quote(blocks=(paragraph("引"),))) == ["　　　　引"]
    assert lines(Divider(), width=20) == ["　　 ＊　＊　＊"]
    assert lines(Figure(address="1.jpg", caption=inlines("图一")), width=20) == [
        "　 [图片：1.jpg]",
        "　　　　图一",
    ]


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def test_a_table_that_fits_has_three_rules_and_even_columns() -> None:
    assert lines(table(("姓名", "处分"), ("张某", "党内警告"), ("欧阳某", "诫勉")), width=20) == [
        "　────────",
        "　姓名　　处分",
        "　────────",
        "　张某　　党内警告",
        "　欧阳某　诫勉",
        "　────────",
    ]


def test_the_last_column_may_wrap() -> None:
    page = lines(table(("姓名", "事实"), ("张某", LONG)), width=40)
    assert page[3].startswith("张某　")
    assert page[4].startswith("　　　")
    assert squeeze("".join(page[3:-1])) == "张某" + LONG


def test_a_table_that_is_too_wide_is_written_row_by_row() -> None:
    page = lines(table(("事实", "处分"), (LONG, "警告")), width=30)
    assert page[0] == "事实　处分"
    assert page[2].startswith("事实：经查，")
    assert page[-2] == "处分：警告"


# ── options ──────────────────────────────────────────────────────────────────────────────────


def test_no_width_breaks_no_line() -> None:
    assert lines(paragraph(LONG * 3), width=0) == ["　　" + LONG * 3]


def test_a_width_below_zero_is_refused() -> None:
    with pytest.raises(OptionError):
        write(article(), width=-1)


def test_line_ends_are_those_asked_for() -> None:
    assert write(article(paragraph("文")), newline="crlf").endswith("　　文\r\n".encode())
    assert b"\r" not in write(article(paragraph("文\r\n文")), newline="lf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_encoding_that_has_every_character_loses_none(encoding: str) -> None:
    report = Report()
    whole = article(paragraph("𠮷喆——……“甲”①€"), title=None)
    assert write(whole, report, encoding=encoding).decode(encoding) == "　　𠮷喆——……“甲”①€\n"
    assert report.diagnostics == ()


def test_a_character_that_the_encoding_lacks_is_replaced_and_told() -> None:
    report = Report()
    assert write(article(paragraph("𠮷甲"), title=None), report, encoding="gbk").decode("gbk") == "　　〓甲\n"
    assert [(found.code, found.values) for found in report.diagnostics] == [
        ("unencodable-characters", {"characters": "𠮷", "encoding": "gbk"})
    ]


def test_a_tree_that_is_too_deep_is_an_error_of_ours() -> None:
    nested: Block = paragraph("甲")
    for _ in range(5000):
        nested = Quote(blocks=(nested,))
    with pytest.raises(WriteError):
        write(article(nested))


# ── any article ──────────────────────────────────────────────────────────────────────────────

_Any = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@given(articles(), st.integers(20, 90))
@_Any
def test_no_line_is_wider_than_asked_for(generated: Article, width: int) -> None:
    assert max(map(measure, write(generated, width=width).decode().splitlines()), default=0) <= width


@given(articles(), st.sampled_from([0, 24, 56]))
@_Any
def test_every_visible_character_stands_in_the_text_in_order(generated: Article, width: int) -> None:
    whole = Article(meta=Meta(title=generated.meta.title), body=generated.body, closing=generated.closing)
    rest = iter(squeeze(write(whole, width=width).decode()))
    expected = squeeze((whole.meta.title or "") + article_text(whole))
    assert all(char in rest for char in expected)


@given(
    st.lists(
        st.sampled_from(["字", "，", "。", "“甲", "乙”", "《", "》", "——", "……", "12", "第三条"]), max_size=60
    )
)
@_Any
def test_no_line_of_a_paragraph_begins_or_ends_with_a_mark_that_may_not(pieces: list[str]) -> None:
    page = lines(Paragraph(inlines("字".join(pieces))))
    for before, after in pairwise(page):
        assert after[0] not in NO_START
        assert before[-1] not in NO_END
        assert not (before[-1] == after[0] and after[0] in "—…")
