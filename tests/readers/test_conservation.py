"""What a browser shows of an article is in the Article, in order; what is not was declared. By an independent walk."""

from pathlib import Path

import pytest
from bs4 import Tag
from shown import missing_pieces, shown_pieces, soup, squeeze
from web_pages import PAGES, WebPage

import docpipe
from docpipe.model import Article
from docpipe.walk import article_text

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
    page = soup(path.read_text("utf-8"))
    selector = REAL_BODIES[name]
    body = page.select_one(selector) if selector else page
    assert body is not None
    if body.name == "script":
        body = soup(str(body.string))
    assert undeclared(docpipe.read(path), body) == []


@pytest.mark.parametrize("wanted", PAGES, ids=lambda wanted: wanted.name)
def test_nothing_shown_of_an_article_in_a_page_is_lost(wanted: WebPage) -> None:
    article = docpipe.read(wanted.markup.encode())
    pieces = iter(squeeze(line) for line in wanted.lines)
    assert missing_pieces(pieces, article_text(article)) == []
