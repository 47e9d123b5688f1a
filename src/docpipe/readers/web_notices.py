"""Pages without an article: notices, checks for robots, logins, shells that a script fills, lists of links."""

import re

from docpipe.errors import Message, NoArticleError
from docpipe.readers.density import Measure, holds_content

# A page that says no more than this, in characters, is a notice if it has a notice's words.
_NOTICE_LENGTH = 400
# A page with less text than this is empty, whatever its scripts would put there.
_SHELL_LENGTH = 12
# Scripts that fill a page are this many times as long as the text that they find there, and one in a
# file of its own is as long as this. A short page with a counter in it is no shell.
_SCRIPT_WEIGHT = 20
_FILE_WEIGHT = 1000
_SCRIPT = re.compile(r"<script(?=[\s>])", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
# Where this share of what is left of a page is links, and less of it than this is prose, it is a list.
# Calibrated on front pages and lists of news and government sites written for the tests: their
# articles have 0.3 at most.
_LINK_SHARE = 0.6
_LIST_PROSE = 60

_NOTICES: tuple[tuple[re.Pattern[str], Message], ...] = (
    (
        re.compile(
            r"(?:请|需|先|后|进行).{0,12}(?:安全验证|人机验证|验证码)|环境异常|滑动.{0,6}验证|访问(?:过于)?频繁|异常(?:访问|流量)"
            r"|captcha|verify (?:that )?you are|checking your browser|unusual traffic|just a moment",
            re.IGNORECASE,
        ),
        Message("这是访问验证页", "this is a check for robots"),
    ),
    (
        re.compile(
            r"(?:页面|网页|文章|内容|帖子|主题|资源|信息)(?:已?不存在|已?被?(?:作者|管理员|发布者)?(?:删除|移除|下线|屏蔽)|找不到|未找到|不见了|走丢了|无法访问|已失效)"
            r"|(?:没有找到|找不到|无法找到).{0,12}(?:页面|网页|文章|内容|文件)|\b404\b|not found|no longer (?:available|exists)",
            re.IGNORECASE,
        ),
        Message("页面说文章已不存在", "the page says that the article is gone"),
    ),
    (
        re.compile(
            r"\b(?:403|401)\b|forbidden|access denied|没有权限|无权(?:访问|查看)|拒绝访问|禁止访问",
            re.IGNORECASE,
        ),
        Message("页面拒绝访问", "the page denies access"),
    ),
    (
        re.compile(
            r"\b50[0234]\b|bad gateway|internal server error|service unavailable|gateway time-?out|服务器(?:内部)?错误|系统(?:繁忙|维护|异常)",
            re.IGNORECASE,
        ),
        Message("页面是服务器的错误提示", "the page is a server's error"),
    ),
    (
        re.compile(
            r"(?:请|需要?|后).{0,6}登[录陆]|(?:账号|帐号|用户名|手机号).{0,40}密码|please (?:log|sign) in",
            re.IGNORECASE,
        ),
        Message("这是登录页", "this is a login"),
    ),
    (
        re.compile(
            r"enable javascript|启用 ?javascript|开启 ?javascript|javascript (?:is )?(?:required|disabled)",
            re.IGNORECASE,
        ),
        Message("页面的内容要靠脚本显示", "scripts would have to fill the page"),
    ),
)
_MEND = Message("请在浏览器里打开文章后重新保存", "open the article in a browser and save it again")
_OVERRULE = Message(
    "请保存单篇文章的网页，而不是列表页", "save the page of one article, and not a list of them"
)


def refuse_notice(text: str, title: str | None, name: str) -> None:
    """Raises NoArticleError where the visible `text` of a page is a notice, or nothing at all."""
    said = " ".join(text.split())
    if len(said) < _NOTICE_LENGTH:
        whole = f"{title or ''} {said}"
        for pattern, reason in _NOTICES:
            # In a sentence of an article the words are part of a longer text.
            if (found := pattern.search(whole)) and (len(said) < 4 * _SHELL_LENGTH or found.start() < 60):
                raise NoArticleError(_no_article(reason), _MEND, name)


def refuse_shell(text: str, pictures: int, markup: str, name: str) -> None:
    """Raises NoArticleError where a page shows next to nothing and scripts would fill it."""
    length = len("".join(text.split()))
    if length < _SHELL_LENGTH and not pictures and _script_weight(markup) > _SCRIPT_WEIGHT * length:
        raise NoArticleError(
            _no_article(Message("页面的内容要靠脚本显示", "scripts would have to fill the page")), _MEND, name
        )


def _script_weight(markup: str) -> int:
    """The characters of the scripts in `markup`; one in a file of its own counts as a long one."""
    weight = 0
    for piece in _SCRIPT.split(markup)[1:]:
        attributes, _, content = piece.partition(">")
        weight += len(_SCRIPT_END.split(content, maxsplit=1)[0]) + _FILE_WEIGHT * (
            "src" in attributes.lower()
        )
    return weight


def refuse_list(page: Measure, article: Measure, name: str) -> None:
    """Raises NoArticleError where a page, measured whole, is links to others, and what is left of it says little."""
    empty = not holds_content(article)
    if empty or (page.link_share >= _LINK_SHARE and article.prose < _LIST_PROSE and not article.files):
        raise NoArticleError(
            _no_article(Message("页面是链接的列表", "the page is a list of links")), _OVERRULE, name
        )


def _no_article(reason: Message) -> Message:
    return Message(f"网页里没有文章：{reason.zh}", f"the page holds no article: {reason.en}")
