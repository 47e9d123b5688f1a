"""Which lines are headings. Tags are no help: what tells is how a line looks beside the body, and what follows it.

A rank of the editor's or bare text makes a heading; a marker makes one where the title is short,
unpointed and followed by text of its own; emphasis makes one where it stands out from the body.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from docpipe.structure.bare import CAPTION, ends_like_sentence, is_sentence
from docpipe.structure.nominal import is_nominal
from docpipe.structure.rows import Row

# Lengths in characters, calibrated on the gold corpus: the longest marked heading without emphasis
# has 22, with emphasis 40; the longest heading without marker 24.
_PLAIN_TITLE = 24
_EMPHASISED_TITLE = 45
_UNMARKED_TITLE = 26
_SECTION_OPENER = 16
_FRAME_ROLES = frozenset({"salutation", "signature", "date", "credit"})

SUB_LABEL = re.compile(
    r"[【\[]?(?:基本|简要|主要)?(?:案情|案情简介|案情回顾|案情介绍|案件经过|案件回顾|事情经过|经过|处理结果|处理情况|处分结果|处理|查处情况|"
    r"结果|判决结果|后果|原因分析|案例警示|案例点评|案例剖析|案例分析|案例评析|案例启示|案例反思|案件警示|警示|点评|评析|剖析|启示|反思|"
    r"警示教育|以案为鉴|风险提示|合规提示|纪法链接|法条链接|条文链接)[】\]]?:?"
)
COMMENTARY_LABEL = re.compile(
    r"[【\[(]?(?:案例|案件|本案|专家|编者|纪委|律师|民警|法官)?(?:警示|点评|评析|剖析|启示|反思|警醒|短评|评论|感悟|"
    r"分析|提示|提醒|教训|警示教育|以案为鉴|说纪|说法|寄语)(?:录|语)?[】\])]?(?:[:|]|$)"
)
_QUESTION_WORD = re.compile("什么|怎样|怎么|如何|为何|哪些|为啥")
_BRACKET_HEAD = re.compile(r"[【\[].{1,20}[】\]]$|^[·•●]?\s*【\s*.{1,20}\s*】$")
_DECORATION = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")


class _Style(NamedTuple):
    bold: bool
    colour: str | None
    size: float | None


def mark_headings(rows: list[Row]) -> None:
    """Set `level` to 1 on every heading (their true levels come with the outline), and captions' roles."""
    body = _body_style(rows)
    for index, row in enumerate(rows):
        if row.is_line and row.role == "body" and _is_caption(rows, index):
            row.role = "caption"
    for index, row in enumerate(rows):
        if row.is_body and _is_heading(rows, index, body):
            row.level = 1
    _mark_parts(rows)


def _mark_parts(rows: list[Row]) -> None:
    """Mark the headings that label a part of a case; bare text does only where it is repeated for each case."""
    labels = [row for row in rows if row.level and SUB_LABEL.fullmatch(row.folded)]
    times = Counter(row.folded for row in labels)
    for row in labels:
        row.part = not row.look.bare or times[row.folded] > 1


def _style(row: Row) -> _Style:
    return _Style(row.look.bold, row.look.colour, row.look.size)


def _body_style(rows: list[Row]) -> _Style:
    """The style of the running text: the one that most characters have."""
    weights: Counter[_Style] = Counter()
    for row in rows:
        if row.is_line and not row.look.bare:
            weights[_style(row)] += len(row.text)
    return weights.most_common(1)[0][0] if weights else _Style(bold=False, colour=None, size=None)


def _is_caption(rows: list[Row], index: int) -> bool:
    row = rows[index]
    if CAPTION.match(row.folded) and len(row.folded) <= 40:
        return True
    after_image = (
        index > 0 and not rows[index - 1].is_line and type(rows[index - 1].block).__name__ == "Figure"
    )
    short = len(row.folded) <= 30 and not ends_like_sentence(row.folded)
    return after_image and short and row.look.align == "center" and not row.look.bold


def _is_heading(rows: list[Row], index: int, body: _Style) -> bool:
    row = rows[index]
    if row.look.rank:
        return True
    if row.look.bare:
        return not is_sentence(row.folded)
    if SUB_LABEL.fullmatch(row.folded) and (row.look.bold or row.folded[0] in "【["):
        return True
    emphasised = _stands_out(row, body)
    if row.marker is not None and row.marker.scheme != "bullet":
        return _is_marked_heading(rows, index, emphasised=emphasised)
    return _is_unmarked_heading(rows, index, emphasised=emphasised, body=body)


def _stands_out(row: Row, body: _Style) -> bool:
    """Whether the line is bolder, larger or of another colour than the body."""
    look = row.look
    bolder = look.bold and not body.bold
    larger = (look.size or 0) > (body.size or 16)
    coloured = look.colour is not None and look.colour != body.colour
    return bolder or larger or coloured


def _is_marked_heading(rows: list[Row], index: int, *, emphasised: bool) -> bool:
    row = rows[index]
    title = row.title.strip()
    if not title:
        return _follower(rows, index) is not None
    if _has_run_in_head(title) or len(title) > _EMPHASISED_TITLE:
        return False
    if emphasised:
        return not title.endswith((",", "、")) and (not ends_like_sentence(title) or title[-1] in "?!")
    if row.marker is not None and row.marker.scheme in ("run-in", "circled", "decimal-bracketed"):
        return False
    if len(title) > _PLAIN_TITLE or ends_like_sentence(title) or title.endswith((":", ",", "、")):
        return False
    return _has_text_of_its_own(rows, index)


def _has_run_in_head(title: str) -> bool:
    """Whether a short head is followed, on the same line, by the sentence that it is the head of."""
    match = re.match(r"[^,。;:!?]{1,16}[:。;!?](?=.)", title)
    return match is not None and len(title) > match.end() + 1


def _has_text_of_its_own(rows: list[Row], index: int) -> bool:
    """Whether what follows belongs to the line: running text, or a series of a lower scheme."""
    follower = _follower(rows, index)
    if follower is None:
        return False
    marker, own = follower.marker, rows[index].marker
    return marker is None or marker.scheme == "bullet" or (own is not None and marker.scheme != own.scheme)


def _follower(rows: list[Row], index: int) -> Row | None:
    follower = rows[index + 1] if index + 1 < len(rows) else None
    return None if follower is None or follower.role in _FRAME_ROLES else follower


def _is_unmarked_heading(rows: list[Row], index: int, *, emphasised: bool, body: _Style) -> bool:
    row = rows[index]
    title = row.title.strip()
    follower = _follower(rows, index)
    if follower is None or len(title) > _UNMARKED_TITLE or row.look.align == "end":
        return False
    after_number = index > 0 and bool(rows[index - 1].level) and not rows[index - 1].title.strip()
    if after_number:
        return not ends_like_sentence(title) and row.look.align == rows[index - 1].look.align == "center"
    if ends_like_sentence(title) or title.endswith((",", "、")):
        return False
    if row.marker is not None and row.marker.scheme == "bullet":
        return _is_bulleted_heading(rows, index)
    if emphasised and (not _DECORATION.search(title) or _BRACKET_HEAD.search(title)):
        return "," not in title and not _stands_out(follower, body) | (follower.look.align == "center")
    if row.look.align == "center" or _DECORATION.search(title) or not (row.look.gap_before or index == 0):
        return False
    return _opens_section(title, follower, alone=_has_lone_headings(rows))


def _is_bulleted_heading(rows: list[Row], index: int) -> bool:
    """Whether a bulleted line heads the text after it, as its likes in the article do."""
    title = rows[index].title
    if _BRACKET_HEAD.search(title):
        return True
    sign = rows[index].text[0]
    likes = [at for at, row in enumerate(rows) if row.is_line and row.text[:1] == sign]
    followed = [
        at for at in likes if at + 1 < len(rows) and rows[at + 1].is_body and rows[at + 1].text[:1] != sign
    ]
    return len(likes) > 1 and len(followed) == len(likes) and "," not in title


def _opens_section(title: str, follower: Row, *, alone: bool) -> bool:
    if not _is_plain_title(title) or not follower.is_body or follower.look.align == "center":
        return False
    return _is_topic(title) if alone else not follower.look.gap_before


def _is_plain_title(title: str) -> bool:
    return (
        len(title) <= _SECTION_OPENER
        and not re.search("[,;:]", title)
        and bool(re.search(r"[\u4e00-\u9fff]", title))
    )


def _is_topic(title: str) -> bool:
    return is_nominal(title) or bool(_QUESTION_WORD.search(title))


def _has_lone_headings(rows: list[Row]) -> bool:
    """Whether headings of this article are segments of their own: short lines between two gaps that name topics."""
    lone = [
        row
        for row, following in pairwise(rows)
        if row.is_line and row.look.gap_before and following.look.gap_before and not row.look.bare
    ]
    return sum(_is_plain_title(row.folded.strip()) and _is_topic(row.folded.strip()) for row in lone) > 1
