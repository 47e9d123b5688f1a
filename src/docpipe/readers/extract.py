"""Where in a page its article is: the place that a site is known to use, else the element with the prose.

From the body down, an element gives way to the one child that holds nearly all of its prose. Before
that, what is navigation by its name or by its links is taken out (`chrome.py`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from docpipe.readers.chrome import drop_chrome, is_named_chrome
from docpipe.readers.density import INLINE, Measure, holds_content, measure_of, measure_page
from docpipe.readers.events import Characters
from docpipe.readers.tree import Child, Element, descendants, text_of

# The share of its prose from which one child stands for an element. Calibrated as in `density.py`:
# comments without a name have up to a quarter of a page, a lead up to a fifth of an article.
_HEIR = 0.85
# What stands beside the text and belongs to it, in the measure's units.
_LEAD_PROSE = 25
_SEQUEL_PROSE = 80
_FEW_LINKS = 0.2
# A place that a site is known to use counts where it holds this share of the page's prose.
_KNOWN_SHARE = 0.3

_CONTAINER_TAGS = (
    "div section article main table tbody tr td center font form ul ol li dl dd body html x-root span"
)
_CONTAINERS = frozenset(_CONTAINER_TAGS.split())
# Elements that hold the article in pages of well-known makers, by id or class: the surest first.
_KNOWN = (
    "js_content rich_media_content UCAP-CONTENT vsb_content vsb_content_2 v_news_content wp_articlecontent TRS_Editor "
    "trs_editor_view artibody article_content mp-editor post_body post_text cnblogs_post_body content_views "
    "article-viewer Zoom zoom BSHARE_POP NewsContent news_txt rm_txt_con text_con pages_content article-content "
    "articleContent entry-content post-content post_content single-content news-content newsContent news_content "
    "content-article article-body article_body articleBody artContent art_content RichText Post-RichText markdown-body "
    "note-content show-content _2rhmJa art_con ArticleContent Article_Content con_txt xl_content conTxt TRS_UEDITOR"
)
# The mark of microdata for the text of an article (schema.org).
_ITEM = "itemprop=articleBody"
_FIRST_POST = ("t_f", "postmessage", "post_message", "t_msgfont", "bbs-content", "read-content")


# Parts of tables and lists: without the rest they are boxes.
_PARTS = frozenset({"tbody", "tr", "td", "th", "li", "dl", "dd"})


class Extract(NamedTuple):
    """The elements of an article, in one element of their own, and what stood around them.

    `measure` and `page` are what they hold and what the page does; `before` and `after` are texts in
    the order of the page.
    """

    element: Element
    measure: Measure
    page: Measure
    before: tuple[str, ...]
    after: tuple[str, ...]


def extract_article(page: Element, title: str | None) -> Extract:
    """The article in `page`, whose title is `title`; the tree is changed on the way."""
    everything = list(_characters(page))
    before = measure_page(page)
    drop_chrome(page, before)
    measures = measure_page(page)
    found = _first_post(page) or _known_place(page, measures) or _descend(page, measures)
    pieces = _with_neighbours(found, title, measures)
    if not any(map(holds_content, (measure_of(piece, measures) for piece in pieces))):
        pieces = [page]
    measure = sum((measure_of(piece, measures) for piece in pieces), Measure())
    article = _gather(pieces)
    return Extract(article, measure, measure_of(page, before), *_around(article, everything))


def _gather(pieces: list[Element]) -> Element:
    article = Element("", {})
    for piece in pieces:
        piece.parent = article
        if piece.tag in _PARTS:
            piece.tag = "div"
    article.children = list(pieces)
    return article


def _around(article: Element, everything: list[Characters]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of the page before the first that `article` holds, and the others that it does not."""
    kept = {id(event) for event in _characters(article)}
    shown = [event for event in everything if event.text.strip()]
    first = next((index for index, event in enumerate(shown) if id(event) in kept), len(shown))
    before = tuple(" ".join(event.text.split()) for event in shown[:first])
    after = (" ".join(event.text.split()) for event in shown[first:] if id(event) not in kept)
    return before, tuple(after)


def _characters(root: Element) -> Iterator[Characters]:
    stack: list[Child] = [root]
    while stack:
        child = stack.pop()
        if isinstance(child, Characters):
            yield child
        else:
            stack.extend(reversed(child.children))


# ── the place ────────────────────────────────────────────────────────────────────────────────


def _first_post(page: Element) -> Element | None:
    """The opening post of a thread, whatever the answers hold."""
    posts = [
        element
        for element in descendants(page)
        if element.classes.intersection(_FIRST_POST) or element.identifier.startswith("postmessage_")
    ]
    return posts[0] if len(posts) > 1 else None


def _known_place(page: Element, measures: dict[int, Measure]) -> Element | None:
    named: dict[str, Element] = {}
    articles: list[Element] = []
    for element in descendants(page):
        for name in (element.identifier, *element.classes):
            named.setdefault(name, element)
        if "articleBody" in element.attributes.get("itemprop", ""):
            named.setdefault(_ITEM, element)
        if element.tag == "article":
            articles.append(element)
    least = _KNOWN_SHARE * measure_of(page, measures).prose
    for name in (*_KNOWN.split(), _ITEM):
        if name in named and _is_filled(named[name], measures, least):
            return named[name]
    if len(articles) == 1 and _is_filled(articles[0], measures, least):
        return _descend(articles[0], measures)
    return None


def _is_filled(element: Element, measures: dict[int, Measure], least: float) -> bool:
    measure = measure_of(element, measures)
    return holds_content(measure) and measure.prose >= least


def _descend(start: Element, measures: dict[int, Measure]) -> Element:
    element = start
    while True:
        heirs = [
            child
            for child in element.children
            if isinstance(child, Element)
            and child.tag in _CONTAINERS
            and child.tag not in INLINE
            and measure_of(child, measures).prose >= _HEIR * max(measure_of(element, measures).prose, 1)
        ]
        if not heirs or _leaves_no_links(element, heirs[0], measures):
            return element
        element = heirs[0]


def _leaves_no_links(element: Element, heir: Element, measures: dict[int, Measure]) -> bool:
    """Whether what stands around `heir` is plain text: then nothing says that it is not the article's."""
    around = measure_of(element, measures), measure_of(heir, measures)
    return around[0].characters > around[1].characters and around[0].links == around[1].links


# ── what stands beside it ────────────────────────────────────────────────────────────────────


def _with_neighbours(found: Element, title: str | None, measures: dict[int, Measure]) -> list[Element]:
    """`found` with the lead that stands between the title and it, and with text that goes on after it."""
    pieces = [found]
    element, level = found, 0
    while element.parent is not None and level < 3:
        siblings = [child for child in element.parent.children if isinstance(child, Element)]
        at = next(index for index, sibling in enumerate(siblings) if sibling is element)
        headed = [index for index in range(at) if _says_title(siblings[index], title)]
        if headed:
            leads = siblings[headed[-1] + 1 : at]
            pieces = [lead for lead in leads if _belongs(lead, measures, _LEAD_PROSE)] + pieces
        if level == 0:
            pieces += [after for after in siblings[at + 1 :] if _belongs(after, measures, _SEQUEL_PROSE)]
        if headed:
            break
        element, level = element.parent, level + 1
    return pieces


def _says_title(element: Element, title: str | None) -> bool:
    if element.tag in ("h1", "h2"):
        return True
    said = "".join(text_of(element).split())
    return bool(title) and len(said) < 200 and "".join((title or "").split()) in said


def _belongs(element: Element, measures: dict[int, Measure], prose: float) -> bool:
    measure = measure_of(element, measures)
    return measure.prose >= prose and measure.link_share < _FEW_LINKS and not is_named_chrome(element)
