"""What a browser shows of an article is in the Article, in order; what is not was declared. By an independent walk."""

import re
from pathlib import Path

import pytest
from bs4 import Tag
from editor_articles import LINES, SETTINGS
from hypothesis import given, settings
from markup_strategies import CONTENT
from shown import missing_pieces, shown_pieces, soup, squeeze
from web_pages import PAGES, WebPage
from wechat_pages import page

import docpipe
from docpipe.index import build_index
from docpipe.model import Article
from docpipe.walk import article_text

WORDS = re.compile(r"词\d+句")
REAL = Path(__file__).resolve().parents[3] / "shared" / "real-pages"
REAL_BODIES = {
    "wechat/normal_mdnice_h2_list_links.html": "#js_content",
    "wechat/normal_plain_p_br.html": "#js_content",
    "wechat/repost_word_font_op.html": "#js_content",
    "editors/135editor_fragment.html": "",
}


def undeclared(article: Article, body: Tag) -> list[str]:
    """What is shown of `body`, is not in `article`, and no diagnostic says so."""
    missing = missing_pieces(shown_pieces(body), f"{article.meta.title or ''}\n{article_text(article)}")
    declared = squeeze("".join("".join(found.values.values()) + found.text for found in article.diagnostics))
    return [piece for piece in missing if piece not in declared]


@pytest.mark.parametrize("name", REAL_BODIES)
def test_nothing_shown_of_a_real_page_is_lost(name: str) -> None:
    path = REAL / name
    if not path.exists():
        pytest.skip("the real pages stand beside the project, not in it")
    whole = soup(path.read_text("utf-8"))
    selector = REAL_BODIES[name]
    body = whole.select_one(selector) if selector else whole
    assert body is not None
    if body.name == "script":
        body = soup(str(body.string))
    assert undeclared(docpipe.read(path), body) == []


@pytest.mark.parametrize("wanted", PAGES, ids=lambda wanted: wanted.name)
def test_nothing_shown_of_an_article_in_a_page_is_lost(wanted: WebPage) -> None:
    article = docpipe.read(wanted.markup.encode())
    pieces = iter(squeeze(line) for line in wanted.lines)
    assert missing_pieces(pieces, article_text(article)) == []


@pytest.mark.parametrize("editor", SETTINGS)
@pytest.mark.parametrize("carrier", ["piece", "wechat"])
def test_nothing_shown_of_an_editors_article_is_lost(editor: str, carrier: str) -> None:
    markup = SETTINGS[editor] if carrier == "piece" else page(SETTINGS[editor])
    assert undeclared(docpipe.read(markup.encode()), soup(SETTINGS[editor])) == []


@pytest.mark.parametrize("editor", SETTINGS)
def test_an_editors_article_has_its_headings_and_paragraphs(editor: str) -> None:
    article = docpipe.read(page(SETTINGS[editor]).encode())
    texts = [heading["text"] for heading in build_index(article, "zh")["headings"]]
    assert [re.sub(r"^[\w.]{1,4}[ 、]", "", text) for text in texts] == ["通报的三起问题", "整改要求"]
    found = [line.removesuffix("[1]") for line in article_text(article).split("\n")]
    assert [line for line in found if line in LINES] == list(LINES)


@given(content=CONTENT)
@settings(max_examples=40)
def test_what_is_shown_of_any_layout_is_read_in_order_and_what_is_not_is_not(content: str) -> None:
    markup = page(f"<p>开头一句。</p>{content}")
    body = soup(markup).select_one("#js_content")
    assert body is not None
    pieces = list(shown_pieces(body))
    text = article_text(docpipe.read(markup.encode()))
    assert missing_pieces(iter(pieces), text) == []
    assert WORDS.findall(squeeze(text)) == WORDS.findall("".join(pieces))
