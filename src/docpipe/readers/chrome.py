"""What stands around an article in a page: navigation, sidebars, comments, buttons. By tag, by name and by links."""

import re

from docpipe.readers.density import Measure, measure_of
from docpipe.readers.tree import Element, prune

_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "select", "dialog", "menu"})
# Elements that hold more than one thing, whatever else they are.
_KEPT = frozenset({"html", "body", "x-root", "main", "article", "tbody", "tr", "td"})
_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu", "menubar"}
)
# Words of class names and ids. A name is split at hyphens, underscores and capitals.
_NAMES = (
    "nav navbar navi navigation menu submenu breadcrumb breadcrumbs crumb crumbs position footer foot sidebar side aside "
    "sidenav rightbar leftbar comment comments pinglun cmt disqus reply respond related relate relates relation recommend recommends "
    "recommended tuijian share sharing social bdsharebuttonbox jiathis bshare ad ads adv advert advertisement advertising guanggao sponsor banner "
    "copyright banquan toolbar pagination pager paging prevnext login register signin search searchbar popup modal "
    "hot hotnews rank ranking paihang subscribe qrcode erweima weixin feedback report cookie cookies friendlink links "
    "toplink topbar topnav bottombar sitemap widget widgets statement disclaimer mianze reward dashang like likes praise "
    "digg zan vote author-card profile keyword keywords tags taglist backtop gotop totop print fontsize tool tools editor-tools "
    "signature sign pstatus plc plm avatar userinfo byline-tools post-nav nextprev updown"
)
_WORDS = frozenset(_NAMES.split())
_SPLIT = re.compile(r"[-_\s:]+|(?<=[a-z0-9])(?=[A-Z])")
_SCREEN_READER = frozenset(
    {"sr-only", "screen-reader-text", "visually-hidden", "weui-hidden_abs", "skip-link"}
)

# An element with more than this share of the prose is the article, whatever it is called.
_GUARD = 0.3
# A list is of links from this many of them, where they are most of what it says.
_LIST_LINKS = 4
_LIST_SHARE = 0.7
# What is a list says little else: prose for this share of its characters at most.
_LIST_PROSE = 0.12


def is_named_chrome(element: Element) -> bool:
    """Whether the tag, the role, the id or the class of `element` says that it is no part of an article."""
    if (
        element.tag in _TAGS
        or element.attributes.get("role", "") in _ROLES
        or element.classes & _SCREEN_READER
    ):
        return True
    names = f"{element.identifier} {element.attributes.get('class', '')}"
    return any(word.lower() in _WORDS for word in _SPLIT.split(names) if word)


def drop_chrome(root: Element, measures: dict[int, Measure]) -> list[Element]:
    """The elements below `root` that stand around its article, each of which is taken out."""
    prose = measure_of(root, measures).prose
    return prune(root, lambda element: _is_chrome(element, measures, prose))


def _is_chrome(element: Element, measures: dict[int, Measure], prose: float) -> bool:
    if element.tag in _KEPT:
        return False
    if element.tag not in ("p", "table") and is_named_chrome(element):
        return measure_of(element, measures).prose <= _GUARD * prose
    return _is_link_list(element, measures)


def _is_link_list(element: Element, measures: dict[int, Measure]) -> bool:
    """Whether an element is mostly links; a list of files is what is attached to an article, and part of it."""
    measure = measure_of(element, measures)
    if measure.prose > _LIST_PROSE * measure.characters:
        return False
    return measure.links >= _LIST_LINKS and measure.link_share >= _LIST_SHARE and not measure.files
