"""Which lines are headings. Tags are no help: what tells is how a line looks beside the body, and what follows it.

A rank of the editor's or bare text makes a heading; a marker makes one where the title is short,
unpointed and followed by text of its own; emphasis makes one where it stands out from the body.
"""

import re
from collections import Counter
from itertools import pairwise

from docpipe.model import Figure
from docpipe.structure.bare import CAPTION, ends_like_sentence, is_pointed, is_sentence
from docpipe.structure.looks import DECORATION, read_looks
from docpipe.structure.markers import LADDER
from docpipe.structure.nominal import is_nominal
from docpipe.structure.rows import Row
from docpipe.structure.telling import names_event

# Lengths in characters, calibrated on the gold corpus: the longest marked heading without emphasis
# has 22, with emphasis 40; the longest heading without marker 24.
_PLAIN_TITLE = 24
_EMPHASISED_TITLE = 45
_UNMARKED_TITLE = 26
_SECTION_OPENER = 16
# So many characters on end that a line shares with a paragraph say that they speak of one thing.
_SHARED_LENGTH = 3
_FRAME_ROLES = frozenset({"salutation", "signature", "date", "credit"})

_CIRCUMSTANCES = "(?:基本|简要|主要)?案情(?:简介|回顾|介绍|概述|回放)?|(?:案件|案例|事件|事情|事发|事故|问题)?经过|(?:案件|案例|事件|事故)(?:回顾|回放|简介|概况)|情景再现"
_OUTCOMES = "(?:处理|处分|处置|查处|判决|裁判|审理|通报)(?:结果|情况|决定)?|结果|后果|结局"
# Who speaks, and what they do; the labels of a comment are made of the two.
_SPEAKERS = "案例|案件|本案|事件|事故|专家|编者|纪委|律师|民警|警方|法官|检察官|医生|交警|消防|安全|风险|合规|廉洁|温馨|我们的|教训与"
_COMMENTS = "警示|点评|评析|剖析|启示|反思|警醒|短评|评论|感悟|分析|提示|提醒|教训|警示教育|以案为鉴|说纪|说法|寄语|建议|忠告"
CIRCUMSTANCES = re.compile(rf"[【\[]?(?:{_CIRCUMSTANCES})(?:[】\]]:?|:|$)")
"""The label of the first part of a case, that which tells what happened."""
SUB_LABEL = re.compile(
    rf"[【\[]?(?:{_CIRCUMSTANCES}|{_OUTCOMES}|原因分析|(?:案例|案件|本案)?(?:警示|点评|评析|剖析|分析|启示|反思)|"
    r"警示教育|以案为鉴|风险提示|合规提示|纪法链接|法条链接|条文链接)[】\]]?:?"
)
"""The label of a part of a case."""
COMMENTARY_LABEL = re.compile(
    r"[【\[(]?(?:案例|案件|本案|专家|编者|纪委|律师|民警|法官)?(?:警示|点评|评析|剖析|启示|反思|警醒|短评|评论|感悟|"
    r"分析|提示|提醒|教训|警示教育|以案为鉴|说纪|说法|寄语)(?:录|语)?(?:[】\])]:?|[:|]|$)"
)
# A label that recurs may be any of these: 警方提示 below each case.
_RECURRING_LABEL = re.compile(
    rf"[【\[]?(?:{_CIRCUMSTANCES}|{_OUTCOMES}|(?:{_SPEAKERS})?(?:{_COMMENTS}))[】\]]?:?"
)
# The longest label that recurs, and the longest pointed head of a series of steps or advice (第一,多陪伴。).
_LABEL_LENGTH = 12
_POINTED_HEAD = 10
_QUESTION_WORD = re.compile("什么|怎样|怎么|如何|为何|哪些|为啥")
_APPENDIX = re.compile("^附(?:件|录)?[一二三四五\\d]?:")
_BRACKET_HEAD = re.compile(r"[【\[].{1,20}[】\]]$|^[·•●]?\s*【\s*.{1,20}\s*】$")


def mark_headings(rows: list[Row]) -> None:
    """Set `level` to 1 on every heading (their true levels come with the outline), and captions' roles."""
    numbered = [index for index, row in enumerate(rows) if row.look.bare and row.marker is not None]
    inside = range(numbered[0], numbered[-1]) if numbered else range(0)
    for index, row in enumerate(rows):
        lost = index in inside and _repeats_above(rows, index)
        if row.is_line and row.role == "body" and (lost or _is_caption(rows, index)):
            row.role = "caption"
    _HeadingFinder(rows).mark()
    _mark_parts(rows)


def _mark_parts(rows: list[Row]) -> None:
    """Mark the headings that label a part of a case; bare text does only where it is repeated for each case."""
    labels = [row for row in rows if row.level and _RECURRING_LABEL.fullmatch(row.folded)]
    times = Counter(row.folded for row in labels)
    for row in labels:
        row.part = times[row.folded] > 1 or (not row.look.bare and bool(SUB_LABEL.fullmatch(row.folded)))


def _is_caption(rows: list[Row], index: int) -> bool:
    row = rows[index]
    if CAPTION.match(row.folded) and len(row.folded) <= 40:
        return True
    after_image = index > 0 and isinstance(rows[index - 1].block, Figure)
    short = len(row.folded) <= 30 and not ends_like_sentence(row.folded)
    return after_image and short and row.look.align == "center" and not row.look.bold


def _repeats_above(rows: list[Row], index: int) -> bool:
    """Whether bare text between numbered bare headings captions a lost image of what the paragraph above tells."""
    row = rows[index]
    if not row.look.bare or row.marker is not None or not 0 < index < len(rows) - 1:
        return False
    above, below = rows[index - 1], rows[index + 1]
    if above.look.bare or below.look.bare or is_nominal(row.folded):
        return False
    pieces = {row.folded[at : at + _SHARED_LENGTH] for at in range(len(row.folded) - _SHARED_LENGTH + 1)}
    return any(piece in above.folded for piece in pieces) and not any(
        piece in below.folded for piece in pieces
    )


class _HeadingFinder:
    """Marks headings: first those that their look tells, then the numbered ones, which know what follows them."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._looks = read_looks(rows)
        self._has_lone = _has_lone_headings(rows)
        self._recurring = _recurring_lines(rows)

    def mark(self) -> None:
        """Set the levels."""
        for index, row in enumerate(self._rows):
            if row.is_body and not self._is_numbered(row) and self._is_told_by_look(index):
                row.level = 1
        for index, row in enumerate(self._rows):
            if row.is_body and self._is_numbered(row) and self._is_numbered_heading(index):
                row.level = 1

    @staticmethod
    def _is_numbered(row: Row) -> bool:
        numbered = row.marker is not None and row.marker.scheme != "bullet"
        return numbered and not (row.look.rank or row.look.bare) and bool(row.title.strip())

    def _is_told_by_look(self, index: int) -> bool:
        row = self._rows[index]
        if row.look.rank:
            return True
        if row.look.bare:
            return not is_sentence(row.folded)
        if SUB_LABEL.fullmatch(row.folded) and (row.look.bold or row.folded[0] in "【["):
            return True
        if not row.title.strip():
            return self._follower(index) is not None
        return self._is_unmarked_heading(index)

    # ── numbered lines ───────────────────────────────────────────────────────────────────

    def _is_numbered_heading(self, index: int) -> bool:
        row = self._rows[index]
        title = row.title.strip()
        if _has_run_in_head(title) or len(title) > _EMPHASISED_TITLE:
            return False
        if self._looks.stands_out(index):
            pointed = ends_like_sentence(title) and title[-1] not in "?!"
            if pointed:
                return self._is_pointed_head(index, title)
            return not title.endswith((",", "、"))
        if row.marker is not None and row.marker.scheme in ("run-in", "circled", "decimal-bracketed"):
            return False
        if len(title) > _PLAIN_TITLE or is_pointed(title) or title.endswith((":", ",", "、")):
            return False
        return self._has_text_of_its_own(index) and not self._ends_list(index)

    def _is_pointed_head(self, index: int, title: str) -> bool:
        """Whether a few emphasised words with a full stop head the quieter text below them."""
        follower = self._follower(index)
        return (
            len(title) <= _POINTED_HEAD
            and not re.search("[,;:、]", title)
            and follower is not None
            and follower.is_body
            and follower.marker is None
            and self._looks.is_louder(index, index + 1)
        )

    def _has_text_of_its_own(self, index: int) -> bool:
        """Whether what follows belongs to the line: running text, or a series of a lower scheme."""
        follower = self._follower(index)
        if follower is None or (follower.level and follower.marker is None):
            return False
        marker, own = follower.marker, self._rows[index].marker
        if marker is None or own is None or marker.scheme == "bullet":
            return True
        # The next heading above it in the ladder is none of its text; under a label anything may stand.
        if (
            LADDER[marker.scheme] < LADDER[own.scheme]
            and own.scheme != "label"
            and not ends_like_sentence(follower.folded)
        ):
            return False
        # A series of the same scheme that begins anew is inside (二、交通安全 / 一、不闯红灯。).
        return marker.scheme != own.scheme or (marker.value == 1 and (own.value or 0) > 1)

    def _ends_list(self, index: int) -> bool:
        """Whether the line is the last of a list whose items stand one under another: a clause like the one above it."""
        row, above = self._rows[index], self._rows[index - 1]
        if index == 0 or row.marker is None or above.marker is None or above.level:
            return False
        counts_on = (above.marker.scheme, above.marker.value) == (
            row.marker.scheme,
            (row.marker.value or 0) - 1,
        )
        alike = counts_on and not ends_like_sentence(above.title)
        third = index > 1 and self._rows[index - 2].marker is not None and (row.marker.value or 0) > 2
        long = "," in row.title or len(row.title.strip()) > _SECTION_OPENER
        return alike and (long or (third and not self._rows[index - 2].level))

    def _follower(self, index: int) -> Row | None:
        follower = self._rows[index + 1] if index + 1 < len(self._rows) else None
        return None if follower is None or follower.role in _FRAME_ROLES else follower

    # ── lines without a number ───────────────────────────────────────────────────────────

    def _is_unmarked_heading(self, index: int) -> bool:
        row, looks = self._rows[index], self._looks
        title = row.title.strip()
        follower = self._follower(index)
        if follower is None or row.look.align == "end":
            return False
        if self._follows_lone_number(index):
            return (
                not ends_like_sentence(title)
                and row.look.align == self._rows[index - 1].look.align == "center"
            )
        if index in looks.heads or row.folded in self._recurring:
            return True
        if (
            follower.is_body
            and len(title) <= _EMPHASISED_TITLE
            and len(follower.folded) > len(title)
            and names_event(title)
        ):
            return True
        if len(title) > _UNMARKED_TITLE or is_pointed(title) or title.endswith((",", "、")):
            return False
        if row.marker is not None and row.marker.scheme == "bullet":
            return bool(_BRACKET_HEAD.search(title))
        if looks.stands_out(index) and (not DECORATION.search(title) or _BRACKET_HEAD.search(title)):
            return "," not in title and self._is_louder_than_neighbours(index)
        if ends_like_sentence(title):
            return False
        if row.look.align == "center" or DECORATION.search(title) or not (row.look.gap_before or index == 0):
            return False
        return self._opens_section(title, follower)

    def _follows_lone_number(self, index: int) -> bool:
        above = self._rows[index - 1]
        return index > 0 and bool(above.level) and not above.title.strip()

    def _is_louder_than_neighbours(self, index: int) -> bool:
        """Whether quieter text follows, or a numbered line; a slogan has its like beside it, or nothing below it."""
        above, below = index - 1, index + 1
        if self._looks.styles[below] == self._looks.styles[index] or self._rows[below].look.bare:
            return False
        beside = index and self._looks.styles[above] == self._looks.styles[index]
        if beside and not (self._rows[above].level or ends_like_sentence(self._rows[above].folded)):
            return False
        return self._looks.is_louder(index, below)

    def _opens_section(self, title: str, follower: Row) -> bool:
        if not _is_plain_title(title) or not follower.is_body or follower.look.align == "center":
            return False
        return _is_topic(title) if self._has_lone else not follower.look.gap_before


def _has_run_in_head(title: str) -> bool:
    """Whether a short head is followed, on the same line, by the sentence that it is the head of."""
    match = re.match(r"[^,。;:!?]{1,16}[:。;!?](?=.)", title)
    return match is not None and len(title) > match.end() + 1


def _is_plain_title(title: str) -> bool:
    title = _APPENDIX.sub("", title)
    return (
        len(title) <= _SECTION_OPENER
        and not re.search("[,;:]", title)
        and bool(re.search(r"[\u4e00-\u9fff]", title))
    )


def _is_topic(title: str) -> bool:
    return is_nominal(title) or bool(_QUESTION_WORD.search(title))


def _recurring_lines(rows: list[Row]) -> frozenset[str]:
    """The short lines that stand more than once, each over a sentence: labels of like parts."""
    times = Counter(
        row.folded
        for row, below in pairwise(rows)
        if row.is_body
        and row.marker is None
        and len(row.folded) <= _LABEL_LENGTH
        and re.search(r"\w$|】$", row.folded)
        and below.is_body
        and ends_like_sentence(below.folded)
        and len(below.folded) > len(row.folded)
    )
    return frozenset(line for line, count in times.items() if count > 1)


def _has_lone_headings(rows: list[Row]) -> bool:
    """Whether headings of this article are segments of their own: short lines between two gaps that name topics."""
    lone = [
        row.folded.strip()
        for row, following in pairwise(rows)
        if row.is_line and row.look.gap_before and following.look.gap_before and not row.look.bare
    ]
    return sum(_is_plain_title(title) and _is_topic(title) for title in lone) > 1
