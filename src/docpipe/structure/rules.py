"""Which rows begin a rule: a requirement, prohibition, provision or tip of a series.

A rule is a leaf of the outline: the lowest numbered series that says what is to be done or not.
Steps, questions, statistics, prizes, programmes and analyses are numbered too and are none.
"""

import re
from collections.abc import Sequence

from docpipe.model import Listing, RuleKind
from docpipe.structure.case_ends import end_last_member, inside_cases, section_end
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.items import SPEAKS_FOR_ALL
from docpipe.structure.nominal import is_nominal
from docpipe.structure.orders import IMPERATIVE, NEGATION, OBLIGATION, PROHIBITION, is_order
from docpipe.structure.rows import Row
from docpipe.structure.rule_items import item_series, mark_emphasised_heads, mark_item_ends, mark_items
from docpipe.structure.rule_signs import (
    DUTY,
    NOT_RULE,
    QUESTION,
    STEP,
    announced_share,
    speaks_rule,
)
from docpipe.structure.rule_titles import sentence_length
from docpipe.structure.series import SERIES_SHARE, heading_series

# Labels that say by themselves that what they count is a rule.
_RULE_LABEL = re.compile("准则|红线|底线|禁令|铁律|纪律|规定|要求|提醒|提示|建议|倡议|措施")
_NO_RULE_LABEL = re.compile(
    "误区|陷阱|骗局|套路|骗术|手法|案例|案件|故事|镜头|片段|场景|问题|类型|情形|步骤|环节|事例|例$|[A-Za-z]"
)
_PROVISION = re.compile("第.{1,10}条|处分")
# Of a series whose members order something so often, the rest do too.
_MOST_OF_SERIES = 0.75
# A title of a rule without number has so many rows at most, itself among them.
_FEW_ROWS = 3
# How many clauses of the text below a heading order or forbid something, where the heading is a rule.
_ORDERS_SHARE = 0.25
# The longest sentence that a number alone on its line heads as a rule; longer ones are chapters.
_RULE_SENTENCE = 80
_PART_OF_DOCUMENT = re.compile("[章节篇部课讲]|单元|部分|板块")


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
            stated = [text for text in items if listed_rule_title(text) and not QUESTION.search(text)]
            row.unit = "rule" if len(stated) >= SERIES_SHARE * len(items) else None
    for row in rows:
        if row.is_body and SPEAKS_FOR_ALL.match(row.folded):
            row.ends_unit = True
    covered = _inside_rules(rows)
    for series in item_series(rows, cases | covered):
        mark_items(rows, series)
    mark_emphasised_heads(rows, cases | _inside_rules(rows))
    mark_item_ends(rows)


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
    if any(QUESTION.search(row.title) or STEP.search(row.folded) for row in heads):
        return False
    if heads[0].marker is None:
        return _are_announced_titles(rows, members)
    if heads[0].marker.scheme == "label" and _RULE_LABEL.search(heads[0].marker.text):
        return True
    if heads[0].marker.scheme == "label" and _NO_RULE_LABEL.search(heads[0].marker.text):
        return False
    if heads[0].marker.scheme == "bullet" and not all(speaks_rule(row) for row in heads):
        return False
    leaves = [
        at for at in members if (_is_leaf(rows, at) or not rows[at].title) and not _holds_case(rows, at)
    ]
    speaking = [at for at in leaves if _is_normative(rows, at)]
    # Sentences under numbers alone, right below what announces rules, need no further sign.
    if leaves and not heads[0].title.strip() and not announced_share(rows, members[0]):
        return True
    return bool(leaves) and len(speaking) >= SERIES_SHARE * len(leaves)


def _are_announced_titles(rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Whether headings without number name rules: announced right above, and each over a few words that order."""
    short = all(_is_leaf(rows, at) and 1 < section_end(rows, at) - at <= _FEW_ROWS for at in members)
    speaking = [at for at in members if _is_normative(rows, at)]
    return short and len(speaking) == len(members) and not announced_share(rows, members[0])


def _holds_case(rows: Sequence[Row], at: int) -> bool:
    """Whether cases stand right below a heading; one told after its own text illustrates that."""
    below = rows[at + 1 : section_end(rows, at)]
    # A paragraph that first orders tells of somebody as an example of the rule.
    tells = below and not (
        PROHIBITION.match(below[0].folded.strip()) or NEGATION.match(below[0].folded.strip())
    )
    return any(row.unit == "case" and (row.level or (tells and row is below[0])) for row in below)


def _is_leaf(rows: Sequence[Row], at: int) -> bool:
    return not any(row.level for row in rows[at + 1 : section_end(rows, at)])


def _is_normative(rows: Sequence[Row], at: int) -> bool:
    inside = [row.folded for row in rows[at + 1 : section_end(rows, at)] if row.role == "body"]
    if not inside:
        return False
    clauses = [clause.strip() for text in inside for clause in re.split(r"[,。;:!?]", text) if clause.strip()]
    orders = sum(map(is_order, clauses)) >= _ORDERS_SHARE * len(clauses)
    return orders or is_order(rows[at].title.strip()) or any(map(_PROVISION.search, inside))


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
    if NOT_RULE.search(row.folded) or not _is_leaf(rows, at):
        return False
    if row.marker is not None and row.marker.scheme == "label":
        return True
    if row.marker is not None and row.marker.scheme == "ordinal":
        return not _PART_OF_DOCUMENT.search(row.marker.text)
    if _holds_case(rows, at):
        return False
    inside = rows[at + 1 : section_end(rows, at)]
    numbered = any(map(_counts, inside))
    if is_nominal(title) and not DUTY.match(title):
        return False
    return bool(IMPERATIVE.match(title)) or not numbered


def _counts(row: Row) -> bool:
    """Whether a row is a numbered item, or a list of several."""
    if isinstance(row.block, Listing):
        return row.block.ordered and len(row.block.items) > 1
    return row.is_body and row.marker is not None and row.marker.scheme != "bullet"


def listed_rule_title(text: str) -> int:
    """The length of the rule that a folded item of a list states; 0 where it states none."""
    if not (PROHIBITION.search(text) or OBLIGATION.search(text) or IMPERATIVE.match(text)):
        return 0
    return sentence_length(text)
