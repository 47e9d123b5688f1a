"""Cover, contents, table of cases, rule card and sign-in sheet, in every format that prints."""

import re
from pathlib import Path
from typing import Any

import pytest
from conformance import list_failures
from docx_parts import Element, W, find, read_parts, text_of
from lxml import etree
from lxml import html as lxml_html
from printed import open_pdf, read_lines

from builders import article, case, inlines, marker, paragraph, section
from docpipe.diagnostics import Report
from docpipe.errors import Message, MissingSystemError
from docpipe.model import Article, Case, Facts, Meta, Reference, Rule, Sanction, Value
from docpipe.registry import load_theme, load_writer
from docpipe.themes import HANDOUT
from docpipe.writers import engine
from docpipe.writers.columns import measure
from docpipe.writers.extras.build import frame_article
from docpipe.writers.extras.cases import build_case_table
from docpipe.writers.extras.numbers import number_rows, write_chinese
from docpipe.writers.extras.rules import build_rule_card, write_provision
from docpipe.writers.extras.sentences import cut_short, split_sentences
from docpipe.writers.extras.shapes import NO_EXTRAS, Cover
from docpipe.writers.printing import PrintOptions

ALL = {"cover": True, "toc": True, "case_table": True, "rule_card": True, "sign_in_sheet": True}
SCHEMAS = Path(__file__).parents[3] / "shared/suites/ooxml-xsd/ref/xsd"
STATUTE = "中国共产党纪律处分条例"


def facts(people: str = "", sanction: str = "", source: str = "") -> Facts:
    return Facts(
        people=tuple(Value(text=name) for name in people.split()),
        sanctions=(Sanction(name=sanction, text=sanction),) if sanction else (),
        source=Value(text=source) if source else None,
    )


def gift_case() -> Case:
    told = paragraph("2021年中秋，周某收受购物卡。他说只是心意。后周某受到警告处分，卡款收缴。（某纪委）")
    return case("购物卡", told, mark=marker("一、"), facts=facts("周某 吴某", "警告", "某纪委"))


def gift_rule(title: str = "不得收礼", number: str = "1.", cited: int | None = 88) -> Rule:
    references = (Reference(document=STATUTE, article=cited),) if cited else ()
    return Rule(
        level=2,
        title=inlines(title),
        blocks=(paragraph("不得收受礼品。"),),
        marker=marker(number, "decimal"),
        max_sanction="开除党籍" if cited else None,
        citations=references,
    )


def handout() -> Article:
    meta = Meta(title="节前提醒", author="美友123", organisation="机关纪委", signed="2021年9月1日")
    return Article(
        meta=meta,
        body=(section("案例", gift_case()), section("提醒", gift_rule(), gift_rule("不得送礼", "2.", 89))),
    )


def write(of: Article, name: str, **asked: Any) -> bytes:
    writer = load_writer(name)
    return writer.write(of, HANDOUT(), writer.options_type(**asked), Report())


# ── what goes in ─────────────────────────────────────────────────────────────────────────────


def test_nothing_is_added_that_is_not_asked_for() -> None:
    assert frame_article(handout(), HANDOUT(), PrintOptions(), Report()).extras is NO_EXTRAS


def test_the_cover_says_who_signs_and_when() -> None:
    extras = frame_article(handout(), HANDOUT(), PrintOptions(cover=True), Report()).extras
    assert extras.cover == Cover("节前提醒", ("机关纪委", "2021年9月1日"))


@pytest.mark.parametrize(
    ("meta", "lines"),
    [
        (Meta(title="题", author="美友123"), ()),
        (Meta(title="题", author="王小明", published="2020-02-04T10:00:00"), ("王小明", "2020年2月4日")),
        (Meta(title="题", published="不久前"), ("不久前",)),
    ],
)
def test_the_cover_invents_nothing(meta: Meta, lines: tuple[str, ...]) -> None:
    extras = frame_article(Article(meta=meta, body=()), HANDOUT(), PrintOptions(cover=True), Report()).extras
    assert extras.cover == Cover("题", lines)


def test_the_table_of_cases_has_what_was_done_and_what_became_of_it() -> None:
    table = build_case_table([gift_case()])
    assert table is not None
    assert [column.head for column in table.columns] == [
        "序号", "案例", "人员", "主要事实", "处理结果", "来源",
    ]  # fmt: skip
    assert table.rows == (
        (
            "一",
            "购物卡",
            "周某、吴某",
            "2021年中秋，周某收受购物卡。他说只是心意。",
            "后周某受到警告处分，卡款收缴。",
            "某纪委",
        ),
    )


def test_a_column_that_no_case_fills_is_left_out() -> None:
    table = build_case_table([case("", paragraph("某人被骗。"), level=0)])
    assert table is not None
    assert [column.head for column in table.columns] == ["序号", "主要事实", "处理结果"]
    assert table.rows == (("1", "某人被骗。", ""),)


def test_an_outcome_that_is_too_long_is_told_from_the_clause_on_that_names_it() -> None:
    long = f"据{'某县纪委监委网站' * 12}通报，周某受到警告处分。"
    table = build_case_table([case("案", paragraph(long), facts=facts("周某", "警告"))])
    assert table is not None
    assert table.rows[0][4] == "周某受到警告处分。"


def test_the_card_names_once_what_all_rules_rest_on() -> None:
    card = build_rule_card([gift_rule(), gift_rule("不得送礼", "2.", 103)], "节前提醒")
    assert card is not None
    assert card.lead == ("节前提醒", f"依据《{STATUTE}》")
    assert card.rows == (
        ("□", "1", "不得收礼", "第八十八条", "开除党籍"),
        ("□", "2", "不得送礼", "第一百零三条", "开除党籍"),
    )


def test_the_card_names_a_document_in_its_row_where_not_all_rules_rest_on_it() -> None:
    card = build_rule_card([gift_rule(), gift_rule("不得送礼", "2.", None)])
    assert card is not None
    assert (card.lead, card.rows[0][3], card.rows[1][3]) == ((), f"《{STATUTE}》第八十八条", "")


def test_a_card_of_rules_without_provisions_has_no_column_for_them() -> None:
    card = build_rule_card([gift_rule(cited=None)])
    assert card is not None
    assert [column.head for column in card.columns] == ["", "序号", "提醒事项"]


def test_what_an_article_has_nothing_for_is_left_out_and_told() -> None:
    report = Report()
    options = PrintOptions(toc=True, case_table=True, rule_card=True)
    extras = frame_article(article(paragraph("文")), HANDOUT(), options, report).extras
    assert (extras.contents, extras.supplements) == (None, ())
    assert [found.values["extra_en"] for found in report.diagnostics] == [
        "table of cases", "rule card", "contents",
    ]  # fmt: skip


def test_the_contents_list_headings_and_supplements() -> None:
    extras = frame_article(handout(), HANDOUT(), PrintOptions(toc=True, sign_in_sheet=True), Report()).extras
    assert [(entry.level, entry.text) for entry in extras.contents or ()] == [
        (1, "案例"), (2, "一、购物卡"), (1, "提醒"), (2, "1.不得收礼"), (2, "2.不得送礼"), (1, "签到表"),
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["handout", "gongwen", "large-print", "compact"])
def test_a_sign_in_sheet_has_room_for_a_class(theme: str) -> None:
    options = PrintOptions(sign_in_sheet=True)
    (sheet,) = frame_article(handout(), load_theme(theme), options, Report()).extras.supplements
    assert len(sheet.rows) * 2 >= 30
    numbers = [int(row[at]) for at in (0, 4) for row in sheet.rows]
    assert numbers == list(range(1, len(numbers) + 1))


def test_rows_have_the_author_s_numbers_where_these_tell_them_apart() -> None:
    assert number_rows([marker("一、"), marker("（二）")]) == ["一", "二"]
    assert number_rows([marker("一、"), marker("一、")]) == ["1", "2"]
    assert number_rows([marker("一、"), None]) == ["1", "2"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (10, "十"), (15, "十五"), (88, "八十八"), (100, "一百"), (103, "一百零三"), (110, "一百一十"),
     (1001, "一千零一"), (1260, "一千二百六十"), (12345, "12345")],
)  # fmt: skip
def test_numbers_are_written_as_statutes_write_them(number: int, written: str) -> None:
    assert write_chinese(number) == written


def test_a_provision_is_named_with_all_its_parts() -> None:
    whole = Reference(document=None, article=46, sub_article=1, paragraph=2, item=3, point=4)
    assert write_provision(whole) == "第四十六条之一第二款第（三）项第4目"


def test_sentences_and_their_beginnings() -> None:
    assert split_sentences("甲说：“乙。”丙；丁") == ["甲说：“乙。”", "丙；", "丁"]
    assert cut_short("甲乙丙，丁戊己庚辛", 6) == "甲乙丙……"
    assert cut_short("甲乙丙丁戊己庚辛", 6) == "甲乙丙丁戊己……"


# ── how it is set ────────────────────────────────────────────────────────────────────────────


def test_html_has_each_extra_in_an_element_of_its_own() -> None:
    page: Any = lxml_html.document_fromstring(write(handout(), "html", **ALL).decode())
    assert page.findtext(".//p[@class='cover-title']/span/span") == "节前提醒"
    links = [(str(link.get("href")), link.text) for link in page.iterfind(".//nav//a")]
    assert links[1] == ("#heading-2", "一、购物卡")
    assert page.get_element_by_id("heading-2").text_content() == "一、购物卡"
    assert {page.get_element_by_id(anchor[1:]).tag for anchor, _ in links} == {"h2", "h3"}
    sections = [
        node.get("class") for node in page.iterfind(".//section") if "supplement" in node.get("class")
    ]
    assert sections == ["supplement case-table", "supplement rule-card", "supplement sign-in-sheet"]


def test_html_without_extras_has_no_trace_of_them() -> None:
    page = write(handout(), "html").decode()
    assert not re.search(r"supplement|cover|contents|heading-1", page)


def test_every_format_has_every_extra() -> None:
    for name in ("txt", "md", "html"):
        text = write(handout(), name, **ALL).decode()
        for part in ("目", "录", "案例一览", "提醒卡", "签到表", "第八十八条", "主持人：＿", "卡款收缴"):
            assert part in text, (name, part)


@pytest.mark.parametrize("width", [10, 20, 56, 80])
def test_extras_in_text_fit_the_width(width: int) -> None:
    text = write(handout(), "txt", width=width, **ALL).decode()
    assert max(map(measure, text.splitlines())) <= width


def test_markdown_escapes_the_numbers_of_its_contents() -> None:
    page = write(handout(), "md", toc=True).decode()
    assert "- 案例\n  - 一、购物卡\n- 提醒\n  - 1.不得收礼\n" in page


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def document() -> dict[str, bytes]:
    return read_parts(write(handout(), "docx", **ALL))


@pytest.fixture(scope="module")
def body(document: dict[str, bytes]) -> Element:
    return etree.fromstring(document["word/document.xml"])[0]


def test_each_extra_has_a_section_of_its_own_in_docx(body: Element) -> None:
    sections = find(body, ".//w:sectPr")
    assert len(sections) == 6
    turned = [bool(find(section, "w:pgSz[@w:orient='landscape']")) for section in sections]
    assert turned == [False, False, False, True, False, False]
    headers = [len(find(section, "w:headerReference")) for section in sections]
    assert headers == [0, 1, 1, 1, 1, 1]
    assert [bool(find(section, "w:titlePg")) for section in sections[1:]] == [True, True, False, False, False]


def test_the_contents_of_a_docx_are_a_field_with_pages_that_does_not_prompt(
    body: Element, document: dict[str, bytes]
) -> None:
    entries = [text_of(entry).replace("\n", "\t") for entry in find(body, ".//w:hyperlink[@w:anchor]")]
    assert entries == [
        "案例\t3", "一、购物卡\t3", "提醒\t3", "1.不得收礼\t3", "2.不得送礼\t3",
        "案例一览\t4", "提醒卡\t5", "签到表\t6",
    ]  # fmt: skip
    marks = [mark.get(f"{{{W}}}fldCharType") for mark in find(body, ".//w:fldChar")]
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == len(entries) + 1
    assert b"updateFields" not in document["word/settings.xml"]
    assert find(body, ".//w:fldChar[@w:dirty]") == []


def test_the_contents_of_a_docx_point_to_bookmarks_that_are_there(body: Element) -> None:
    anchors = [link.get(f"{{{W}}}anchor") for link in find(body, ".//w:hyperlink[@w:anchor]")]
    places = [mark.get(f"{{{W}}}name") for mark in find(body, ".//w:bookmarkStart")]
    assert anchors == places
    assert len({mark.get(f"{{{W}}}id") for mark in find(body, ".//w:bookmarkStart")}) == len(places)


def test_supplements_are_headings_of_a_docx_and_their_heads_repeat(body: Element) -> None:
    titles = [text_of(title).strip() for title in find(body, ".//w:p[w:pPr/w:pStyle/@w:val='Heading1']")]
    assert titles == ["案例", "提醒", "案例一览", "提醒卡", "签到表"]
    tables = find(body, ".//w:tbl")
    assert [len(find(table, "w:tr[w:trPr/w:tblHeader]")) for table in tables] == [1, 2, 1]


def test_a_docx_with_extras_is_valid_by_iso_29500(document: dict[str, bytes]) -> None:
    if not SCHEMAS.exists():
        pytest.skip("the ISO 29500 schemas lie in ../shared, which is not here")
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "_driver.xsd"))
    checked = [name for name in document if re.fullmatch(r"word/\w+\.xml", name)]
    assert [name for name in checked if not schema.validate(etree.fromstring(document[name]))] == []


def test_an_article_of_nothing_has_a_section_of_its_own_all_the_same() -> None:
    parts = read_parts(write(Article(meta=Meta(), body=()), "docx", cover=True, sign_in_sheet=True))
    ends = find(etree.fromstring(parts["word/document.xml"]), ".//w:pPr[w:sectPr]")
    assert [len(find(end, "w:sectPr")) for end in ends] == [1, 1]


def test_a_docx_without_pango_has_contents_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise MissingSystemError(Message("没有 Pango", "no Pango"))

    monkeypatch.setattr(engine, "load_weasyprint", refuse)
    writer, report = load_writer("docx"), Report()
    parts = read_parts(writer.write(handout(), HANDOUT(), writer.options_type(toc=True), report))
    links = find(etree.fromstring(parts["word/document.xml"]), ".//w:hyperlink[@w:anchor]")
    assert [text_of(link) for link in links][:2] == ["案例", "一、购物卡"]
    assert [found.code for found in report.diagnostics] == ["contents-without-pages"]


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────


def test_a_pdf_has_each_extra_on_its_page_and_the_pages_in_the_contents() -> None:
    pdf = write(handout(), "pdf", **ALL)
    lines = [(line.page, line.text) for line in read_lines(pdf)]
    pages = [page for page, _ in lines]
    assert sorted(set(pages)) == [1, 2, 3, 4, 5, 6]
    contents = [re.sub(r"[…\s]+", " ", text) for page, text in lines if page == 2][1:-1]
    assert contents[0].startswith("案例")
    assert contents[-1].startswith("签到表")
    assert [contents[at][-1] for at in (0, -3, -2, -1)] == ["3", "4", "5", "6"]
    with open_pdf(pdf) as opened:
        boxes = [[float(edge) for edge in page.mediabox] for page in opened.pages]
    assert [box[2] > box[3] for box in boxes] == [False, False, False, True, False, False]
    assert list_failures(write(handout(), "pdf", variant="pdf/ua-1+a-2a", **ALL), "pdf/ua-1+a-2a") == []


@pytest.mark.parametrize("name", ["docx", "html", "md", "txt"])
def test_the_same_article_gives_the_same_bytes_with_its_extras(name: str) -> None:
    asked = {**ALL, "toc": name != "docx"}
    assert write(handout(), name, **asked) == write(handout(), name, **asked)
