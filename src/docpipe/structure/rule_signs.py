"""By what words a line announces rules, or speaks as one."""

import re
from collections.abc import Sequence

from docpipe.structure.orders import FAILING, IMPERATIVE, NEGATION, OBLIGATION, PROHIBITION
from docpipe.structure.rows import Row

# Calibrated on the quizzes, steps and prize lists of the gold corpus.
QUESTION = re.compile(r"[?？]|什么|怎么|如何|为何|哪些|吗$|几种|多少")
STEP = re.compile("^第[一二三四五六七八九十\\d]+步|^步骤|^环节")
NOT_RULE = re.compile(
    "感谢|打一|顺口溜|口诀|祝(?:您|大家|愿|各位)|一等奖|二等奖|三等奖|优秀奖|答案|判断|简答|选择|单选|多选|填空|[A-D][.、].+[B-D][.、]"
)
# What stands beside a time, a price or a number (早读:7:40—8:10) orders nothing.
_FIGURES = re.compile(r"[^:]{1,10}:[\d:—~至、,.()\s-]+\w{0,3}[。;]?")
# What announces a list of something other than rules.
_ANNOUNCES_OTHER = re.compile(
    "流程|步骤|程序|议程|日程|原因|成效|亮点|特点|表现|意义|成绩|名单|奖|结果|情况|经过|回顾|数据|题|问答|做法|说明|危害|症状|骗术|手法|套路|伎俩|种类|误区|隐患|不足|短板|职责|分工|节目|材料|感受|收获|体会|大事记|作息|时间表|方式|途径|渠道|好处|作用|功效|益处|打算|思路|展望|什么|为何|哪些|多少|吗$"
)
# What a heading or lead-in says that announces rules.
ANNOUNCES = re.compile(
    "怎么办|怎么做|自救|防范|应对|学会|倡议|要求|提醒|注意|做到|做好|牢记|遵守|承诺|规定|严禁|不得|须知|事项|建议|自查|红线|禁令|[三四五六七八九十几妙支]招|锦囊|诀窍"
)
# What a heading says that may announce rules, or tell of them.
_HINTS = re.compile("预防|防住|防护|防控|安全")
# Verbs that number orders: 一戒…, 二防….
_ORDER_VERBS = "戒防忌禁勿慎守严不"
# How many must speak as rules do where something else is announced.
OTHER_SHARE = 0.8
# The words in which provisions of a document set a duty.
DUTY = re.compile("应当?|不得|必须|严禁|禁止|须|不准|一律|需要?|不予")


def announced_share(rows: Sequence[Row], first: int) -> float:
    """How much of a series must speak as rules do, by what is said before it: nothing where rules are announced."""
    above = [row.folded for row in rows[max(first - 2, 0) : first] if row.level or row.folded.endswith(":")]
    last = [re.split("[,。]", text.rstrip(":"))[-1] for text in above]
    if any(_ANNOUNCES_OTHER.search(text) and not ANNOUNCES.search(text) for text in last):
        return OTHER_SHARE
    if any(ANNOUNCES.search(text) for text in last):
        return 0.0
    marker = rows[first].marker
    if marker is not None and marker.scheme == "run-in" and first:
        # What 一是…二是… spell out stands before them: 各支部要引以为戒。
        above += (
            [rows[first - 1].folded] if re.search("[要应须请](?!求)|必须", rows[first - 1].folded) else []
        )
        return 0.25 if above else 0.5
    return 0.25 if any(ANNOUNCES.search(text) or _HINTS.search(text) for text in above) else 0.5


def speaks_rule(row: Row, *, headed: bool = True) -> bool:
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
