"""Rules in numbered paragraphs, and in paragraphs that an emphasised phrase heads."""

import re
from collections.abc import Sequence

from docpipe.model import Text
from docpipe.structure.markers import LADDER
from docpipe.structure.orders import PROHIBITION, is_order
from docpipe.structure.rows import Row
from docpipe.structure.rule_signs import (
    ANNOUNCES,
    DUTY,
    NOT_RULE,
    OTHER_SHARE,
    QUESTION,
    STEP,
    announced_share,
    speaks_rule,
)
from docpipe.structure.rule_titles import run_in_heads, sentence_length
from docpipe.structure.slices import cut_inlines

# A phrase that lists what there is, and asks for nothing.
_LISTS = re.compile(
    ".{0,8}(?:包括|包含|分为|分别[是为]|共有|主要有|电话|地址|地点|热线|邮箱|组长|成员|联[系络][人员]|主任|主持人?|主讲人?|评委|负责人|主办|承办|协办)[:]"
)
# Provisions of a document that say what it is for, what words mean and what happens otherwise.
_FORMAL = re.compile("负责解释|(?:之日|日)起(?:施行|执行|生效|实施)")
_NO_DUTY = re.compile(
    "制定本|适用于|适用本|所称|是指|下列情形|下列行为|负责解释|施行|生效|废止|违反本|依[照据].{0,30}(?:处理|处分|处罚|解除)|参照.{0,6}执行"
)
# How many of a document's provisions order or forbid something, where it is one that sets rules.
_DUTY_SHARE = 0.25
# A shorter item names a thing rather than says what is to be done.
_SHORTEST_SENTENCE = 6
# Labels of a paragraph that are emphasised and head no rule.
_NO_HEAD = re.compile(
    r"\w{0,4}(?:答|问|注|点评|评析|警示|来源|案例|案情|小贴士|小结|编者按|时间|地点|主办|电话|手法|提示|提醒|启示|旁白|链接|结果|奖)|以案\w\w|经过|处理"
)
# A phrase that emphasis may set before its sentence.
_PHRASE = re.compile(r"【[^。;:!?【】\d]{2,14}】|[^。;:!?【】\[\]\d]{2,16}")
_LOW_SCHEMES = ("chinese-bracketed", "decimal-bracketed", "circled")


def item_series(rows: Sequence[Row], taken: set[int]) -> list[list[int]]:
    """The indexes of numbered paragraphs, by scheme; a list goes on over gaps and headings while it counts on."""
    series: list[list[int]] = []
    open_series: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if not row.is_body or row.marker is None or at in taken or row.unit is not None:
            continue
        scheme = row.marker.scheme
        run = open_series.get(scheme)
        value = row.marker.value
        goes_on = (
            run is not None and value is not None and (rows[run[-1]].marker or row.marker).value == value - 1
        )
        if run is None or not goes_on:
            run = open_series[scheme] = []
            series.append(run)
        run.append(at)
    return series


def mark_items(rows: Sequence[Row], items: Sequence[int]) -> None:
    """Set `unit` and `title_end` of the items of one series where it states rules."""
    members = [
        rows[at]
        for at in items
        if not (
            NOT_RULE.search(rows[at].folded) or _LISTS.match(rows[at].title) or _FORMAL.search(rows[at].title)
        )
    ]
    # Where most are prizes or questions, the rest are no rules either.
    if len(members) * 2 <= len(items):
        return
    scheme = members[0].marker.scheme if members[0].marker else "bullet"
    if scheme in ("bullet", "latin") or _is_nested(rows, items):
        return
    if any(
        STEP.search(row.folded) or (QUESTION.search(row.title) and row.title.endswith(("?", ")")))
        for row in members
    ):
        return
    if scheme == "ordinal":
        members = [row for row in members if not _NO_DUTY.search(row.title[: sentence_length(row.title)])]
        if not members or sum(_states_duty(row.title) for row in members) < _DUTY_SHARE * len(members):
            return
    share = announced_share(rows, items[0])
    normative = [
        row for row in members if speaks_rule(row, headed=share < OTHER_SHARE) or scheme == "ordinal"
    ]
    if not share and not normative and min(len(row.title) for row in members) < _SHORTEST_SENTENCE:
        # 需要注意携带: 1.身份证 2.户口本 names things.
        return
    if len(normative) < share * len(members) or (len(items) == 1 and scheme not in ("decimal", "ordinal")):
        return
    heads = run_in_heads([row.title for row in members])
    if 2 * sum(map(bool, heads)) <= len(members):
        heads = _emphasised_lengths(members)
    for row, head in zip(members, heads, strict=True):
        row.unit = "rule"
        row.title_end = row.title_start + (head or sentence_length(row.title))


def _states_duty(title: str) -> bool:
    """Whether a provision says what is to be done, and not what the document is for or who applies it."""
    sentence = title[: sentence_length(title)]
    ordered = DUTY.search(sentence) or any(map(is_order, re.split("[,;]", sentence)))
    return bool(ordered)


def mark_emphasised_heads(rows: Sequence[Row], taken: set[int]) -> None:
    """Two or more paragraphs on end, each begun by an emphasised phrase that its own sentence follows."""
    run: list[tuple[Row, int]] = []
    lead: Row | None = None
    for at, row in enumerate(rows):
        head = _emphasised_head(row) if at not in taken and row.unit is None else 0
        if head:
            run.append((row, head))
            continue
        _settle_heads(run, lead)
        run, lead = [], row
    _settle_heads(run, lead)


def _emphasised_lengths(members: Sequence[Row]) -> list[int]:
    """The lengths of the emphasised phrases that head the items; 0 for all where most have no such head."""
    ends = [_emphasised_end(row) for row in members]
    lengths = [max(end - row.title_start, 0) for end, row in zip(ends, members, strict=True)]
    return lengths if 2 * sum(map(bool, lengths)) > len(members) else [0] * len(members)


def _emphasised_head(row: Row) -> int:
    """The end of the emphasised phrase at the head of a line without number, 0 where there is none."""
    if not row.is_body or (row.marker and row.marker.scheme != "bullet"):
        return 0
    return _emphasised_end(row)


def _emphasised_end(row: Row) -> int:
    """Where the short phrase ends that emphasis parts from its sentence on the same line, 0 where there is none."""
    if row.line is None:
        return 0
    texts = [node for node in cut_inlines(row.line.inlines, row.title_start) if isinstance(node, Text)]
    length = 0
    for node in texts:
        if node.text.strip() and not (node.bold or node.colour):
            break
        length += len(node.text)
    said = row.title[:length].strip()
    # The mark after the phrase may be emphasised or not.
    phrase = said.rstrip(":。 ")
    rest = row.title[length:].strip().lstrip(":。")
    if not rest or not _PHRASE.fullmatch(phrase) or _NO_HEAD.fullmatch(phrase.strip("【】")):
        return 0
    marked = said != phrase or row.title[length:].lstrip()[:1] in ":。" or phrase.endswith("】")
    spaced = row.title[length : length + 1].isspace() or row.title[:length].endswith(" ")
    numbered = row.marker is not None and row.marker.scheme != "bullet"
    return row.title_start + row.title.index(phrase) + len(phrase) if marked or spaced or numbered else 0


def _settle_heads(run: Sequence[tuple[Row, int]], lead: Row | None) -> None:
    led_in = lead is not None and (lead.level or lead.folded.endswith(":")) and ANNOUNCES.search(lead.folded)
    speaking = [row for row, _ in run if speaks_rule(row) or PROHIBITION.search(row.title)]
    if (
        len(run) < 2
        or not (led_in or len(speaking) * 2 >= len(run))
        or any(STEP.search(row.title) for row, _ in run)
    ):
        return
    for row, end in run:
        row.unit = "rule"
        row.title_end = end


def mark_item_ends(rows: Sequence[Row]) -> None:
    """End a rule without heading at the first line that is neither below it nor led in by it."""
    rule: Row | None = None
    leads_in = False
    for row in rows:
        if row.unit == "rule" or row.level:
            rule = row if row.unit == "rule" and not row.level and row.is_line else None
            leads_in = row.folded.endswith((":", ","))
        elif rule is not None and not _is_sub_item(rule, row) and (not leads_in or row.look.gap_before):
            row.ends_unit = True
            rule = None


def _is_sub_item(rule: Row, row: Row) -> bool:
    if rule.marker is None or row.marker is None or not row.is_body:
        return False
    return LADDER[row.marker.scheme] > LADDER[rule.marker.scheme]


def _is_nested(rows: Sequence[Row], items: Sequence[int]) -> bool:
    """Whether the items stand below an item of a higher scheme: (1) below 2."""
    first = rows[items[0]]
    if first.marker is None or first.marker.scheme not in _LOW_SCHEMES:
        return False
    for row in reversed(rows[: items[0]]):
        if row.level:
            return False
        if row.is_body and row.marker is not None:
            led_in = row.folded.endswith((":", ",", ";"))
            return row.marker.scheme != first.marker.scheme and (
                led_in or _goes_on_after(rows, row, items[-1])
            )
    return False


def _goes_on_after(rows: Sequence[Row], item: Row, last: int) -> bool:
    """Whether the series of `item` counts on right after the row at `last`."""
    following = rows[last + 1].marker if last + 1 < len(rows) else None
    marker = item.marker
    if marker is None or following is None or marker.value is None:
        return False
    counts_on = following.scheme == marker.scheme and following.value == marker.value + 1
    return counts_on or (marker.value > 1 and LADDER[marker.scheme] < LADDER["decimal-bracketed"])
