import re
from typing import Any

import pytest
from hypothesis import given
from lxml import etree
from lxml import html as lxml_html

from builders import article, bold, case, inlines, marker, paragraph, rule, section
from docpipe.diagnostics import Report
from docpipe.model import (
    Article,
    Block,
    Cell,
    Citation,
    Divider,
    Figure,
    Inline,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Meta,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    Verse,
)
from docpipe.registry import load_writer
from docpipe.themes import HANDOUT
from docpipe.walk import article_text
from docpipe.writers.html import HTML, HtmlOptions
from strategies import articles

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def write(of: Article, report: Report | None = None) -> str:
    return HTML.write(of, HANDOUT(), HtmlOptions(), report or Report()).decode()


def parse(of: Article) -> Any:
    return lxml_html.document_fromstring(write(of))


def body(*blocks: Block) -> Any:
    return parse(article(*blocks)).find("body")


def content(*parts: str | Inline) -> str:
    """The markup inside a paragraph of `parts`."""
    found = re.search(r'<p class="body">(.*?)</p>', write(article(paragraph(*parts))), re.DOTALL)
    assert found
    return found[1]


def headings(of: Any) -> list[tuple[str, str]]:
    return [(node.tag, node.text_content()) for node in of.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def visible(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\x00-\x1f\x7f]+", "", text)


def test_the_writer_is_registered() -> None:
    assert load_writer("html") is HTML
    assert (HTML.name, HTML.suffix, HTML.for_print) == ("html", ".html", True)


def test_the_title_is_the_first_heading_and_sections_follow_by_level() -> None:
    page = body(section("甲", case("乙", paragraph("丙"), mark=marker("一、")), mark=marker("壹", gap=" ")))
    assert headings(page) == [("h1", "标题"), ("h2", "壹 甲"), ("h3", "一、乙")]


def test_headings_stop_at_the_sixth_level() -> None:
    assert headings(body(section("深", level=9)))[-1] == ("h6", "深")


def test_a_case_without_a_heading_of_its_own_is_only_its_blocks() -> None:
    page = body(case("张某案", paragraph("张某受贿。"), level=0, mark=marker("一、")))
    assert page.find(".//div[@class='case']").text_content().strip() == "张某受贿。"
    assert headings(page) == [("h1", "标题")]


def test_commentary_follows_the_case_it_belongs_to() -> None:
    commented = case("案", paragraph("事实"))
    page = write(
        article(type(commented)(level=2, title=inlines("案"), blocks=(), commentary=(paragraph("点评"),)))
    )
    assert re.search(r'</section>\s*<div class="commentary">\s*<p class="body">点评</p>', page)


def test_a_rule_has_its_number_marked() -> None:
    number = body(rule("不得泄密", mark=marker("1. ", "decimal"))).find(".//h3/span")
    assert (number.get("class"), number.text) == ("marker", "1. ")


def test_the_head_names_title_author_and_keywords() -> None:
    page = parse(Article(meta=Meta(title="题", author="某某", keywords=("微信", "处分")), body=()))
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == "题"
    assert page.find(".//meta[@name='author']").get("content") == "某某"
    assert page.find(".//meta[@name='keywords']").get("content") == "微信, 处分"


def test_an_article_without_a_title_has_no_first_heading() -> None:
    page = parse(article(paragraph("文"), title=None))
    assert (page.findtext(".//title"), headings(page)) == ("无标题", [])


def test_a_default_nickname_is_no_byline_but_stands_in_the_imprint() -> None:
    page = parse(Article(meta=Meta(title="题", author="美友123", organisation="纪委办"), body=()))
    assert page.findtext(".//p[@class='byline']") == "纪委办"
    assert page.findtext(".//p[@class='imprint']") == "原文：美友123"


def test_looks_become_elements() -> None:
    assert content(bold("粗")) == "<strong>粗</strong>"
    assert content(Text("斜", italic=True)) == "<em>斜</em>"
    assert content(Text("2", superscript=True), Text("删", strike=True)) == "<sup>2</sup><s>删</s>"
    assert content("一", LineBreak(), "二") == "一<br>二"


def test_colours_are_toned_for_paper() -> None:
    assert content(Text("红", colour="#c00000")) == '<span style="color:#c00000">红</span>'
    assert content(Text("黑", colour="#333333")) == "黑"
    assert content(Text("底", background="#ffff00")) == '<span style="background:#ffff00">底</span>'


@pytest.mark.parametrize("colour", ["red", "#fff;position:fixed", "url(x)", "#12345g", '"'])
def test_what_is_no_colour_never_reaches_the_page(colour: str) -> None:
    assert content(Text("字", colour=colour, background=colour)) == "字"


def test_a_heading_takes_the_looks_of_the_theme() -> None:
    titled = section("甲")
    coloured = type(titled)(level=1, title=(Text("甲", bold=True, colour="#ff0000"),), blocks=())
    assert "<h2>甲</h2>" in write(article(coloured))


def test_a_web_link_stays_a_link() -> None:
    assert (
        content(Link("https://a.cn/?b=1&c=2", inlines("看"))) == '<a href="https://a.cn/?b=1&amp;c=2">看</a>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a.cn", "HTTPS://a b", ""]
)
def test_any_other_link_is_only_its_text(address: str) -> None:
    assert content(Link(address, inlines("看"))) == "看"


def test_a_citation_is_its_text() -> None:
    assert content(Citation(inlines("《条例》第十条"), ())) == "《条例》第十条"


def test_invisible_hints_are_for_paper_only() -> None:
    assert content("变“隐身衣”的14个·人") == "变“隐身衣”的14个·人"


def test_quotation_marks_of_a_narrow_face_are_marked() -> None:
    assert content(Text("“甲”", italic=True)) == (
        '<em><span class="marks-kai">“</span>甲<span class="marks-kai">”</span></em>'
    )


@pytest.mark.parametrize(
    "text", ["</p><script>x</script>", "</style><b>", "<!--", "&lt;", '"', "]]>", "\x00\x08文", "\ud800"]
)
def test_text_never_becomes_markup(text: str) -> None:
    hostile = Article(
        meta=Meta(title=text, author=text, keywords=(text,), published=text),
        body=(
            section(text, paragraph(text)),
            Figure(address=text, alternative=text),
            Verse(lines=(inlines(text),)),
        ),
    )
    page = parse(hostile)
    assert page.find(".//script") is None
    assert len(page.findall(".//style")) == 2
    assert page.findtext(".//h2") == re.sub("[\x00\x08\ud800]", "", text)
    assert page.find(".//b") is None


def test_a_centred_paragraph_breaks_after_a_clause() -> None:
    long = "党员干部究竟应该如何使用微信办公，如何在使用微信办公时找准定位、站稳立场？"
    page = body(Paragraph(inlines(long), align="center"))
    assert [node.text for node in page.findall(".//p[@class='centred']/span")] == [
        "党员干部究竟应该如何使用微信办公，",
        "如何在使用微信办公时找准定位、站稳立场？",
    ]


def test_a_long_heading_breaks_after_a_clause() -> None:
    long = "公开发表违背四项基本原则，违背、歪曲党的改革开放决策，严重者开除党籍"
    heading = body(rule(long, mark=marker("3. ", "decimal"))).find(".//h3")
    assert [line.text_content() for line in heading.findall("span[@class='line']")] == [
        "3. 公开发表违背四项基本原则，",
        "违背、歪曲党的改革开放决策，严重者开除党籍",
    ]


def test_roles_become_classes() -> None:
    page = body(paragraph("各位：", role="salutation"), paragraph("来源", role="credit"))
    assert [node.get("class") for node in page.iter("p")] == ["salutation", "credit"]


def test_signature_and_date_are_one_group() -> None:
    closing = (
        paragraph("纪委办", role="signature"),
        paragraph("5月6日", role="date"),
        paragraph("注", role="credit"),
    )
    page = parse(article(paragraph("文"), closing=closing))
    assert [node.text for node in page.findall(".//footer/div[@class='signed']//p")] == ["纪委办", "5月6日"]
    assert page.findtext(".//footer/p[@class='credit']") == "注"


def test_a_list_counts_from_its_start() -> None:
    items = (ListItem(blocks=(paragraph("甲"),)), ListItem(blocks=(paragraph("乙"),), checked=True))
    listing = body(Listing(items=items, ordered=True, start=3)).find(".//ol")
    assert listing.get("start") == "3"
    assert [node.get("class") for node in listing] == [None, "done"]


def test_a_table_says_what_its_heads_are_for() -> None:
    rows = (
        Row(cells=(Cell(blocks=(paragraph("姓名"),)), Cell(blocks=(paragraph("处分"),)))),
        Row(
            cells=(
                Cell(blocks=(paragraph("张某"),), header=True),
                Cell(blocks=(paragraph("警告"),), columns=2),
            )
        ),
    )
    table = body(Table(rows=rows, header_rows=1, caption=inlines("表一"))).find(".//table")
    assert table.findtext("caption") == "表一"
    assert [node.get("scope") for node in table.iter("th")] == ["col", "col", "row"]
    assert table.find("./tbody//td").get("colspan") == "2"


def test_spans_end_with_the_table() -> None:
    wide = Cell(blocks=(), columns=10**9, rows=10**9)
    cell = body(Table(rows=(Row(cells=(wide,)),))).find(".//td")
    assert (cell.get("colspan"), cell.get("rowspan")) == ("63", None)


def test_an_image_at_hand_is_inside_the_file() -> None:
    figure = Figure(
        address="a.png", media_type="image/png", content=PIXEL, alternative="合影", caption=inlines("图一")
    )
    found = body(figure).find(".//figure")
    assert found.find("img").get("src").startswith("data:image/png;base64,iVBORw0KGgo")
    assert (found.find("img").get("alt"), found.findtext("figcaption")) == ("合影", "图一")


def test_an_image_not_at_hand_is_a_frame_with_its_address() -> None:
    report = Report()
    page = write(article(Figure(address="http://a.cn/1.jpg", alternative="合影")), report)
    assert '<p class="missing-image">［合影］<br>http://a.cn/1.jpg</p>' in page
    assert [(found.code, found.values) for found in report.diagnostics] == [
        ("missing-image", {"address": "http://a.cn/1.jpg"})
    ]


def test_a_picture_that_may_carry_script_is_not_shown() -> None:
    assert body(Figure(address="a", media_type="image/svg+xml", content=b"<svg/>")).find(".//img") is None


def test_quotes_verses_and_dividers_have_elements_of_their_own() -> None:
    page = body(Quote(blocks=(paragraph("引"),)), Divider(), Verse(lines=(inlines("甲"), inlines("乙"))))
    assert page.findtext(".//blockquote/p") == "引"
    assert page.find(".//hr") is not None
    assert etree.tostring(page.find(".//p[@class='verse']"), encoding="unicode").startswith(
        '<p class="verse">甲<br/>乙</p>'
    )


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = write(article(Figure(address="http://a.cn/1.jpg")))
    assert not re.search(r"\ssrc=|@import|url\(|<link|<script", page)


@given(articles())
def test_every_visible_character_stands_in_the_page_in_order(generated: Article) -> None:
    page = parse(generated)
    for frame in page.xpath("//header | //p[@class='imprint'] | //p[@class='missing-image'] | //style"):
        frame.drop_tree()
    assert visible(page.find("body").text_content()) == visible(article_text(generated))


@given(articles())
def test_the_same_article_gives_the_same_bytes(generated: Article) -> None:
    assert write(generated) == write(generated)
