"""Lines of a page, not of its article, that stand in the element of the text: buttons, pointers, comments of readers."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from docpipe.diagnostics import Report
from docpipe.errors import Message
from docpipe.model import Figure, Link, descend
from docpipe.readers.density import is_file_address
from docpipe.readers.page import cut_sample
from docpipe.source import Line, SourceBlock
from docpipe.walk import block_text, plain_text

# A list of other pages has as many links as this, each at least this share of its line; dates and
# pictures may stand between them.
_LIST = 3
_MOSTLY = 0.6
_SLIGHT = re.compile(r"[\d\s:：/.年月日-]{1,20}")
_OTHERS = Message("其他文章的链接", "links to other articles")
_BUTTONS = Message("网页按钮", "buttons of the page")
_COMMENTS = Message("读者评论", "comments of readers")

_BUTTON = re.compile(
    r"(?:上|下|前|后)一?[篇条页章][:：].*|[【\[（(]?(?:返回|回到|关闭|打印|收藏|大|中|小|字体|字号|推荐|分享|打印本页|关闭窗口|打印本稿|我要打印|"
    r"我要纠错|纠错|返回顶部|返回列表|返回首页|加入收藏|复制链接|投稿|举报|评论|点赞|顶部|首页)[】\]）)]?(?:[\s|/:：·【】\[\]（）()]*(?:返回|关闭|打印|收藏|大|中|小|字体|分享|推荐|"
    r"打印本页|关闭窗口|返回顶部|返回列表|顶部|页面|窗口|本页|A\+?-?)[】\]）)]?)*|"
    r"分享(?:到|至|文章)?[:：]?(?:[\s、|]*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|豆瓣|更多|人人网|腾讯微博|复制链接))*|"
    r"(?:用微信)?扫(?:一扫|描)?.{0,4}(?:在手机|用手机|手机)(?:上)?(?:打开|查看|阅读|浏览)(?:当前|此|本)?(?:页面?)?|"
    r"(?:阅读|浏览|点击|访问|评论|点赞|收藏)(?:次数|量|数)?[:：(（]\s*\d*\s*次?[)）]?|(?:当前位置|[您你](?:现在)?(?:的|所在的)位置|所在位置|位置)(?:是|[:：]).{0,60}|T\s*\+\s*-|A-\s*A?\s*A?\+|加载更多|"
    r"(?:展开|收起|阅读|查看|点击查看|点击展开)(?:全文|更多|剩余\d+%)|没有了|(?:Copyright|版权所有|©|备案号|网站备案|[^\s，。]{0,2}ICP备).{0,80}|(?:网站)?(?:主办|承办|技术支持)(?:单位)?[:：].{0,40}|正在加载.{0,6}|相关(?:附件|文章|新闻|阅读|链接)[:：]?\s*(?:暂无|无)"
)
_COMMENT_HEAD = re.compile(
    r"(?:(?:全部|网友|最新|热门|精彩|用户|读者|文章|所有)?(?:评论|跟帖|跟贴|留言)(?:区|列表)?[\s:：]*[(（]?\s*\d*\s*[条个]?\s*[)）]?|"
    r"(?:我要|发表|我来说两句|参与|写)(?:评论|跟帖|跟贴).{0,20}|(?:已有|共有?)?\s*\d+\s*[条人个](?:网友)?(?:评论|跟帖|参与|回复).{0,10})"
)


def drop_buttons(blocks: tuple[SourceBlock, ...], report: Report) -> tuple[SourceBlock, ...]:
    """`blocks` without the lines that are, whole, a button or a pointer of the page, which are noted in `report`."""
    buttons = [
        block
        for block in blocks
        if isinstance(block, Line) and not block.look.rank and _BUTTON.fullmatch(_text(block))
    ]
    if not buttons or len(buttons) == len(blocks):
        return blocks
    lines = " / ".join(map(_text, buttons))
    _note(_BUTTONS, lines, report)
    return tuple(block for block in blocks if not any(block is button for button in buttons))


def drop_comments(blocks: tuple[SourceBlock, ...], report: Report) -> tuple[SourceBlock, ...]:
    """`blocks` up to the line, in their second half, that heads the comments of readers; what follows is noted."""
    half = len(blocks) // 2 + 1
    for index, block in enumerate(blocks[half:], half):
        if isinstance(block, Line) and _COMMENT_HEAD.fullmatch(_text(block)):
            _note(_COMMENTS, cut_sample(_texts(blocks[index:])), report)
            return blocks[:index]
    return blocks


def drop_linked_tail(
    blocks: tuple[SourceBlock, ...], address: str | None, report: Report
) -> tuple[SourceBlock, ...]:
    """`blocks` without the list of other pages of the site at their end, which is noted.

    `address` is the page's own. A list of links to elsewhere is the author's.
    """
    host = urlsplit(address or "").hostname
    cut, links = len(blocks), 0
    for index in range(len(blocks) - 1, 0, -1):
        share = _own_links(blocks[index], host)
        if share >= _MOSTLY:
            cut, links = index, links + 1
        elif isinstance(blocks[index], Line | Figure) and _is_slight(blocks[index]):
            continue
        else:
            break
    if links < _LIST:
        return blocks
    _note(_OTHERS, cut_sample(_texts(blocks[cut:])), report)
    return blocks[:cut]


def _own_links(block: SourceBlock, host: str | None) -> float:
    """The share of the characters of `block` that are links to pages of the site `host`, 0 to 1."""
    total = linked = 0
    for node in (block, *(() if isinstance(block, Line) else descend(block))):
        for inline in getattr(node, "inlines", ()):
            length = len(plain_text((inline,)).strip())
            total += length
            linked += length if isinstance(inline, Link) and _is_own(inline.address, host) else 0
    return linked / total if total else 0


def _is_own(address: str, host: str | None) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not is_file_address(address) and (
        not parts.scheme or (host is not None and parts.hostname == host)
    )


def _is_slight(block: SourceBlock) -> bool:
    return not isinstance(block, Line) or bool(_SLIGHT.fullmatch(_text(block)))


def _texts(blocks: Sequence[SourceBlock]) -> list[str]:
    return [_text(block) if isinstance(block, Line) else block_text(block) for block in blocks]


def _text(line: Line) -> str:
    return plain_text(line.inlines).strip()


def _note(kind: Message, lines: str, report: Report) -> None:
    report.add("removed-boilerplate", {"kind_zh": kind.zh, "kind_en": kind.en, "lines": lines}, text=lines)
