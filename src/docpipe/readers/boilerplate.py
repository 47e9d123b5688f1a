"""Boilerplate of pages: calls to follow, scan and like, and lists of earlier articles. By name, line by line.

A line goes where the whole of it is one of these. What follows 往期推荐 goes with it as far as it is
nothing but links. The text export is never touched: its author put the line there.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from docpipe.diagnostics import Report
from docpipe.errors import Message
from docpipe.model import Figure, LineBreak, Link, Listing, Text, descend
from docpipe.source import Line, SourceBlock
from docpipe.walk import Inlines, block_text, plain_text


class Boilerplate(NamedTuple):
    """A kind of boilerplate: what to call it, and the words that a call of the kind cannot do without."""

    name: Message
    calls: re.Pattern[str]


BOILERPLATE = (
    Boilerplate(Message("扫码", "scan a code"), re.compile("二维码|小程序码|扫码|扫一扫|长按识别|识别图中")),
    Boilerplate(Message("阅读原文", "read the original"), re.compile("阅读原文")),
    Boilerplate(Message("关注", "follow"), re.compile("关注|订阅|星标|置顶")),
    Boilerplate(
        Message("点赞、在看、分享", "like and share"),
        re.compile("点赞|在看|点个赞|点亮|三连|朋友圈|转发|分享|收藏"),
    ),
)
"""Each line that is made of `_FILLERS` alone and has a call in it is of the first kind whose call it has."""

# The words that calls are made of. A line with any other word says something of its own.
_FILLERS = """
请 欢迎 记得 别忘了 别忘 快来 赶快 赶紧 一起来 来 点击 点一下 轻触 轻点 猛戳 戳
点 打开 使用 通过 用 手机 微信 扫描 扫一扫 扫码 扫 长按 识别 图中 图片 上图 下图
上方 下方 上面 下面 标题下 标题 页面 左上角 左下角 右上角 右下角 底部 顶部 文末
文中 此处 这里 以下 以上 名片 二维码 小程序码 小程序 码 蓝色字体 蓝色小字 蓝色字
蓝字 蓝色 卡片 按钮 图标 的 可 快速 免费 轻松 一键 即可 可以 就能 立即 马上 并且
并 关注 订阅 星标 置顶 设为 设置 加 添加 加入 我们 我 公众号 本号 官方 账号 小编
吧 哦 哟 呀 呢 啦 噢 一下 更多 精彩 内容 不迷路 不错过 不失联 防失联 获取 每日
推送 了解 详情 查看 进群 下载 报名 参与 进入 喜欢 觉得 如果 要是 您 你 文章 本文
这篇 好看 有用 不错 对你有帮助 有帮助 的话 就 动动手指 点个 点亮 随手 顺手 给个 给
个 来个 帮忙 求 文 下 在看 点赞 赞 分享 转发 收藏 评论 留言 爱心 推荐 和 及 与
或 三连 支持一下 支持 朋友圈 朋友 到 给更多人 更多人 人 看到 让 都在这里 都 是
最大的 鼓励 动力 对 阅读原文 全文 原文 阅读 跳转 最新 资讯 信息
"""
_FILLER = re.compile("|".join(sorted(set(_FILLERS.split()), key=lambda word: (-len(word), word))))

# A call to follow an account is one with the account's name in it as well. It ends with what is to be
# followed, and has no number: a date or a telephone is news.
_NAMED = re.compile(
    r"(?:请|欢迎|记得|快来|赶紧|更多\w{0,6})?(?:长按|扫描|扫一扫|扫码|识别|微信扫)\D{0,14}(?:二维码|小程序码|扫一扫|码)\D{0,4}(?:关注|订阅|添加|加入|进群|识别)\D{0,24}"
    r"|(?:请|欢迎|记得)?(?:点击|戳|轻触|点)\D{0,4}(?:[上下]方|[上下]面|标题下|左上角|文末|蓝字|蓝色字|名片|卡片|头像)\D{0,16}(?:关注|订阅|星标)\D{0,12}"
    r"|(?:请|欢迎|记得|快来)?(?:微信)?(?:搜索|扫码)?(?:并)?(?:关注|订阅)\D{1,14}(?:公众号|视频号|订阅号|官方微信|微信号)"
)

# Lengths in characters. The longest call that the words were gathered from has 41; a shorter line
# than 4 may be a heading (分享, 关注).
_LONGEST, _SHORTEST = 48, 4
_MARKS = re.compile(r"[^\w]|_")
# What heads a list of other articles.
_OTHERS = re.compile(
    "(?:点击|更多|推荐)?(?:往期|相关|延伸|精彩|热门|近期|历史|推荐|猜你)(?:精彩|热门)?"
    "(?:推荐|回顾|阅读|文章|内容|好文|热文|喜欢|推送|精选|导读|链接|查看|合集)(?:推荐|回顾|阅读)?"
)


def drop_boilerplate(blocks: Sequence[SourceBlock], report: Report) -> tuple[SourceBlock, ...]:
    """`blocks` without the boilerplate among them, each kind of which is noted in `report`."""
    kept: list[SourceBlock] = []
    dropped: dict[Message, list[str]] = {}
    others = False
    for block in blocks:
        name = boilerplate_name(block)
        if name is None and isinstance(block, Line) and _OTHERS.fullmatch(_bare(block)):
            name, others = _EARLIER, True
        elif name is None and others:
            name = _EARLIER if _is_links(block) else None
            others = name is not None
        if name is None:
            kept.append(block)
        else:
            dropped.setdefault(name, []).append(_text(block))
    if len(kept) == len(blocks) or not any(_text(block).strip() for block in kept):
        return tuple(blocks)
    for name, texts in dropped.items():
        lines = " / ".join(text for text in texts if text)
        report.add(
            "removed-boilerplate", {"kind_zh": name.zh, "kind_en": name.en, "lines": lines}, text=lines
        )
    return tuple(kept)


_EARLIER = Message("其他文章的链接", "links to other articles")


def boilerplate_name(block: SourceBlock) -> Message | None:
    """What kind of boilerplate `block` is; None where it is the author's."""
    bare = _bare(block) if isinstance(block, Line) else ""
    if len(bare) < _SHORTEST or (_FILLER.sub("", bare) and not _NAMED.fullmatch(bare)):
        return None
    return next((kind.name for kind in BOILERPLATE if kind.calls.search(bare)), None)


def _bare(line: Line) -> str:
    """The letters of `line`; "" where it is too long for boilerplate."""
    text = plain_text(line.inlines)
    return _MARKS.sub("", text) if len(text) <= _LONGEST else ""


def _text(block: SourceBlock) -> str:
    return plain_text(block.inlines) if isinstance(block, Line) else block_text(block)


def _is_links(block: SourceBlock) -> bool:
    """Whether `block` is nothing but links, or a picture between them."""
    if isinstance(block, Line):
        return _linked(block.inlines)
    if isinstance(block, Listing):
        return all(
            _linked(node.inlines)
            for node in descend(block)
            if hasattr(node, "inlines") and not isinstance(node, Link)
        )
    return isinstance(block, Figure)


def _linked(inlines: Inlines) -> bool:
    # A number, a dot or a bracket may stand beside the link.
    return any(isinstance(inline, Link) for inline in inlines) and not any(
        isinstance(inline, Text) and re.search(r"[^\W\d_]{2}", inline.text)
        for inline in inlines
        if not isinstance(inline, Link | LineBreak)
    )
