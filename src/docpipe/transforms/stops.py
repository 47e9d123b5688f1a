"""Stops, full stops, ellipses and dashes, restored one mark at a time.

The rules are `(2)`, `(3)` and `(8)` of the punctuation transform.
"""

import re

from docpipe.transforms.script import (
    AFTER_CHINESE,
    BEFORE_CHINESE,
    CLOSING,
    HAN,
    OPENING,
    STOPS,
    is_space,
)
from docpipe.transforms.shields import Shields

_GAP = r"[\s\u200b\u200c\u200d\ufeff]"
_HAN = re.compile(rf"[{HAN}]")
_NUMERALS = "〇零一二三四五六七八九十百"

# Three to six dots are an ellipsis; more are the leader of a contents page or a blank to fill in.
_DOTS = r"(?<![.…])\.{3,6}(?![.…])"
_RUN = re.compile(rf"(?:[,;:?!]|{_DOTS})(?:{_GAP}*+(?:[,;:?!]|{_DOTS}))*+")
_MARK = re.compile(r"[,;:?!]|\.{3,6}")
_CIRCLES = re.compile("。{3,}")

_FULL_STOP = re.compile(rf"(?<=[{HAN}）》】」』”’])\.(?=$|\n|{_GAP}*+(?:$|\n|[{HAN}“”‘’」』）《]))")
_NAME = (
    "阿艾爱安奥巴保贝比彼别波伯勃博布查茨达大戴丹道德登迪蒂多厄恩尔法菲费芬弗福夫盖戈格根古哈海汉豪赫亨霍基吉加杰卡凯坎康柯科克肯"
    "库拉莱兰朗劳勒雷黎里丽利列林琳留龙卢鲁路伦罗洛马玛麦曼梅蒙米密明莫默姆穆娜纳南内尼妮涅诺欧帕派佩皮普奇乔切丘琼让热日荣"
    "茹瑞萨塞赛桑瑟森莎山沙圣史士舍什思斯司苏索塔泰坦汤特提廷托瓦万威韦维温沃乌伍西希夏谢辛修休雪亚雅扬耶叶伊易因英尤于约泽扎詹珍兹茜溥仪觉新"
)
_NAMED = re.compile(rf"[{_NAME}]{{2}}\.[{_NAME}]{{2}}")

_DASHES = re.compile(r"(?<![-—])-{2,4}(?![-—>])")
_RANGE_LEFT = re.compile(r"(?:[年月日号时点分]|[周期][一二三四五六日天])$")
_RANGE_RIGHT = re.compile(r"(?:次|翌|当|第二)?(?:\d|[年月日]|周[一二三四五六日天]|星期)")
_TRANSPARENT = frozenset(",;:?!，；：？！、\"'“”‘’()（）《》【】")


def restore_full_stops(line: str, shields: Shields) -> dict[int, str]:
    """Offsets of dots that end a Chinese sentence; never those of numbers, of 一. and of 列夫.托尔斯泰."""
    edits: dict[int, str] = {}
    for found in _FULL_STOP.finditer(line):
        offset = found.start()
        ends = not line[offset + 1 :].strip() if len(line) - offset < 3 else False
        counts = line[offset - 1] in _NUMERALS and not ends
        named = _NAMED.fullmatch(line, max(0, offset - 2), offset + 3)
        if not (counts or named or offset in shields.opaque):
            edits[offset] = "。"
    return edits


def restore_dashes(line: str, shields: Shields) -> dict[int, str]:
    """Offsets of the hyphens of -- between Chinese, and —— for the first of each; "" for the others.

    Between two dates the mark is the 一字线 of a range, one em long (GB/T 15834-2011, 4.13.3.2).
    """
    edits: dict[int, str] = {}
    for found in _DASHES.finditer(line):
        start, end = found.span()
        if start in shields.opaque or start in shields.latin or not _between_chinese(line, start, end):
            continue
        ranged = _RANGE_LEFT.search(line, max(0, start - 2), start) and _RANGE_RIGHT.match(line, end)
        edits.update(_spread("—" if ranged else "——", start, end))
    return edits


def _between_chinese(line: str, start: int, end: int) -> bool:
    left, right = start - 1, end
    while left >= 0 and (line[left] in _TRANSPARENT or is_space(line[left])):
        left -= 1
    while right < len(line) and (line[right] in _TRANSPARENT or is_space(line[right])):
        right += 1
    han_left = left >= 0 and _HAN.match(line[left]) is not None
    han_right = right < len(line) and _HAN.match(line[right]) is not None
    dated = han_left and right < len(line) and line[right].isdigit() and line[left] in "年月日号时点分"
    return (han_left and han_right) or dated or (han_left and right == len(line)) or (left < 0 and han_right)


def restore_stops(line: str, shields: Shields, alone: frozenset[int]) -> dict[int, str]:
    """Offsets of stops and ellipses next to Chinese, and what belongs there; "" for what goes.

    `line` has its brackets and quotes restored. Marks that follow one another share their
    neighbours. `alone` are brackets without a partner: with a colon before they are a face.
    """
    edits: dict[int, str] = {}
    for found in _CIRCLES.finditer(line):
        edits.update(_spread("……", *found.span()))
    for found in _RUN.finditer(line):
        if not _is_chinese(line, *found.span()):
            continue
        for mark in _MARK.finditer(line, *found.span()):
            start, end = mark.span()
            if start not in shields.opaque and start not in shields.latin and not _is_face(line, end, alone):
                edits.update(_spread(STOPS.get(mark.group(), "……"), start, end))
    return edits


def _is_chinese(line: str, start: int, end: int) -> bool:
    left, right = start - 1, end
    while left >= 0 and is_space(line[left]):
        left -= 1
    while right < len(line) and is_space(line[right]):
        right += 1
    before = line[left] if left >= 0 else ""
    after = line[right] if right < len(line) else ""
    if before and (_HAN.match(before) or before in AFTER_CHINESE or before in "%℃"):
        return True
    if after and (_HAN.match(after) or after in BEFORE_CHINESE):
        return True
    if before and not after:
        # 案例1: is a label that a Chinese line ends with.
        return line[start] == ":" and before.isascii() and before.isalnum()
    return bool(before and after) and before in OPENING and after in CLOSING


def _is_face(line: str, end: int, alone: frozenset[int]) -> bool:
    return end in alone or (line[end : end + 1] == "-" and end + 1 in alone)


def _spread(mark: str, start: int, end: int) -> dict[int, str]:
    """`mark` over the offsets from `start` to `end`: a character each, "" for those left over."""
    padded = list(mark) + [""] * (end - start - len(mark))
    return dict(zip(range(start, end), padded, strict=True))
