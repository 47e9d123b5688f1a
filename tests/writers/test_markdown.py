"""Markdown, read back by a CommonMark parser: its text and its blocks are those of the article."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders import article, bold, case, inlines, marker, paragraph, rule, section
from docpipe.diagnostics import Report
from docpipe.errors import WriteError
from docpipe.model import (
    Article,
    Block,
    Case,
    Cell,
    Divider,
    Figure,
    Inline,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Meta,
    Quote,
    Row,
    Rule,
    Section,
    Table,
    Text,
    Verse,
    descend,
)
from docpipe.registry import load_writer
from docpipe.themes import HANDOUT
from docpipe.walk import article_text, heading_text
from docpipe.writers.markdown import MARKDOWN, MarkdownOptions
from docpipe.writers.markdown.inlines import clean
from strategies import PICTURE, articles, metas

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NAUGHTY = Path(__file__).parents[3] / "shared/suites/blns/blns.json"
OURS = re.compile(r"(?:</?(?:strong|em|u|s|sup|sub|br|table|tr|t[hd])(?: (?:col|row)span=\"\d+\")*>\s*)+")
"""The elements that the writer has for what Markdown has no sign for."""


def write(of: Article, report: Report | None = None, *, keywords: bool = False) -> str:
    return MARKDOWN.write(of, HANDOUT(), MarkdownOptions(keywords=keywords), report or Report()).decode()


def body(*blocks: Block) -> str:
    """The Markdown of `blocks` alone."""
    return write(article(*blocks, title=None)).rstrip("\n")


def line(*parts: str | Inline) -> str:
    return body(paragraph(*parts))


def parse(text: str) -> list[Token]:
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return PARSER.parse(text)


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type != "image":
            yield from flat(token.children or [])


def shown(text: str) -> str:
    """What a reader of the rendered Markdown sees, white space aside."""
    # A box to tick is the writer's: that of the text has a backslash.
    box = re.compile(r"^([> ]*(?:(?:[-+]|\d+[.)]) +)+)\[[x ]\](?= |$)", re.MULTILINE)
    text = box.sub("\\1\u200b", text)
    return squeeze("".join(token.content for token in flat(parse(text)) if token.type == "text"))


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\x00-\x1f\x7f-\x9f]+", "", text)


def types(text: str) -> list[str]:
    return [token.type for token in flat(parse(text)) if token.type.endswith("_open") and token.level == 0]


def test_the_writer_is_registered() -> None:
    assert load_writer("md") is MARKDOWN
    assert (MARKDOWN.name, MARKDOWN.suffix, MARKDOWN.for_print) == ("md", ".md", True)


def test_an_article_has_front_matter_a_title_and_its_headings() -> None:
    known = Meta(title="题: “甲”", author="某某", published="2020-06-01", keywords=("微信", "处分"))
    page = write(Article(meta=known, body=(section("甲", paragraph("文"), mark=marker("一、")),)))
    assert page == (
        '---\ntitle: "题: “甲”"\nauthor: "某某"\ndate: "2020-06-01"\n---\n\n'
        "# 题: “甲”\n\n某某\n\n## 一、甲\n\n文\n\n原文：2020-06-01\n"
    )


def test_keywords_stand_in_the_front_matter_on_request_only() -> None:
    known = Article(meta=Meta(title="题", keywords=("微信", '"')), body=())
    assert "keywords" not in write(known)
    assert 'keywords: ["微信", "\\""]' in write(known, keywords=True)


def test_an_article_of_which_nothing_is_known_has_no_front_matter() -> None:
    assert write(article(paragraph("文"), title=None)) == "文\n"


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲", "一、甲", "1) 甲", "12.", "- 甲", "+", "* 甲", "# 甲", "> 甲", "---", "===", "***", "```", "~~~",
        "    甲", "[甲](乙)", "![甲](乙)", "[甲]: 乙", "<b>甲</b>", "<!-- 甲", "&lt;", "&#60;", "甲\\", "\\*甲*", "a*b*c",
        "_甲_", "__甲__", "`甲`", "~~甲~~", "| 甲 |", "甲_乙_丙", "http://a.cn/a_b_c", "$1和$2", "<http://a.cn>", "[x] 甲",
    ],
)  # fmt: skip
def test_text_is_never_a_sign(text: str) -> None:
    page = line(text)
    assert types(page) == ["paragraph_open"]
    assert shown(page) == squeeze(text)


@pytest.mark.parametrize(
    "second", ["1. 乙", "- 乙", "---", "===", "--- | ---", "# 乙", "> 乙", "| 乙", "```"]
)
def test_a_line_that_the_author_broke_is_text_too(second: str) -> None:
    page = line("甲 | 丙", LineBreak(), second)
    assert types(page) == ["paragraph_open"]
    assert shown(page) == squeeze("甲|丙" + second)
    assert any(token.type == "hardbreak" for token in flat(parse(page)))


def test_an_address_stays_as_it_is() -> None:
    assert line("见http://a.cn/a_b?c=1&d=2。") == "见http://a.cn/a_b?c=1&d=2。"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([bold("甲"), "乙"], "**甲**乙"),
        (["乙", bold("甲"), "丙"], "乙**甲**丙"),
        ([bold("甲，"), "乙"], "<strong>甲，</strong>乙"),
        ([bold("甲。")], "**甲。**"),
        ([bold("甲 "), "乙"], "**甲** 乙"),
        ([bold("甲", "#ff0000"), bold("乙")], "**甲乙**"),
        ([bold("甲"), Text("乙", italic=True)], "**甲**<em>乙</em>"),
        ([Text("甲", bold=True, italic=True)], "***甲***"),
        (["10", Text("2", superscript=True)], "10<sup>2</sup>"),
        ([Text("甲", underline=True), Text("乙", strike=True)], "<u>甲</u><s>乙</s>"),
        ([bold(" "), "甲"], "甲"),
    ],
)
def test_looks_have_their_signs_where_these_count(parts: list[str | Inline], expected: str) -> None:
    assert line(*parts) == expected


def test_emphasis_is_read_back_as_emphasis() -> None:
    page = line("他", bold("受到处分，"), "并", bold("退赔"), "。", Text("（某纪委）", italic=True))
    tags = [
        token.tag or token.content
        for token in flat(parse(page))
        if token.nesting or token.type == "html_inline"
    ]
    assert tags == ["p", "<strong>", "</strong>", "strong", "strong", "em", "em", "p"]


def test_links_keep_their_address() -> None:
    assert line(Link("https://a.cn/b_(c)?d=1&lt;=2", inlines("看["))) == (
        r"[看\[](<https://a.cn/b_(c)?d=1\&lt;=2>)"
    )
    assert line(Link("https://a.cn/b", inlines("https://a.cn/b"))) == "<https://a.cn/b>"
    assert line("快看!", Link("https://a.cn/b", inlines("图"))) == r"快看\![图](https://a.cn/b)"


def test_an_unsafe_link_is_its_text_and_told() -> None:
    report = Report()
    assert "[看]" not in write(article(paragraph(Link("javascript:alert(1)", inlines("看")))), report)
    assert [found.code for found in report.diagnostics] == ["dropped-link"]


def test_a_marker_is_text_in_a_heading_and_in_a_paragraph() -> None:
    page = body(rule("不得泄密", paragraph("1. 甲"), mark=marker("1. ", "decimal"), level=2))
    assert page == "### 1. 不得泄密\n\n1\\. 甲"


def test_a_heading_may_end_in_signs() -> None:
    page = body(section("C##"))
    assert (types(page), shown(page)) == (["heading_open"], "C##")


def test_a_list_of_the_source_is_a_list() -> None:
    items = tuple(ListItem(blocks=(paragraph(text),)) for text in ("甲", "乙"))
    assert body(Listing(items=items, ordered=True, start=3)) == "3. 甲\n4. 乙"
    done = ListItem(blocks=(paragraph("丙"),), checked=True)
    assert body(Listing(items=(*items, done))) == "- 甲\n- 乙\n- [x] 丙"


def test_lists_that_follow_one_another_stay_two() -> None:
    one = Listing(items=(ListItem(blocks=(paragraph("甲"),)),))
    assert body(one, one, one) == "- 甲\n\n+ 甲\n\n- 甲"


def test_what_stands_in_an_item_is_indented() -> None:
    inner = Listing(items=(ListItem(blocks=(paragraph("乙"),)),))
    outer = Listing(items=(ListItem(blocks=(paragraph("甲"), inner)),), ordered=True, start=10)
    assert body(outer) == "10. 甲\n\n    - 乙"


def test_a_plain_table_is_one_of_pipes() -> None:
    rows = (("姓名", "处分"), ("张|某", "警告\\"), ("李某", ""))
    table = Table(
        rows=tuple(Row(cells=tuple(Cell(blocks=(paragraph(text),)) for text in row)) for row in rows),
        header_rows=1,
        caption=inlines("表一"),
    )
    page = body(table)
    assert page.splitlines()[2:4] == ["| 姓名 | 处分 |", "| --- | --- |"]
    cells = [token.content for token in parse(page) if token.type == "inline"]
    assert cells == ["表一", "姓名", "处分", "张|某", "警告\\\\", "李某", ""]


def test_a_table_with_spans_is_one_of_elements_with_markdown_inside() -> None:
    wide = Cell(blocks=(paragraph(bold("甲")), Quote(blocks=(paragraph("乙"),))), columns=2)
    page = body(
        Table(rows=(Row(cells=(wide,)), Row(cells=(Cell(blocks=()), Cell(blocks=(paragraph("丙"),))))))
    )
    assert '<td colspan="2">\n\n**甲**\n\n> 乙\n\n</td>' in page
    assert shown(page) == "甲乙丙"


def test_verse_has_hard_breaks() -> None:
    page = body(Verse(lines=(inlines("石径穿云"), inlines("1. 山花"))))
    assert page == "石径穿云\\\n1\\. 山花"


def test_quotes_and_dividers() -> None:
    page = body(Quote(blocks=(paragraph("甲"), paragraph("乙"))), Divider())
    assert page == "> 甲\n>\n> 乙\n\n* * *"


def test_a_picture_at_hand_stands_at_the_end() -> None:
    figure = Figure(address="1.png", media_type="image/png", content=PICTURE, alternative="合[影]")
    page = body(figure, paragraph("文"))
    assert re.fullmatch(
        r"!\[合\\\[影\\\]\]\[image-1\]\n\n文\n\n\[image-1\]: data:image/png;base64,[\w+/=]+", page
    )
    (image,) = [token for token in flat(parse(page)) if token.type == "image"]
    assert (image.content, str(image.attrs["src"])[:15]) == ("合\\[影\\]", "data:image/png;")


def test_a_picture_elsewhere_is_its_address() -> None:
    assert body(Figure(address="https://a.cn/1.jpg", caption=inlines("图一"))) == (
        "![图一](https://a.cn/1.jpg)\n\n图一"
    )


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_picture_that_cannot_be_shown_is_named_and_told(address: str) -> None:
    report = Report()
    page = write(article(Figure(address=address, alternative="合影"), title=None), report)
    assert page == "［图片：合影］\n"
    assert [found.code for found in report.diagnostics] == ["missing-image"]


def test_a_case_shows_its_blocks_and_then_its_commentary() -> None:
    whole = Case(level=2, title=inlines("案"), blocks=(paragraph("事"),), commentary=(paragraph("评"),))
    assert body(whole, case("无题", paragraph("另案"), level=0)) == "### 案\n\n事\n\n评\n\n另案"


def test_characters_that_no_file_should_hold_are_left_out() -> None:
    assert line("甲\x00\ud800\u2028乙") == "甲乙"


def count(of: Article, kind: type[Block], **fields: object) -> int:
    return sum(
        isinstance(node, kind) and all(getattr(node, name) == value for name, value in fields.items())
        for node in descend(of)
    )


@given(articles())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_parser_gives_back_the_text_in_order(generated: Article) -> None:
    bare = Article(meta=Meta(), body=generated.body, closing=generated.closing)
    page = re.sub(r"［图片(：[^\n]*)?］", "", write(bare))
    assert shown(page) == squeeze(article_text(bare))


@given(articles())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_parser_finds_the_blocks_that_there_are_and_no_others(generated: Article) -> None:
    tokens = list(flat(parse(write(generated))))
    found = [token.type for token in tokens]
    assert found.count("ordered_list_open") == count(generated, Listing, ordered=True)
    assert found.count("bullet_list_open") == count(generated, Listing, ordered=False)
    assert found.count("blockquote_open") == count(generated, Quote)
    assert found.count("hr") == count(generated, Divider)
    headed = (node for node in descend(generated) if isinstance(node, Section | Case | Rule) and node.level)
    headings = [text for node in headed if (text := squeeze(heading_text(node.marker, node.title)))]
    assert found.count("heading_open") == len(headings) + bool(generated.meta.title)
    assert {"code_block", "fence", "code_inline", "s_open"}.isdisjoint(found)
    elements = [token.content for token in tokens if token.type in ("html_inline", "html_block")]
    assert [element for element in elements if not OURS.fullmatch(element)] == []


@given(metas())
def test_the_front_matter_gives_back_what_it_was_given(meta: Meta) -> None:
    front = re.match(r"---\n(.*?)\n---\n", write(Article(meta=meta, body=()), keywords=True), re.DOTALL)
    fields = dict(line.split(": ", 1) for line in front[1].splitlines()) if front else {}
    assert json.loads(fields.get("title", "null")) == meta.title
    assert tuple(json.loads(fields.get("keywords", "[]"))) == meta.keywords


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the naughty strings are not beside the project")
def test_naughty_strings_are_shown_as_they_are() -> None:
    for text in json.loads(NAUGHTY.read_text("utf-8")):
        if squeeze(clean(text)):
            page = body(paragraph(text), section(text))
            assert types(page) == ["paragraph_open", "heading_open"]
            assert shown(page) == squeeze(clean(text)) * 2


def test_a_tree_that_is_too_deep_is_an_error_of_ours() -> None:
    nested: Block = paragraph("甲")
    for _ in range(5000):
        nested = Quote(blocks=(nested,))
    with pytest.raises(WriteError):
        body(nested)
