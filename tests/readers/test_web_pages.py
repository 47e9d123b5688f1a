"""Web pages of no known kind: the article in them, what its head says, pieces of pages, pages without an article."""

import pytest
from msgspec.structs import replace
from web_pages import BODY, NEWS, NO_ARTICLES, PAGES, TITLE, WebPage, links, paragraphs, whole

from docpipe.contest import choose_reader, note_doubts
from docpipe.convert import read_article
from docpipe.diagnostics import Report
from docpipe.errors import NoArticleError
from docpipe.readers.decode import decode
from docpipe.readers.html import WEB_PAGE
from docpipe.source import Line, ReadOptions, Source
from docpipe.walk import article_text, block_text, plain_text


def read(markup: str, *, keep_boilerplate: bool = False) -> Source:
    raw = decode("page.html", markup.encode())
    source = WEB_PAGE.read(replace(raw, options=ReadOptions(keep_boilerplate=keep_boilerplate)))
    assert isinstance(source, Source)
    return source


def lines(source: Source) -> tuple[str, ...]:
    """The lines of `source`, the title that the page repeats left out."""
    texts = [
        plain_text(block.inlines) if isinstance(block, Line) else block_text(block) for block in source.blocks
    ]
    return tuple(line for text in texts for line in text.split("\n") if line and line != source.title)


def told(source: Source, code: str) -> str:
    return " ".join(" ".join(found.values.values()) for found in source.diagnostics if found.code == code)


@pytest.mark.parametrize("wanted", PAGES, ids=lambda wanted: wanted.name)
def test_the_article_is_found_in_a_page_and_nothing_around_it(wanted: WebPage) -> None:
    raw = decode("page.html", wanted.markup.encode())
    assert choose_reader(raw).reader.name == "html"
    source = read(wanted.markup)
    found = [line for line in lines(source) if not line.startswith("（责任编辑")]
    assert tuple(found) == wanted.lines
    assert source.title == wanted.title
    assert (source.author, source.published) == (wanted.author, wanted.published)


@pytest.mark.parametrize("kind", NO_ARTICLES)
def test_a_page_that_is_no_article_says_so_and_why(kind: str) -> None:
    markup, reason = NO_ARTICLES[kind]
    with pytest.raises(NoArticleError, match=reason) as caught:
        read_article("page.html", markup.encode())
    assert caught.value.exit_status == 1


def test_what_stands_around_an_article_is_told() -> None:
    source = read(NEWS.markup)
    assert "审查调查" in told(source, "outside-article")
    assert "浏览：128次" in told(source, "page-byline")


def test_an_unknown_page_is_taken_with_a_doubt_that_is_told() -> None:
    choice = choose_reader(decode("page.html", NEWS.markup.encode()))
    report = Report()
    note_doubts(choice, report)
    assert [found.code for found in report.diagnostics] == ["weak-detection"]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f'<section class="_135editor" data-tools="135编辑器">{paragraphs()}</section>', "135"),
        (f'<section powered-by="xiumi.us">{paragraphs()}</section>', "Xiumi"),
        (f'<section id="nice" data-tool="mdnice编辑器">{paragraphs()}</section>', "mdnice"),
        (f'<section data-mpa-template="t" mpa-from-tpl="t">{paragraphs()}</section>', "Yiban"),
        ('<section><span leaf="">一段话。</span></section>', "WeChat's editor"),
        ('<p class="MsoNormal">一段话。<o:p></o:p></p>', "Word"),
        (f'<div class="content">{paragraphs()}</div>', "part of a web page"),
    ],
)
def test_a_piece_that_an_editor_made_is_no_text_export_and_says_whose(markup: str, reason: str) -> None:
    choice = choose_reader(decode("piece.html", markup.encode()))
    assert choice.reader.name == "html"
    assert choice.detection is not None
    assert reason in choice.detection.reason_en


def test_a_list_of_links_with_text_about_them_is_an_article() -> None:
    markup = whole(f"<h1>{TITLE}</h1>{paragraphs()}{links('甲文', '乙文', '丙文', '丁文')}", title=TITLE)
    assert lines(read(markup))[:4] == BODY


def test_an_article_that_speaks_of_a_captcha_is_no_notice() -> None:
    text = "骗子会以安全验证为名索要验证码，" * 3 + "请勿告诉任何人，谨防上当受骗。"
    assert lines(read(whole(f"<h1>{TITLE}</h1><p>{text}</p>"))) == (text,)


def test_hidden_text_of_a_page_is_not_taken_for_its_article() -> None:
    trap = "<p>这里是一段谁也看不见的文字，写得很长，说得很多，为的是骗过程序。</p>" * 6
    markup = whole(f'<div style="display:none">{trap}</div><h1>{TITLE}</h1>{paragraphs(*BODY * 3)}')
    source = read(markup)
    assert lines(source) == BODY * 3
    assert "谁也看不见" in told(source, "hidden-text")


def test_a_page_that_a_script_would_show_is_read_all_the_same() -> None:
    assert lines(read(whole(f'<div style="display:none">{paragraphs()}</div>'))) == ()
    assert lines(read(f'<html><body style="opacity:0">{paragraphs()}</body></html>')) == BODY


def test_buttons_of_a_page_go_and_are_told_and_stay_on_request() -> None:
    markup = whole(f"<h1>{TITLE}</h1>{paragraphs()}<p>【打印本页】【关闭窗口】</p>")
    source = read(markup)
    assert lines(source) == BODY
    assert "打印本页" in told(source, "removed-boilerplate")
    assert lines(read(markup, keep_boilerplate=True))[-1] == "【打印本页】【关闭窗口】"


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".h, #other {display: none}", False),
        ("p.h{font-size:0}", False),
        ("/* .h{color:red} */ .h{visibility:hidden !important}", False),
        (".h{display:none} .h.on{display:block}", True),
        ("@media print {.h{display:none}}", True),
        ("@media (max-width: 600px) {.x{color:red} .h{display:none}} .y{display:none}", True),
        (".box .h{display:none}", True),
    ],
)
def test_what_a_stylesheet_hides_by_class_is_left_out_where_nothing_else_shows_it(
    sheet: str, shown: bool
) -> None:
    markup = whole(
        f'<h1>{TITLE}</h1>{paragraphs()}<p class="h">广告词一句，看不见。</p>', head=f"<style>{sheet}</style>"
    )
    source = read(markup)
    assert ("广告词一句，看不见。" in lines(source)) is shown
    assert ("看不见" in told(source, "hidden-text")) is not shown


def test_a_short_page_with_a_counter_in_it_is_no_shell() -> None:
    markup = "<html><body><p>今晚停水,请储水。</p><script>count()</script></body></html>"
    assert "今晚停水,请储水。" in article_text(read_article("", markup.encode()))
