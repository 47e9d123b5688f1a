"""Pages that are broken or meant to do harm: no text lost, no time without bound, no error but docpipe's own."""

import pytest
from wechat_pages import page

import docpipe
from docpipe.convert import ConvertOptions, find_writers, render
from docpipe.diagnostics import Report
from docpipe.walk import article_text

WORD = "一句话，说完了。"
DEEP = 1500


@pytest.mark.parametrize(
    "opening",
    [
        "<div>",
        "<section style='display:inline-block'>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<b>",
        "<div><a href='x.pdf'>甲</a>",
        "<mp-common-profile>",
        "<div style='opacity:.5'>",
        "<div class='share'>",
    ],
)
@pytest.mark.parametrize("kind", ["wechat", "any"])
def test_a_page_as_deep_as_it_likes_gives_its_text(opening: str, kind: str) -> None:
    content = opening * DEEP + WORD
    markup = page(content) if kind == "wechat" else f"<html><body>{content}</body></html>"
    article = docpipe.read(markup.encode())
    assert WORD in article_text(article) or any(
        found.code == "embedded-content" for found in article.diagnostics
    )


def test_what_is_nested_deeper_than_a_document_can_be_is_written_all_the_same() -> None:
    article = docpipe.read(page("<blockquote><ul><li>" * 300 + WORD).encode())
    for rendering in render(article, find_writers("docx,pdf,txt,html"), ConvertOptions(), Report()):
        assert isinstance(rendering.content, bytes)


@pytest.mark.parametrize(
    "content",
    [
        "<!--" * 50_000,
        "<" * 50_000,
        '<p style="' + "color:rgba(0,0,0," * 20_000,
        "<script>cgiDataNew = {" + "a:[" * 20_000,
    ],
    ids=["comments", "brackets", "a style", "data"],
)
def test_broken_markup_loses_no_text_before_it(content: str) -> None:
    assert WORD in article_text(docpipe.read(page(WORD + content).encode()))


@pytest.mark.parametrize(
    "sheet",
    [
        "<style>" * 20_000,
        "<style>" + "/*" * 50_000,
        "<style>" + "@media{" * 50_000,
        "<style>" + "a" * 500_000,
    ],
    ids=["sheets", "comments", "conditions", "no rule"],
)
def test_a_broken_stylesheet_costs_nothing_but_itself(sheet: str) -> None:
    assert WORD in article_text(docpipe.read(f"<html><body><p>{WORD}</p><p>{WORD}</p>{sheet}".encode()))
