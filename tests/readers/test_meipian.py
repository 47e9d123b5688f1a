"""The text export: title, author, body and keywords, each of which may be missing."""

import pytest

from docpipe.model import Divider, Figure, Link, Listing, Position, Quote, Table
from docpipe.readers.decode import decode
from docpipe.readers.meipian import TEXT_EXPORT
from docpipe.source import Line, Source
from docpipe.walk import plain_text

BODY = '<p class="ql-block">  甲</p> 乙 <p class="ql-block">丙</p>'


def read(text: str, encoding: str = "utf-8") -> Source:
    source = TEXT_EXPORT.read(decode("test.txt", text.encode(encoding)))
    assert isinstance(source, Source)
    return source


def lines(source: Source) -> list[Line]:
    return [block for block in source.blocks if isinstance(block, Line)]


def texts(source: Source) -> list[str]:
    return [plain_text(line.inlines) for line in lines(source)]


def test_head_body_and_keywords_are_told_apart() -> None:
    source = read(f"【标题】\n\n美友1\n\n{BODY}\n\n微信\n\n处分")
    assert (source.title, source.author, source.keywords) == ("标题", "美友1", ("微信", "处分"))
    assert texts(source) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("text", "title", "author", "keywords"),
    [
        (f"标题\n\n作者\n\n{BODY}", "标题", "作者", ()),
        (f"标题\n\n{BODY}\n\n词", "标题", None, ("词",)),
        (f"{BODY}\n\n词\n\n语", None, None, ("词", "语")),
        (BODY, None, None, ()),
    ],
)
def test_each_part_may_be_missing(
    text: str, title: str | None, author: str | None, keywords: tuple[str, ...]
) -> None:
    source = read(text)
    assert (source.title, source.author, source.keywords) == (title, author, keywords)
    assert texts(source) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_and_line_ends_make_no_difference(encoding: str, newline: str) -> None:
    text = f"标题\n\n作者\n\n{BODY}\n\n词\n\n语".replace("\n", newline)
    source = read(text, encoding)
    assert (source.title, source.author, source.keywords) == ("标题", "作者", ("词", "语"))
    assert source.blocks == read(text).blocks


def test_brackets_around_a_part_of_the_title_stay() -> None:
    assert read(f"【第一期】身边事\n\n作者\n\n{BODY}").title == "【第一期】身边事"


def test_bare_text_and_gaps_are_seen() -> None:
    looks = [line.look for line in lines(read(BODY))]
    assert [look.bare for look in looks] == [False, True, False]
    assert [look.gap_before for look in looks] == [False, True, True]


def test_leading_space_becomes_an_indent_even_inside_bold() -> None:
    line = lines(read('<p><b style="color: rgb(237, 35, 8);">  1. 甲</b></p>'))[0]
    assert plain_text(line.inlines) == "1. 甲"
    assert (line.look.lead_space, line.look.bold, line.look.colour) == (2, True, "#ed2308")


def test_a_bold_run_of_white_space_is_noise() -> None:
    line = lines(read("<p><b>  </b>甲乙</p>"))[0]
    assert [(run.text, run.bold) for run in line.inlines] == [("甲乙", False)]  # type: ignore[union-attr]


def test_a_run_split_by_size_alone_is_healed() -> None:
    line = lines(read('<p><b>(武公罚决字(</b><b style="font-size: 18px;">2020)326号)</b></p>'))[0]
    assert [run.text for run in line.inlines] == ["(武公罚决字(2020)326号)"]  # type: ignore[union-attr]


def test_a_position_counts_lines_and_characters_of_the_source() -> None:
    text = f"标题\n\n作者\n\n{BODY}"
    body = text.split("\n")[4]
    positions = [line.position for line in lines(read(text))]
    columns = [body.index(char) + 1 for char in "甲乙丙"]
    assert [(position.line, position.column) for position in positions] == [(5, column) for column in columns]


def test_entities_and_no_break_spaces_are_text() -> None:
    assert texts(read("<p>&nbsp; &nbsp;甲&lt;乙&amp;丙</p>")) == ["甲<乙&丙"]


def test_an_escaped_body_is_unescaped_once() -> None:
    assert texts(read("标题\n\n作者\n\n&lt;p&gt;甲&lt;/p&gt; &lt;p&gt;乙&lt;/p&gt;")) == ["甲", "乙"]


def test_a_line_end_between_chinese_characters_vanishes() -> None:
    assert texts(read("<p>春天\n    来了 today\n  is fine</p>")) == ["春天来了 today is fine"]


def test_a_break_ends_a_line() -> None:
    assert texts(read("<p>甲<br>乙</p>")) == ["甲", "乙"]


def test_an_empty_paragraph_is_a_blank_before_the_next() -> None:
    assert [line.look.blank_before for line in lines(read("<p>甲</p><p><br></p><p>乙</p>"))] == [False, True]


def test_lists_quotations_tables_images_and_rules_are_kept() -> None:
    body = (
        '<ol start="3"><li>甲<ul><li>乙</li></ul></li></ol><blockquote>丙</blockquote>'
        '<table><tr><th>丁</th></tr><tr><td>戊</td></tr></table><p><img data-src="a.jpg" alt="图"></p><hr>'
    )
    listing, quote, table, figure, divider = read(body).blocks
    assert isinstance(listing, Listing)
    assert (listing.ordered, listing.start, len(listing.items[0].blocks)) == (True, 3, 2)
    assert isinstance(quote, Quote)
    assert isinstance(table, Table)
    assert (len(table.rows), table.header_rows) == (2, 1)
    assert isinstance(figure, Figure)
    assert (figure.address, figure.alternative) == ("a.jpg", "图")
    assert isinstance(divider, Divider)


def test_a_link_keeps_its_address() -> None:
    line = lines(read('<p>看<a href="https://example.test/">这里</a></p>'))[0]
    assert isinstance(line.inlines[1], Link)
    assert line.inlines[1].address == "https://example.test/"


def test_a_deep_tree_loses_nothing() -> None:
    deep = "<div>" * 50_000 + "字" + "</div>" * 50_000
    assert texts(read(f"<p>甲</p>{deep}<p>乙</p>")) == ["甲", "字", "乙"]


def test_plain_text_is_read_line_by_line() -> None:
    source = read("标题\n\n作者\n\n第一段有一句话。\n\n第二段也有一句话。\n")
    assert (source.title, source.author) == ("标题", "作者")
    assert texts(source) == ["第一段有一句话。", "第二段也有一句话。"]


def test_a_script_is_no_text() -> None:
    assert texts(read("<p>甲</p><script>var a = 1</script><p>乙</p>")) == ["甲", "乙"]


@pytest.mark.parametrize("text", ["<" * 30_000, "<!--" * 20_000, "<a" * 30_000, "&" * 30_000, "<p>" * 30_000])
def test_hostile_markup_ends(text: str) -> None:
    assert isinstance(read(f"甲<p>乙</p>{text}"), Source)


def test_positions_compare_equal_but_are_exact() -> None:
    assert Position(1, 2) == Position(3, 4)
