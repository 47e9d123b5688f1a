"""Which rows begin a rule: a requirement, prohibition, provision or tip of a series.

A rule is a leaf of the outline: the lowest numbered series that says what is to be done or not.
Steps, questions, statistics, prizes, programmes and analyses are numbered too and are none.
"""

import re
from collections.abc import Sequence

from docpipe.model import Listing, RuleKind, Text
from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.cases import end_last_member, heading_series, inside_cases, section_end
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.markers import LADDER
from docpipe.structure.nominal import is_nominal
from docpipe.structure.rows import Row
from docpipe.structure.slices import cut_inlines

PROHIBITION = re.compile(
    "不得|严禁|禁止|不准|不许|不要|切勿|请勿|勿|不可|杜绝|拒绝|不买|不乱|不私自|不带|不到|不随意|莫|不(?:留|坐|闯|玩|碰|接受|参与|吃|喝|吸|打|追|攀|信|转|点|扫|扎堆|聚集|逆行)"
)
_OBLIGATION = re.compile(
    "必须|一律|应当|应该|务必|要|须|需|请|确保|做好|做到|遵守|加强|注意|牢记|保持|坚持|提高|自觉|配合"
)
# Words that begin an order or a piece of advice. Calibrated on the rules of the gold corpus and on
# the imperatives of school, bank and office notices.
_IMPERATIVE = re.compile(
    "(?:不|勿|莫|严|禁|防|忌|拒|戒|谨|慎|常|勤|多|少|远离|遵守|注意|加强|做好|做到|保持|保证|保护|确保|坚持|合理|科学|文明|健康|安全|"
    "准备|备齐|配合|教育|监督|提醒|关注|关心|督促|引导|培养|养成|树立|学会|学习|牢记|严守|严格|规范|落实|完善|建立|"
    "按|依|凡|如|家长|学生|自觉|主动|积极|及时|提前|正确|戴|穿|走|乘|骑|用|管|讲|守|测|看|听|下|上|返回|途中|减少|避免|杜绝|"
    "车辆|居住|有|每|离|先|穿|理性|适度|妥善|恪守|依据|依法|首|最小|违规|公开|制造|泄露|妄议|诋毁|重大|为|瞒报|利益)"
)
_QUESTION = re.compile(r"[?？]|什么|怎么|如何|为何|哪些|吗$|几种|多少")
_STEP = re.compile("^第[一二三四五六七八九十\\d]+步|^步骤|^环节")
_NOT_RULE = re.compile(
    "感谢|祝(?:您|大家|愿|各位)|一等奖|二等奖|三等奖|优秀奖|答案|判断|简答|选择|单选|多选|填空|[A-D][.、].+[B-D][.、]"
)
# Labels that say by themselves that what they count is a rule.
_RULE_LABEL = re.compile("准则|红线|底线|禁令|铁律|纪律|规定|要求|提醒|提示|建议|倡议|措施")
# Labels of a paragraph that are emphasised and head no rule.
_NO_HEAD = re.compile(
    "答|问|注|点评|评析|警示|来源|案例|案情|小贴士|小结|编者按|时间|地点|主办|电话|手法|提示|提醒"
)
# What a heading or lead-in says that announces rules.
_ANNOUNCES = re.compile(
    "倡议|要求|提醒|注意|做到|做好|牢记|遵守|承诺|规定|严禁|不得|须知|事项|建议|自查|红线|禁令"
)
_SERIES_SHARE = 0.6
# The longest sentence that a number alone on its line heads as a rule; longer ones are chapters.
_RULE_SENTENCE = 80


def mark_rules(rows: Sequence[Row]) -> None:
    """Set `unit` of the rows at which rules begin, and the end of their run-in heads."""
    cases = inside_cases(rows)
    for members in heading_series(rows):
        if not any(at in cases for at in members) and _is_rule_series(rows, members):
            for at in members:
                if _is_rule_heading(rows, at):
                    rows[at].unit = "rule"
            end_last_member(rows, members)
    for row in rows:
        if isinstance(row.block, Listing) and row.block.ordered:
            items = [fold(item_text(item)) for item in row.block.items]
            stated = [text for text in items if listed_rule_title(text) and not _QUESTION.search(text)]
            row.unit = "rule" if len(stated) >= _SERIES_SHARE * len(items) else None
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
    if any(row.part for row in heads) or heads[0].marker is None or len(members) < 2:
        return False
    if any(_QUESTION.search(row.title) or _STEP.search(row.folded) for row in heads):
        return False
    if heads[0].marker.scheme == "label":
        return bool(_RULE_LABEL.search(heads[0].marker.text))
    leaves = [at for at in members if _is_leaf(rows, at) and not _holds_case(rows, at)]
    speaking = [at for at in leaves if _is_normative(rows, at)]
    return bool(leaves) and len(speaking) >= _SERIES_SHARE * len(leaves)


def _holds_case(rows: Sequence[Row], at: int) -> bool:
    return any(row.unit == "case" for row in rows[at + 1 : section_end(rows, at)])


def _is_leaf(rows: Sequence[Row], at: int) -> bool:
    return not any(row.level for row in rows[at + 1 : section_end(rows, at)])


def _is_normative(rows: Sequence[Row], at: int) -> bool:
    inside = [row.folded for row in rows[at + 1 : section_end(rows, at)] if row.role == "body"]
    if not inside:
        return False
    text = "\n".join([rows[at].title, *inside])
    clauses = re.split(r"[,。;:!?\n]", text)
    orders = any(_IMPERATIVE.match(clause.strip()) for clause in clauses)
    return bool(
        orders or PROHIBITION.search(text) or _OBLIGATION.search(text) or re.search("第.{1,10}条|处分", text)
    )


def _is_rule_heading(rows: Sequence[Row], at: int) -> bool:
    """Whether the heading is itself the rule, and not the name of a group of rules."""
    row = rows[at]
    title = row.title.strip()
    if section_end(rows, at) == at + 1 or not _is_normative(rows, at):
        return False
    if not title:
        first = rows[at + 1]
        return first.is_body and len(first.folded) <= _RULE_SENTENCE and _speaks_rule(first)
    if _NOT_RULE.search(row.folded) or not _is_leaf(rows, at):
        return False
    if row.marker is not None and row.marker.scheme in ("label", "ordinal"):
        return True
    if _holds_case(rows, at):
        return False
    inside = rows[at + 1 : section_end(rows, at)]
    numbered = any(
        other.is_body and other.marker is not None and other.marker.scheme != "bullet" for other in inside
    )
    if is_nominal(title):
        return False
    return bool(_IMPERATIVE.match(title)) or not numbered


def _item_series(rows: Sequence[Row], taken: set[int]) -> list[list[int]]:
    """The indexes of numbered paragraphs, by scheme; a list goes on over gaps and headings while it counts on."""
    series: list[list[int]] = []
    open_series: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.level:
            open_series = {scheme: run for scheme, run in open_series.items() if scheme == "decimal"}
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
    members = [rows[at] for at in items if not _NOT_RULE.search(rows[at].folded)]
    if not members:
        return
    scheme = members[0].marker.scheme if members[0].marker else "bullet"
    if scheme in ("bullet", "latin") or _is_nested(rows, items):
        return
    if any(
        _STEP.search(row.folded) or (_QUESTION.search(row.title) and row.title.endswith(("?", ")")))
        for row in members
    ):
        return
    normative = [row for row in members if _speaks_rule(row)]
    if len(normative) * 2 < len(members) or (len(members) == 1 and scheme != "decimal"):
        return
    heads = [_run_in_head(row.title) for row in members]
    parallel = sum(bool(head) for head in heads) * 2 > len(members)
    for row, head in zip(members, heads, strict=True):
        row.unit = "rule"
        row.title_end = row.title_start + (head if head and parallel else _sentence_length(row.title))


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


def _emphasised_head(row: Row) -> int:
    """The end of the emphasised phrase at the head of the line, 0 where there is none."""
    if not row.is_body or row.line is None or (row.marker and row.marker.scheme != "bullet"):
        return 0
    match = re.match(r"[^。;:!?【】\[\]\d]{2,16}[:。]", row.title)
    if match is None or len(row.title) <= match.end() or _NO_HEAD.match(row.title):
        return 0
    end = row.title_start + match.end() - 1
    texts = [node for node in cut_inlines(row.line.inlines, row.title_start) if isinstance(node, Text)]
    rest = [node for node in cut_inlines(row.line.inlines, end + 1) if isinstance(node, Text)]
    plain = any(not (node.bold or node.colour) for node in rest)
    return end if texts and plain and (texts[0].bold or texts[0].colour) else 0


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
    if not (PROHIBITION.search(text) or _OBLIGATION.search(text) or _IMPERATIVE.match(text)):
        return 0
    return _sentence_length(text)


def _is_nested(rows: Sequence[Row], items: Sequence[int]) -> bool:
    """Whether the items stand below an item of a higher scheme: (1) below 2."""
    first = rows[items[0]]
    if first.marker is None or first.marker.scheme not in ("decimal-bracketed", "circled"):
        return False
    for row in reversed(rows[: items[0]]):
        if row.level:
            return False
        if row.is_body and row.marker is not None:
            return row.marker.scheme != first.marker.scheme and row.folded.endswith((":", ",", ";"))
    return False


def _speaks_rule(row: Row) -> bool:
    title = row.title.strip()
    return bool(
        PROHIBITION.search(title)
        or _OBLIGATION.search(title)
        or _IMPERATIVE.match(title)
        or ":" in title[:12]
    )


def _run_in_head(title: str) -> int:
    """The length of the short phrase that heads the sentence after it, 0 where there is none."""
    match = re.match(r"([^。;:!?]{2,16}):|([^,。;:!?]{2,12})。(?=.)", title)
    return match.end() - 1 if match else 0


def _sentence_length(title: str) -> int:
    """The length of the rule's own sentence: to its end, less a closing part that names a provision or threatens."""
    end = len(title.rstrip("。;!,"))
    match = re.match(r"(.{6,}?)[,。;](?:违者|违反|《[^》]+》第|依据|依照|否则)", title)
    first = re.match(r"[^。;]+", title)
    if match is not None:
        return match.end(1)
    return min(end, first.end()) if first and not ends_like_sentence(title[: first.end()]) else end
