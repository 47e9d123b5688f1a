"""What stands around an article in a page: navigation, sidebars, comments, buttons. By tag, by name and by line."""

import re

from docpipe.readers.density import Measure, measure_of
from docpipe.readers.tree import Element, prune

_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "select", "dialog", "menu"})
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

LINE = re.compile(
    r"(?:上|下|前|后)一?[篇条页章][:：].*|[【\[（(]?(?:返回|回到|关闭|打印|收藏|大|中|小|字体|字号|推荐|分享|打印本页|关闭窗口|打印本稿|我要打印|"
    r"我要纠错|纠错|返回顶部|返回列表|返回首页|加入收藏|复制链接|投稿|举报|评论|点赞|顶部|首页)[】\]）)]?(?:[\s|/:：·【】\[\]（）()]*(?:返回|关闭|打印|收藏|大|中|小|字体|分享|推荐|"
    r"打印本页|关闭窗口|返回顶部|返回列表|顶部|页面|窗口|本页|A\+?-?)[】\]）)]?)*|"
    r"分享(?:到|至|文章)?[:：]?(?:[\s、|]*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|豆瓣|更多|人人网|腾讯微博|复制链接))*|"
    r"(?:用微信)?扫(?:一扫|描)?.{0,4}(?:在手机|用手机|手机)(?:上)?(?:打开|查看|阅读|浏览)(?:当前|此|本)?(?:页面?)?|"
    r"(?:阅读|浏览|点击|访问|评论|点赞|收藏)(?:次数|量|数)?[:：(（]\s*\d*\s*次?[)）]?|(?:当前位置|您的位置|您现在的位置|所在位置|你的位置).{0,60}|"
    r"(?:展开|收起|阅读|查看|点击查看|点击展开)(?:全文|更多|剩余\d+%)|没有了|(?:Copyright|版权所有|©|备案号|网站备案|[^\s，。]{0,2}ICP备).{0,80}|(?:网站)?(?:主办|承办|技术支持)(?:单位)?[:：].{0,40}|正在加载.{0,6}|相关(?:附件|文章|新闻|阅读|链接)[:：]?\s*(?:暂无|无)"
)
"""A line of a page, whole, that is a button or a pointer and none of the article's."""


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
    if (
        element.tag in ("body", "html", "main", "article", "p", "td", "tr", "tbody", "table")
        and element.tag not in _TAGS
    ):
        return element.tag in ("p", "table") and _is_link_list(element, measures)
    if is_named_chrome(element):
        return measure_of(element, measures).prose <= _GUARD * prose
    return _is_link_list(element, measures)


def _is_link_list(element: Element, measures: dict[int, Measure]) -> bool:
    """Whether an element is mostly links; a list of files is what is attached to an article, and part of it."""
    measure = measure_of(element, measures)
    return measure.links >= _LIST_LINKS and measure.link_share >= _LIST_SHARE and not measure.files
