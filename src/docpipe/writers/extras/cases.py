"""The table of cases (案例一览): who did what, what became of it, and where that is told."""

import re
from collections.abc import Sequence

from docpipe.model import Case, Paragraph, descend
from docpipe.walk import plain_text
from docpipe.writers.extras.numbers import number_rows
from docpipe.writers.extras.sentences import cut_short, split_sentences, take_sentences
from docpipe.writers.extras.shapes import Column, Supplement

_COLUMNS = (
    Column("序号", 4.5, centred=True),
    Column("案例", 11),
    Column("人员", 8),
    Column("主要事实", 24),
    Column("处理结果", 16),
    Column("来源", 8),
)
_CLAUSE = re.compile(r"[，；：,;:]")
_KEPT = frozenset({"序号", "主要事实", "处理结果"})
"""Columns that stay although they are empty."""
# By eye on a turned A4 page: five lines of a cell in the handout's type.
_LONGEST_DEED = 100
_LONGEST_OUTCOME = 80
_LONGEST_TITLE = 40
_MOST_PEOPLE = 6


def build_case_table(cases: Sequence[Case]) -> Supplement | None:
    """The table of `cases`, which may come from several articles; None where there are none.

    Deeds and outcomes are the author's own sentences, as far as there is room. A column that no case
    has anything for is left out, but for those of the deeds and the outcomes.
    """
    if not cases:
        return None
    numbers = number_rows([case.marker for case in cases])
    rows = [_build_row(number, case) for number, case in zip(numbers, cases, strict=True)]
    shown = [at for at, column in enumerate(_COLUMNS) if column.head in _KEPT or any(row[at] for row in rows)]
    return Supplement(
        "case-table",
        "案例一览",
        tuple(_COLUMNS[at] for at in shown),
        tuple(tuple(row[at] for at in shown) for row in rows),
        wide=True,
    )


def _build_row(number: str, case: Case) -> tuple[str, ...]:
    facts = case.facts
    people = [person.text for person in facts.people]
    listed = "、".join(people[:_MOST_PEOPLE]) + (f"等{len(people)}人" if len(people) > _MOST_PEOPLE else "")
    title = cut_short(plain_text(case.title).replace("\n", ""), _LONGEST_TITLE)
    source = facts.source.text if facts.source else ""
    deed, outcome = _part(case, source)
    return number, title, listed, deed, outcome, source


def _part(case: Case, source: str) -> tuple[str, str]:
    """What was done and what became of it: sentences of the case, those of the second kind name an outcome.

    Where these have no room, the outcomes alone are listed.
    """
    facts = case.facts
    named = [found.text for found in facts.sanctions] + [found.text for found in facts.other_outcomes]
    sentences = _list_sentences(case, source)
    outcomes = [sentence for sentence in sentences if any(name in sentence for name in named)]
    deeds = [sentence for sentence in sentences if sentence not in outcomes]
    outcome = "".join(outcomes)
    if len(outcome) > _LONGEST_OUTCOME:
        outcome = "".join(_from_outcome(sentence, named) for sentence in outcomes)
    if not outcome or len(outcome) > _LONGEST_OUTCOME:
        outcome = "、".join(dict.fromkeys(named))
    return _stop(take_sentences(deeds, _LONGEST_DEED)), _stop(outcome)


def _from_outcome(sentence: str, named: list[str]) -> str:
    """`sentence` from the clause on that names the first outcome."""
    start = min(sentence.find(name) for name in named if name in sentence)
    ends = [found.end() for found in _CLAUSE.finditer(sentence, 0, start)]
    return sentence[ends[-1] :] if ends else sentence


def _stop(text: str) -> str:
    """`text` that was taken from the middle of a sentence, with a full stop at its end."""
    return text[:-1] + "。" if text.endswith(("；", ";")) else text


def _list_sentences(case: Case, source: str) -> list[str]:
    """The sentences of the case, without its heading and its source."""
    title = plain_text(case.title).strip()
    sentences: list[str] = []
    for block in case.blocks:
        for node in (block, *descend(block)):
            if isinstance(node, Paragraph) and node.role in ("body", "lead"):
                text = plain_text(node.inlines)
                for bracketed in (f"（{source}）", f"({source})"):
                    text = text.replace(bracketed, "") if source else text
                sentences += split_sentences(text)
    if case.level == 0 and case.marker and sentences:
        sentences[0] = sentences[0].removeprefix(case.marker.text).strip()
    return [sentence for sentence in sentences if sentence.rstrip("。") not in ("", title)]
