"""Pages of WeChat that stand where an article was: deleted, banned, moved, or a check for robots."""

import re

from docpipe.errors import Message, NoArticleError
from docpipe.readers.tree import Element, find_by_class, text_of

_MEND = Message("请换一份保存完好的网页", "use a copy of the page that was saved while it was there")
_BROWSER = Message("请在浏览器里打开后重新保存", "open it in a browser and save it again")

# What the page says, in the words of either language, and what that means.
_REASONS: tuple[tuple[re.Pattern[str], Message], ...] = (
    (
        re.compile("已被发布者删除|deleted by the author|has been deleted|已被删除"),
        Message("该内容已被发布者删除", "its author has deleted it"),
    ),
    (
        re.compile("因违规无法查看|违反.{0,30}(?:规定|规范|法规)|violat|unable to view this content because"),
        Message("此内容因违规无法查看", "WeChat has banned it for breaking its rules"),
    ),
    (
        re.compile("投诉|侵权|infring|complain"),
        Message("此内容被投诉，无法查看", "it was taken down after a complaint"),
    ),
    (
        re.compile(
            "(?:帐号|账号|公众号).{0,10}(?:屏蔽|封|停用|注销|冻结)|account.{0,30}(?:blocked|banned|suspended|cancel)"
        ),
        Message("发布它的公众号已被停用", "the account that published it is blocked or gone"),
    ),
    (re.compile("迁移|migrat"), Message("发布它的公众号已迁移", "the account that published it has moved")),
    (
        re.compile("仅粉丝|仅.{0,6}可见|followers only"),
        Message("此内容仅粉丝可见", "only followers of the account may read it"),
    ),
    (re.compile("链接已过期|link.{0,12}expired"), Message("链接已过期", "the link has expired")),
    (
        re.compile("参数错误|invalid (?:parameter|link)|链接错误"),
        Message("链接不完整", "its link is not whole"),
    ),
    (
        re.compile("暂时无法查看|temporarily unavailable|系统出错|系统繁忙"),
        Message("该内容暂时无法查看", "it cannot be shown for the time being"),
    ),
)
_CHECKS = re.compile(
    "环境异常|完成验证后即可继续访问|verify (?:that )?you|wappoc_appmsgcaptcha|操作频繁|访问过于频繁"
)
_PLACES = ("weui-msg__title", "mesg-block", "page_msg", "icon_area", "global_error_msg", "weui-msg")


def is_error_page(markup: str) -> bool:
    """Whether `markup` has what only WeChat's pages without an article have."""
    if "weui-msg__title" in markup or "mesg-block" in markup or "global_error_msg" in markup:
        return "weixin" in markup or "wx_wap_page" in markup or "mmbiz" in markup
    return "wappoc_appmsgcaptcha" in markup


def refuse_error_page(root: Element, name: str) -> None:
    """Raises NoArticleError, with WeChat's reason in both languages, where `root` says that there is no article."""
    texts = [text_of(element) for place in _PLACES if (element := find_by_class(root, place)) is not None]
    said = " ".join(" ".join(texts).split()) or " ".join(text_of(root).split())[:200]
    if _CHECKS.search(said):
        problem = Message(
            "这是微信的验证页，没有文章", "this is a check of WeChat's for robots, without the article"
        )
        raise NoArticleError(problem, _BROWSER, name)
    reason = next((reason for pattern, reason in _REASONS if pattern.search(said)), None)
    if reason is None:
        # What it says is the reason, in whatever language it says it.
        reason = Message(said[:60] or "页面没有文章", said[:60] or "the page holds no article")
    problem = Message(
        f"微信不再提供这篇文章：{reason.zh}", f"WeChat no longer shows this article: {reason.en}"
    )
    raise NoArticleError(problem, _MEND, name)
