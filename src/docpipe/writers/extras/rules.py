"""The rule card (提醒卡): every rule in a line, with what it rests on, the heaviest sanction, a box to tick."""

from collections.abc import Sequence

from docpipe.model import Reference, Rule
from docpipe.walk import block_text, plain_text
from docpipe.writers.extras.numbers import number_rows, write_chinese
from docpipe.writers.extras.sentences import cut_short, split_sentences
from docpipe.writers.extras.shapes import BOX, Column, Supplement

_COLUMNS = (
    Column("", 3, centred=True),
    Column("序号", 4.5, centred=True),
    Column("提醒事项", 25),
    Column("依据", 11),
    Column("最重处分", 7.5, centred=True),
)
_KEPT = frozenset({"", "序号", "提醒事项"})
_LONGEST = 60
_ROW_HEIGHT = 9.0
"""Millimetres: room for a tick."""


def build_rule_card(rules: Sequence[Rule], title: str = "") -> Supplement | None:
    """The card of `rules`, under which `title` names the article; None where there are no rules.

    Provisions are those of the rule's own citations. A document that all rules cite is named once,
    under the title; a column that no rule has anything for is left out.
    """
    if not rules:
        return None
    cited = [{reference.document for reference in _cited(rule)} for rule in rules]
    only = next(iter(cited[0])) if len(cited[0]) == 1 and all(each == cited[0] for each in cited) else None
    numbers = number_rows([rule.marker for rule in rules])
    rows = [
        (BOX, number, _name_rule(rule), _write_provisions(_cited(rule), only), rule.max_sanction or "")
        for number, rule in zip(numbers, rules, strict=True)
    ]
    shown = [at for at, column in enumerate(_COLUMNS) if column.head in _KEPT or any(row[at] for row in rows)]
    return Supplement(
        "rule-card",
        "提醒卡",
        tuple(_COLUMNS[at] for at in shown),
        tuple(tuple(row[at] for at in shown) for row in rows),
        tuple(filter(None, (title, f"依据《{only}》" if only else ""))),
        _ROW_HEIGHT,
    )


def _cited(rule: Rule) -> list[Reference]:
    return [reference for reference in rule.citations if reference.article is not None]


def _name_rule(rule: Rule) -> str:
    """The title, or the first sentence where the rule has none."""
    title = plain_text(rule.title).replace("\n", "").strip()
    if not title:
        text = next((block_text(block) for block in rule.blocks), "")
        title = next(iter(split_sentences(text)), "").rstrip("。；;")
    return cut_short(title, _LONGEST)


def _write_provisions(references: list[Reference], only: str | None) -> str:
    """The provisions, those of one document on a line; `only` is named elsewhere."""
    by_document: dict[str | None, list[str]] = {}
    for reference in references:
        provisions = by_document.setdefault(reference.document, [])
        if (provision := write_provision(reference)) not in provisions:
            provisions.append(provision)
    return "\n".join(
        (f"《{document}》" if document and document != only else "") + "、".join(provisions)
        for document, provisions in by_document.items()
    )


def write_provision(reference: Reference) -> str:
    """第四十六条之一第一款第（二）项, as 立法法 names the parts of an article."""
    parts = []
    if reference.article is not None:
        parts.append(f"第{write_chinese(reference.article)}条")
    if reference.sub_article is not None:
        parts.append(f"之{write_chinese(reference.sub_article)}")
    if reference.paragraph is not None:
        parts.append(f"第{write_chinese(reference.paragraph)}款")
    if reference.item is not None:
        parts.append(f"第（{write_chinese(reference.item)}）项")
    if reference.point is not None:
        parts.append(f"第{reference.point}目")
    return "".join(parts)
