"""Cases that end without an outcome among others that have one."""

import re
from collections.abc import Iterator

from docpipe.model import Article, Case
from docpipe.proof.passages import Finding, block_passages
from docpipe.walk import heading_text

# Of a case that is still open there is no outcome to tell.
_PENDING = re.compile(
    "立案|留置|审查调查|纪律审查|监察调查|接受(?:审查|调查)|正在(?:进一步)?[^,。;]{0,6}(?:调查|审查|审理|侦办|侦查|办理|处理)|"
    "另案|刑事拘留|逮捕|强制措施|提起公诉|投案"
)
# Near misses and accidents may cost a fine; what discipline and the penal law impose is told of misdeeds.
_MILD = frozenset({"罚款", "通报批评", "批评教育"})


def check_outcomes(article: Article) -> Iterator[Finding]:
    """`case-without-outcome`. Where few cases have an outcome (warnings of fraud, accidents), none is missing."""
    cases = article.cases
    told = [case for case in cases if case.facts.sanctions]
    if 2 * len(told) < len(cases) or not any(map(_is_severe, told)):
        return
    for case in cases:
        if case.facts.sanctions or case.facts.other_outcomes or _is_pending(case):
            continue
        passage = next(block_passages((case,)), None)
        if passage is not None:
            title = heading_text(case.marker, case.title) if case.level else passage.text[:20]
            yield passage.find("case-without-outcome", 0, min(len(passage.text), 30), {"case": title})


def _is_severe(case: Case) -> bool:
    return any(sanction.name not in _MILD for sanction in case.facts.sanctions)


def _is_pending(case: Case) -> bool:
    return any(_PENDING.search(passage.folded) for passage in block_passages((case,)))
