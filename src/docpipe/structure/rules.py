"""Which rows begin a rule: a requirement, prohibition, provision or tip of a series.

A rule is a leaf of the outline: the lowest numbered series that says what is to be done or not.
Steps, questions, statistics, prizes, programmes and analyses are numbered too and are none.
"""

import re
from collections.abc import Sequence

from docpipe.model import Listing, RuleKind, Text
from docpipe.structure.case_ends import end_last_member, section_end
from docpipe.structure.cases import heading_series, inside_cases
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.items import SPEAKS_FOR_ALL
from docpipe.structure.markers import LADDER
from docpipe.structure.nominal import is_nominal
from docpipe.structure.orders import FAILING, IMPERATIVE, NEGATION, OBLIGATION, PROHIBITION, is_order
from docpipe.structure.rows import Row
from docpipe.structure.rule_titles import run_in_heads, sentence_length
from docpipe.structure.slices import cut_inlines

_QUESTION = re.compile(r"[?？]|什么|怎么|如何|为何|哪些|吗$|几种|多少")
_STEP = re.compile("^第[一二三四五六七八九十\\d]+步|^步骤|^环节")
_NOT_RULE = re.compile(
    "感谢|打一|顺口溜|口诀|祝(?:您|大家|愿|各位)|一等奖|二等奖|三等奖|优秀奖|答案|判断|简答|选择|单选|多选|填空|[A-D][.、].+[B-D][.、]"
)
# A phrase that lists what there is, and asks for nothing.
_LISTS = re.compile(
    ".{0,8}(?:包括|包含|分为|分别[是为]|共有|主要有|电话|地址|地点|热线|邮箱|组长|成员|联[系络][人员]|主任|主持人?|主讲人?|评委|负责人|主办|承办|协办)[:]"
)
# What stands beside a time, a price or a number (早读:7:40—8:10) orders nothing.
_FIGURES = re.compile(r"[^:]{1,10}:[\d:—~至、,.()\s-]+\w{0,3}[。;]?")
# Provisions of a document that say what it is for, what words mean and what happens otherwise.
_NO_DUTY = re.compile(
    "制定本|适用于|适用本|所称|是指|下列情形|下列行为|负责解释|施行|生效|废止|违反本|依[照据].{0,30}(?:处理|处分|处罚|解除)|参照.{0,6}执行"
)
_DUTY = re.compile("应当?|不得|必须|严禁|禁止|须|不准|一律|需要?|不予")
# What announces a list of something other than rules.
_ANNOUNCES_OTHER = re.compile(
    "流程|步骤|程序|议程|日程|原因|成效|亮点|特点|表现|意义|成绩|名单|奖|结果|情况|经过|回顾|数据|题|问答|做法|说明|危害|症状|骗术|手法|套路|伎俩|种类|误区|隐患|不足|短板|职责|分工|节目|材料|感受|收获|体会|大事记|作息|时间表|方式|途径|渠道|好处|作用|功效|益处|打算|思路|展望|什么|为何|哪些|多少|吗$"
)
# Labels that say by themselves that what they count is a rule.
_RULE_LABEL = re.compile("准则|红线|底线|禁令|铁律|纪律|规定|要求|提醒|提示|建议|倡议|措施")
_NO_RULE_LABEL = re.compile(
    "误区|陷阱|骗局|套路|骗术|手法|案例|案件|故事|镜头|片段|场景|问题|类型|情形|步骤|环节|事例|例$|[A-Za-z]"
)
# Labels of a paragraph that are emphasised and head no rule.
_NO_HEAD = re.compile(
    r"\w{0,4}(?:答|问|注|点评|评析|警示|来源|案例|案情|小贴士|小结|编者按|时间|地点|主办|电话|手法|提示|提醒|启示|旁白|链接|结果|奖)|以案\w\w|经过|处理"
)
# What a heading or lead-in says that announces rules.
_ANNOUNCES = re.compile(
    "怎么办|怎么做|自救|防范|应对|学会|倡议|要求|提醒|注意|做到|做好|牢记|遵守|承诺|规定|严禁|不得|须知|事项|建议|自查|红线|禁令"
)
_PROVISION = re.compile("第.{1,10}条|处分")
# Verbs that number orders: 一戒…, 二防….
_ORDER_VERBS = "戒防忌禁勿慎守严不"
# A phrase that emphasis may set before its sentence.
_PHRASE = re.compile(r"【[^。;:!?【】\d]{2,14}】|[^。;:!?【】\[\]\d]{2,16}")
_SERIES_SHARE = 0.6
# Of a series whose members order something so often, the rest do too.
_MOST_OF_SERIES = 0.75
# How many of a document's provisions order or forbid something, where it is one that sets rules.
_DUTY_SHARE = 0.25
# How many must speak as rules do where something else is announced.
_OTHER_SHARE = 0.8
# A title of a rule without number has so many rows at most, itself among them.
_FEW_ROWS = 3
# A shorter item names a thing rather than says what is to be done.
_SHORTEST_SENTENCE = 6
# How many clauses of the text below a heading order or forbid something, where the heading is a rule.
_ORDERS_SHARE = 0.25
# The longest sentence that a number alone on its line heads as a rule; longer ones are chapters.
_RULE_SENTENCE = 80


def mark_rules(rows: Sequence[Row]) -> None:
    """Set `unit` of the rows at which rules begin, and the end of their run-in heads."""
    cases = inside_cases(rows)
    for members in heading_series(rows):
        if not any(at in cases for at in members) and _is_rule_series(rows, members):
            speaking = sum(_is_normative(rows, at) for at in members)
            mostly = speaking >= _MOST_OF_SERIES * len(members)
            for at in members:
                if (mostly or not rows[at].title.strip() or _is_normative(rows, at)) and _is_rule_heading(
                    rows, at
                ):
                    rows[at].unit = "rule"
            end_last_member(rows, members)
    for row in rows:
        if isinstance(row.block, Listing) and row.block.ordered and row.unit is None:
            items = [fold(item_text(item)) for item in row.block.items]
            stated = [text for text in items if listed_rule_title(text) and not _QUESTION.search(text)]
            row.unit = "rule" if len(stated) >= _SERIES_SHARE * len(items) else None
    for row in rows:
        if row.is_body and SPEAKS_FOR_ALL.match(row.folded):
            row.ends_unit = True
    covered = _inside_rules(rows)
    for series in _item_series(rows, cases | covered):
        _mark_items(rows, series)
    _mark_emphasised_heads(rows, cases | _inside_rules(rows))
    _mark_item_ends(rows)


def rule_kind(text: str) -> RuleKind:
    """What sort of rule the folded title and text are of."""
    if PROHIBITION.search(text):
        return "prohibition"
    return "provision" if re.search("规定|条例|第.{1,8}条", text) else "requirement"


def _inside_rules(rows: Sequence[Row]) -> set[int]:
    inside: set[int] = set()
    for at, row in enumerate(rows):
        if row.unit == "rule" and row.level:
            inside.update(range(at, section_end(rows, at)))
    return inside


def _is_rule_series(rows: Sequence[Row], members: Sequence[int]) -> bool:
    heads = [rows[at] for at in members]
    if any(row.part for row in heads) or len(members) < 2:
        return False
    if any(_QUESTION.search(row.title) or _STEP.search(row.folded) for row in heads):
        return False
    if heads[0].marker is None:
        return _are_announced_titles(rows, members)
    if heads[0].marker.scheme == "label" and _RULE_LABEL.search(heads[0].marker.text):
        return True
    if heads[0].marker.scheme == "label" and _NO_RULE_LABEL.search(heads[0].marker.text):
        return False
    if heads[0].marker.scheme == "bullet" and not all(_speaks_rule(row) for row in heads):
        return False
    leaves = [
        at for at in members if (_is_leaf(rows, at) or not rows[at].title) and not _holds_case(rows, at)
    ]
    speaking = [at for at in leaves if _is_normative(rows, at)]
    # Sentences under numbers alone, right below what announces rules, need no further sign.
    if leaves and not heads[0].title.strip() and not _announced_share(rows, members[0]):
        return True
    return bool(leaves) and len(speaking) >= _SERIES_SHARE * len(leaves)


def _are_announced_titles(rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Whether headings without number name rules: announced right above, and each over a few words that order."""
    short = all(_is_leaf(rows, at) and 1 < section_end(rows, at) - at <= _FEW_ROWS for at in members)
    speaking = [at for at in members if _is_normative(rows, at)]
    return short and len(speaking) == len(members) and not _announced_share(rows, members[0])


def _holds_case(rows: Sequence[Row], at: int) -> bool:
    """Whether cases stand right below a heading; one told after its own text illustrates that."""
    below = rows[at + 1 : section_end(rows, at)]
    return any(row.unit == "case" and (row.level or row is below[0]) for row in below)


def _is_leaf(rows: Sequence[Row], at: int) -> bool:
    return not any(row.level for row in rows[at + 1 : section_end(rows, at)])


def _is_normative(rows: Sequence[Row], at: int) -> bool:
    inside = [row.folded for row in rows[at + 1 : section_end(rows, at)] if row.role == "body"]
    if not inside:
        return False
    clauses = [clause.strip() for text in inside for clause in re.split(r"[,。;:!?]", text) if clause.strip()]
    orders = sum(map(is_order, clauses)) >= _ORDERS_SHARE * len(clauses)
    return orders or is_order(rows[at].title.strip()) or any(map(_PROVISION.search, inside))


_PART_OF_DOCUMENT = re.compile("[章节篇部课讲]|单元|部分|板块")


def _is_rule_heading(rows: Sequence[Row], at: int) -> bool:
    """Whether the heading is itself the rule, and not the name of a group of rules."""
    row = rows[at]
    title = row.title.strip()
    if section_end(rows, at) == at + 1:
        return False
    if not title:
        first = rows[at + 1]
        alone = first.level and _is_leaf(rows, at + 1) and section_end(rows, at + 1) == section_end(rows, at)
        return len(first.folded) <= _RULE_SENTENCE and bool(alone or first.is_body)
    if _NOT_RULE.search(row.folded) or not _is_leaf(rows, at):
        return False
    if row.marker is not None and row.marker.scheme == "label":
        return True
    if row.marker is not None and row.marker.scheme == "ordinal":
        return not _PART_OF_DOCUMENT.search(row.marker.text)
    if _holds_case(rows, at):
        return False
    inside = rows[at + 1 : section_end(rows, at)]
    numbered = any(
        other.is_body and other.marker is not None and other.marker.scheme != "bullet" for other in inside
    )
    if is_nominal(title) and not _DUTY.match(title):
        return False
    return bool(IMPERATIVE.match(title)) or not numbered


def _item_series(rows: Sequence[Row], taken: set[int]) -> list[list[int]]:
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


def _mark_items(rows: Sequence[Row], items: Sequence[int]) -> None:
    members = [
        rows[at] for at in items if not (_NOT_RULE.search(rows[at].folded) or _LISTS.match(rows[at].title))
    ]
    # Where most are prizes or questions, the rest are no rules either.
    if len(members) * 2 <= len(items):
        return
    scheme = members[0].marker.scheme if members[0].marker else "bullet"
    if scheme in ("bullet", "latin") or _is_nested(rows, items):
        return
    if any(
        _STEP.search(row.folded) or (_QUESTION.search(row.title) and row.title.endswith(("?", ")")))
        for row in members
    ):
        return
    if scheme == "ordinal":
        members = [row for row in members if not _NO_DUTY.search(row.title[: sentence_length(row.title)])]
        if not members or sum(_states_duty(row.title) for row in members) < _DUTY_SHARE * len(members):
            return
    share = _announced_share(rows, items[0])
    normative = [
        row for row in members if _speaks_rule(row, headed=share < _OTHER_SHARE) or scheme == "ordinal"
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
    ordered = _DUTY.search(sentence) or any(map(is_order, re.split("[,;]", sentence)))
    return bool(ordered)


def _announced_share(rows: Sequence[Row], first: int) -> float:
    """How much of a series must speak as rules do, by what is said before it: nothing where rules are announced."""
    above = [row.folded for row in rows[max(first - 2, 0) : first] if row.level or row.folded.endswith(":")]
    last = [re.split("[,。]", text.rstrip(":"))[-1] for text in above]
    if any(_ANNOUNCES_OTHER.search(text) and not _ANNOUNCES.search(text) for text in last):
        return _OTHER_SHARE
    if any(_ANNOUNCES.search(text) for text in last):
        return 0.0
    marker = rows[first].marker
    if marker is not None and marker.scheme == "run-in" and first:
        # What 一是…二是… spell out stands before them: 各支部要引以为戒。
        above += (
            [rows[first - 1].folded] if re.search("[要应须请](?!求)|必须", rows[first - 1].folded) else []
        )
        return 0.25 if above else 0.5
    return 0.25 if any(_ANNOUNCES.search(text) for text in above) else 0.5


def _mark_emphasised_heads(rows: Sequence[Row], taken: set[int]) -> None:
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
    led_in = lead is not None and (lead.level or lead.folded.endswith(":")) and _ANNOUNCES.search(lead.folded)
    speaking = [row for row, _ in run if _speaks_rule(row) or PROHIBITION.search(row.title)]
    if (
        len(run) < 2
        or not (led_in or len(speaking) * 2 >= len(run))
        or any(_STEP.search(row.title) for row, _ in run)
    ):
        return
    for row, end in run:
        row.unit = "rule"
        row.title_end = end


def _mark_item_ends(rows: Sequence[Row]) -> None:
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


def listed_rule_title(text: str) -> int:
    """The length of the rule that a folded item of a list states; 0 where it states none."""
    if not (PROHIBITION.search(text) or OBLIGATION.search(text) or IMPERATIVE.match(text)):
        return 0
    return sentence_length(text)


_LOW_SCHEMES = ("chinese-bracketed", "decimal-bracketed", "circled")


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


def _speaks_rule(row: Row, *, headed: bool = True) -> bool:
    """Whether an item orders, forbids or advises; where `headed`, a phrase before a colon says as much."""
    title = row.title.strip()
    if row.marker is not None and row.marker.scheme == "run-in" and row.marker.text[-1] in _ORDER_VERBS:
        return True
    if FAILING.search(title) and not OBLIGATION.search(title):
        return False
    return bool(
        PROHIBITION.search(title)
        or NEGATION.search(title)
        or OBLIGATION.search(title)
        or IMPERATIVE.match(title)
        or (headed and ":" in title[:12] and not _FIGURES.fullmatch(title))
    )
