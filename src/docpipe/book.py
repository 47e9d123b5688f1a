"""Many articles as one book: what it holds, and in which order."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from docpipe.model import Article
from docpipe.walk import article_text

Order = Literal["given", "date", "title"]
"""Of the articles in a book."""

_UNTITLED = "无标题"
_BEGINNING = 18
"""Characters of its text by which an article without a title is called."""


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A book: its own title, its articles as they follow one another, and what stands before and after them."""

    title: str
    articles: tuple[Article, ...]
    cover: bool = True
    contents: bool = True
    case_table: bool = True
    """A table of all cases; there is none where no article has a case."""
    index: bool = True
    """The provisions that the articles cite, with the pages; there is none where nothing is cited."""


def title_of(article: Article) -> str:
    """What `article` is called in contents and running heads; without a title, by how it begins."""
    title = " ".join((article.meta.title or "").split())
    if title:
        return title
    first = next((line for line in article_text(article).splitlines() if line.strip()), _UNTITLED).strip()
    return first if len(first) <= _BEGINNING else f"{first[:_BEGINNING]}…"


def order_articles(articles: Sequence[Article], order: Order) -> tuple[Article, ...]:
    """`articles` as given, by date of publication (those without one last), or by title."""
    match order:
        case "given":
            return tuple(articles)
        case "date":
            return tuple(sorted(articles, key=lambda article: article.meta.published or "~"))
        case "title":
            return tuple(sorted(articles, key=lambda article: collate(title_of(article))))


def collate(text: str) -> bytes:
    """A key that sorts Chinese as a dictionary does: GB 2312 has its common characters in the order of pinyin."""
    return text.encode("gb18030", "replace")


def count_articles(book: Book) -> str:
    """The line below the title on the cover: how many articles there are."""
    return f"共 {len(book.articles)} 篇"
