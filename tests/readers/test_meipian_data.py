"""Meipian's pages and JSON: every place of the data, every type of segment, nothing private, every year's elements."""

import html
import json
from typing import Any

import pytest

from docpipe.contest import choose_reader
from docpipe.convert import ConvertOptions, find_writers, read_article, render
from docpipe.diagnostics import Report
from docpipe.errors import NoArticleError
from docpipe.model import Article, Divider, Figure, Link
from docpipe.readers.decode import decode
from docpipe.source import Line, Source
from docpipe.walk import article_text, plain_text
from meipian import SECRETS, detail, export, page, segment

WEB = "https://ss2.meipian.me/users/638/1.jpg"
TEXTS = (
    '<p class="ql-block">  各位同事:</p><p class="ql-block">现将近期两起典型案例通报如下。</p>',
    "一、被问责案例",
    '<p class="ql-block"><b>案例一:张某违规收受礼品案</b></p><p class="ql-block">2023年5月,丙县某局副局长张某违规收受礼品,价值3000元。2023年9月,张某受到党内警告处分。</p>',
    "二、相关规定",
    '<p class="ql-block"><b style="color: rgb(237, 35, 8);">1. 不得违规收受礼品,情节严重者开除党籍</b></p><p class="ql-block">《中国共产党纪律处分条例》第九十七条规定,情节严重的,给予开除党籍处分。</p>',
    '<p class="ql-block"><b style="color: rgb(237, 35, 8);">2. 不得公款旅游,情节严重者开除党籍</b></p><p class="ql-block">《中国共产党纪律处分条例》第一百零五条规定,情节严重的,给予开除党籍处分。</p>',
    '<p class="ql-block" style="text-align: right;">丙县纪委</p><p class="ql-block" style="text-align: right;">2023年10月8日</p>',
)


def read(text: str) -> Source:
    raw = decode("a", text.encode())
    source = choose_reader(raw).reader.read(raw)
    assert isinstance(source, Source)
    return source


def texts(source: Source) -> list[str]:
    return [plain_text(block.inlines) for block in source.blocks if isinstance(block, Line)]


def addresses(source: Source) -> list[str]:
    return [block.address for block in source.blocks if isinstance(block, Figure)]


def of_segments(*segments: dict[str, Any]) -> Source:
    return read(json.dumps(detail(*segments), ensure_ascii=False))


def understood(text: str) -> Article:
    return read_article("", text.encode())


ONE = segment('<p class="ql-block">甲{}"乙\\n</p>')
FORMS = {
    "json": json.dumps(detail(ONE), ensure_ascii=False),
    "array": json.dumps([ONE]),
    "answer": json.dumps({"code": 1000, "data": {"abc12def": [ONE]}}),
    "escaped answer": json.dumps(
        {"code": 1000, "data": {"abc": [segment(html.escape(ONE["text"], quote=False))]}}
    ),
    "wrapped": json.dumps({"code": 0, "data": detail(ONE)}),
    "inner only": json.dumps(detail(ONE, places="inner")),
    "outer only": json.dumps(detail(ONE, places="outer")),
    "page": page(detail(ONE)),
    "window": page(detail(ONE), "window.ARTICLE_DETAIL"),
    "blade": page(detail(ONE), "BLADE_ARTICLE_JSON"),
    "javascript": page(
        "{article: {title: '值班提醒'}, content: [{type: 1, text: '<p>甲{}\"乙\\\\n</p>',},]}",
        "var BLADE_ARTICLE_JSON",
    ),
    "parsed": page(f"JSON.parse({json.dumps(json.dumps(detail(ONE)))})"),
    "textarea": f'<html><title>值班提醒 - 美篇</title><textarea data-article-json="Blade_ContentJson">{html.escape(json.dumps([ONE]))}</textarea></html>',
}


@pytest.mark.parametrize("form", FORMS)
def test_the_data_is_found_wherever_it_stands(form: str) -> None:
    source = read(FORMS[form])
    assert texts(source) == ['甲{}"乙\\n']
    assert source.provenance.reader in ("meipian-json", "meipian-page")


def test_title_author_and_time_are_the_article_s() -> None:
    source = read(page(detail(ONE, title="\u200b 值班  提醒&amp;通报 ")))
    assert (source.title, source.author) == ("值班  提醒&通报", "丙县小芮")
    assert source.published == "2024-12-10T16:03:33+08:00"
    assert source.provenance.address == "https://www.meipian.cn/abc12def"


@pytest.mark.parametrize("form", ["textarea", "javascript"])
def test_an_array_has_the_title_of_its_page(form: str) -> None:
    assert read(FORMS[form]).title == "值班提醒"


@pytest.mark.parametrize("moment", ["", None, "x", 0, "99999999999999"])
def test_a_time_that_is_none_stays_unknown(moment: Any) -> None:
    assert read(page(detail(ONE, create_time=moment))).published is None


@pytest.mark.parametrize("form", ["json", "page", "wrapped"])
def test_nothing_private_gets_into_the_article_or_an_output(form: str) -> None:
    article = understood(FORMS[form])
    renderings = render(article, find_writers("json,txt,html"), ConvertOptions(), Report())
    everything = repr(article) + "".join(
        item.content.decode() for item in renderings if isinstance(item.content, bytes)
    )
    assert [secret for secret in map(str, SECRETS.values()) if secret in everything] == []


# ── segments ─────────────────────────────────────────────────────────────────────────────────


def test_the_text_of_a_segment_stands_before_its_image() -> None:
    source = of_segments(segment("<p>甲</p>", img_url=WEB), segment("<p>乙</p>"))
    assert [type(block) for block in source.blocks] == [Line, Figure, Line]
    assert addresses(source) == [WEB]


def test_what_was_deleted_is_gone() -> None:
    source = of_segments(
        segment("<p>甲</p>", img_url=WEB, img_del=1),
        segment("<p>乙</p>", img_url=WEB, text_del="1"),
        segment("<p>丙</p>", img_del="0"),
    )
    assert (texts(source), addresses(source)) == (["甲", "丙"], [WEB])


def test_a_video_is_a_label_with_its_length_its_address_and_its_picture() -> None:
    source = of_segments(
        segment(kind=3, video_url="https://example.test/v.mp4", video_thumbnail=WEB, video_length=273.8)
    )
    assert (texts(source), addresses(source)) == (["[视频] 4:34"], [WEB])
    line = source.blocks[0]
    assert isinstance(line, Line)
    assert isinstance(line.inlines[0], Link)
    assert [found.code for found in source.diagnostics] == ["embedded-content"]


def test_a_map_is_its_name_and_its_address() -> None:
    place = {"title": "丙县图书馆", "address": "丙县中山路1号", "latitude": 22.817, "longitude": 108.366}
    assert texts(of_segments(segment("<p>甲</p>", kind=5, **place))) == [
        "甲",
        "[位置] 丙县图书馆 丙县中山路1号",
    ]
    assert texts(of_segments(segment("<p>甲</p>", kind=5, location_del=1, **place))) == ["甲"]


def test_a_subtitle_is_bare_text() -> None:
    line = of_segments(segment("一、案例", kind=6), segment("<p>甲</p>")).blocks[0]
    assert isinstance(line, Line)
    assert (plain_text(line.inlines), line.look.bare) == ("一、案例", True)


def test_a_link_is_a_label_that_leads_there() -> None:
    source = of_segments(segment(kind=7, link_url="https://example.test/a", link_title="条例全文"))
    assert texts(source) == ["[链接] 条例全文"]


def test_a_type_that_is_not_known_is_labelled_and_keeps_what_it_says() -> None:
    source = of_segments(segment("<p>甲</p>", kind=42, img_url=WEB, title="投票"))
    assert (texts(source), addresses(source)) == (["[美篇段落 类型42]", "甲", "投票"], [WEB])
    assert [found.code for found in source.diagnostics] == ["unknown-segment"]


def test_the_flags_of_the_old_editor_are_looks() -> None:
    line = of_segments(
        segment("甲\n乙", text_center=1, text_strong="1", text_large=1, text_color="#ed2308")
    ).blocks[0]
    assert isinstance(line, Line)
    look = line.look
    assert (look.align, look.bold, look.size, look.colour, look.bare) == (
        "center",
        True,
        20.0,
        "#ed2308",
        False,
    )


def test_line_ends_of_plain_text_are_the_author_s() -> None:
    assert texts(of_segments(segment("甲\n乙\r\n丙"))) == ["甲", "乙", "丙"]


def test_markup_that_one_segment_leaves_open_ends_with_it() -> None:
    first, second = of_segments(segment("<p><b>甲"), segment("<p>乙</p>")).blocks
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.look.bold, second.look.bold) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "?meipian-watermark/bucket/x/nickname/5LiZ5Y6_/userid/NjM4/sign/abc%7cimageView2/2/w/750",
        "?watermark/3/image/aHR0cA==/text/QCDkuJnljr8=",
        "?imageView2/2/w/750|watermark/2/text/5LiZ5Y6_",
        "?imageMogr2/auto-orient&watermark=5LiZ5Y6_",
    ],
)
def test_a_watermark_that_names_the_author_is_cut_off(query: str) -> None:
    (address,) = addresses(of_segments(segment("<p>甲</p>", img_url=WEB + query)))
    assert address.startswith(WEB)
    assert "5LiZ5Y6_" not in address
    assert "watermark" not in address


def test_a_query_that_only_sets_the_size_stays() -> None:
    address = f"{WEB}?imageView2/2/w/750/h/1400/q/80"
    assert addresses(of_segments(segment("<p>甲</p>", img_url=address))) == [address]


def test_several_articles_follow_one_another_and_are_told_of() -> None:
    source = read(json.dumps({"data": {"a": [segment("<p>甲</p>")], "b": [segment("<p>乙</p>")]}}))
    assert texts(source) == ["甲", "乙"]
    assert isinstance(source.blocks[1], Divider)
    assert [found.code for found in source.diagnostics] == ["several-articles"]


def test_data_that_is_cut_off_gives_what_is_whole() -> None:
    whole = json.dumps([segment("<p>甲 }]</p>"), segment("<p>乙</p>"), segment("<p>丙</p>")])
    cut = whole[: whole.index('"type"', len(whole) // 2 + 60)]
    for source in (read(cut), read(f"<script>var ARTICLE_DETAIL = {cut}")):
        assert texts(source) == ["甲 }]", "乙"]
        assert [found.code for found in source.diagnostics] == ["cut-off-data"]


def test_elements_are_read_where_the_data_is_broken() -> None:
    source = read(page('{"article": {') + NEW_ELEMENTS)
    assert texts(source) == ["甲", "乙"]
    assert [found.code for found in source.diagnostics] == ["broken-data"]


def test_an_entity_in_text_without_markup_is_its_character() -> None:
    assert texts(of_segments(segment("甲&amp;乙 1 &lt; 2", kind=6))) == ["甲&乙 1 < 2"]


def test_a_title_may_have_markup_and_an_author_be_a_name_alone() -> None:
    told = detail(ONE, title="", rich_text_title="<p>值班<b>提醒</b></p>") | {"author": "丙县小芮"}
    source = read(json.dumps(told))
    assert (source.title, source.author) == ("值班提醒", "丙县小芮")


# ── what is no article ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<html><meta name="aliyunwaf_1"><script>var x = "acw_sc__v2"</script></html>', "check for robots"),
        (page(json.dumps(detail(ONE))[:60]), "cut off or broken"),
        (page(detail()), "holds no article"),
        (page("null"), "cut off or broken"),
        (page(detail(segment(""))), "neither text nor images"),
        (json.dumps([segment("<p>甲</p>"), ONE])[:20], "no reader recognises it"),
        ('<html><div class="mp-article-content-area"></div></html>', "holds no article"),
    ],
)
def test_a_page_without_an_article_says_so(text: str, reason: str) -> None:
    with pytest.raises(NoArticleError, match=reason):
        understood(text)


@pytest.mark.parametrize("text", ['{"content":' * 50_000, page("{" * 100_000), page('{"a":' * 50_000)])
def test_data_of_any_depth_is_an_error_and_no_crash(text: str) -> None:
    with pytest.raises(NoArticleError):
        understood(text)


# ── elements ─────────────────────────────────────────────────────────────────────────────────

NEW_ELEMENTS = """<html><head><title>值班提醒 - 美篇</title></head><body>
<div class="header-navs-qrcode">扫码</div><div class="mp-frame mp-article"><h1 class="mp-article-title">值班提醒</h1>
<span class="mp-author-name">丙县小芮</span><div class="mp-article-music">音乐:春</div>
<div class="mp-article-tpl"><div class="mp-article-content-area">
<div class="mp-article-caption"><div class="mp-article-texts"><div class="mp-article-texts-word"><!-- x -->
<p class="ql-block">甲</p></div></div></div><div class="mp-article-images"><img data-src="https://e.test/1.jpg"
 src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div>
<div class="mp-article-texts"><p class="ql-block"><b>乙</b></p></div></div>
<div class="mp-article-content-more">展开阅读全文</div></div><div class="mp-comment">评论</div></div></body></html>"""
OLD_ELEMENTS = """<html><body><div class="mp-title">值班提醒</div><div class="mp-content">
<div class="section"><h3 class="well text">甲</h3><div class="img-box"><img show-img="https://e.test/1.jpg"
 src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div></div><div class="section"><h3 class="well text"><b>乙</b></h3></div>
</div></body></html>"""
FIRST_ELEMENTS = """<html><body><div class="meipian-title">值班提醒</div><div class="view_content">
<div class="section"><p>甲</p><img src="https://e.test/1.jpg"></div><div class="section"><p><b>乙</b></p></div></div></body></html>"""
HIDDEN_ARTICLE = """<html><head><title>值班提醒 - 美篇</title><meta name="a" content="meipian.cn"></head><body><div id="app"></div>
<article style="display:none"><h1><a href="/abc">值班提醒</a></h1><section>&lt;p class="ql-block"&gt;甲&lt;/p&gt;
&lt;img src="https://e.test/1.jpg"&gt;&lt;p&gt;&lt;b&gt;乙&lt;/b&gt;&lt;/p&gt;</section></article></body></html>"""


@pytest.mark.parametrize("markup", [NEW_ELEMENTS, OLD_ELEMENTS, FIRST_ELEMENTS, HIDDEN_ARTICLE])
def test_the_elements_of_every_year_are_read(markup: str) -> None:
    source = read(markup)
    assert (source.title, texts(source), addresses(source)) == (
        "值班提醒",
        ["甲", "乙"],
        ["https://e.test/1.jpg"],
    )
    lines = [block for block in source.blocks if isinstance(block, Line)]
    assert [(line.look.rank, line.look.bold) for line in lines] == [(None, False), (None, True)]


@pytest.mark.parametrize(
    "body",
    [
        "<section>&lt;p&gt;甲&lt;/p&gt;</section><section>&lt;p&gt;乙&lt;/p&gt;</section>",
        "<p>甲</p><p>乙</p>",
        "&lt;p&gt;甲&lt;/p&gt;&lt;p&gt;乙&lt;/p&gt;",
    ],
)
def test_the_hidden_article_is_read_whole_however_it_is_parted(body: str) -> None:
    markup = f"<html><title>美篇</title><body><article><h1>值班提醒</h1>{body}</article></body></html>"
    source = read(markup)
    assert (source.title, texts(source)) == ("值班提醒", ["甲", "乙"])


def test_the_author_of_the_elements_is_read() -> None:
    assert read(NEW_ELEMENTS).author == "丙县小芮"


# ── one article, many carriers ───────────────────────────────────────────────────────────────


def carried() -> dict[str, str]:
    """The same article as each carrier has it; those without a head have no title to compare."""
    segments = [segment(text, 1 if "<" in text else 6) for text in TEXTS]
    return {
        "json": json.dumps(detail(*segments), ensure_ascii=False),
        "page": page(detail(*segments)),
        "answer": json.dumps({"data": {"a": segments}}),
        "quill": "".join(
            text.replace(' class="ql-block"', "") if "<" in text else f"<p>{text}</p>" for text in TEXTS
        ),
    }


@pytest.mark.parametrize("carrier", ["json", "page", "answer"])
def test_the_same_article_is_equal_whatever_carries_it(carrier: str) -> None:
    told, expected = understood(carried()[carrier]), understood(export(*TEXTS))
    assert (told.body, told.closing) == (expected.body, expected.closing)
    if carrier != "answer":
        assert (told.meta.title, told.meta.author) == (expected.meta.title, expected.meta.author)
    assert (len(told.cases), len(told.rules)) == (1, 2)


def test_quill_s_html_says_the_same_but_for_what_it_lacks() -> None:
    told, expected = understood(carried()["quill"]), understood(export(*TEXTS))
    assert article_text(told) == article_text(expected)
    assert (told.cases, told.rules) == (expected.cases, expected.rules)
