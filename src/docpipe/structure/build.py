"""Flat blocks → article: the passes, in their order.

split     bare runs into headings, paragraphs into their items
mark      markers, letter parts, headings, levels, cases, rules, verse, emphasis, citations
assemble  the tree
"""

from collections.abc import Sequence

from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.model import Article, Facts, Meta, Reference, SectionRole
from docpipe.source import Source
from docpipe.structure.annotate import annotate
from docpipe.structure.assemble import Understanding, assemble
from docpipe.structure.bare import chunks_of, split_bare_rows
from docpipe.structure.cases import mark_cases
from docpipe.structure.citations import Found, parse_citations
from docpipe.structure.contained import cited_blocks, contained_texts
from docpipe.structure.emphasis import settle_emphasis
from docpipe.structure.evidence import collect_facts, shared_sources
from docpipe.structure.head import settle_head
from docpipe.structure.headings import mark_headings
from docpipe.structure.items import split_items
from docpipe.structure.letter import mark_letter_parts, signers, signing_date
from docpipe.structure.markers import Counted, find_counted, parse_marker, parse_provision, states_provisions
from docpipe.structure.outline import set_levels
from docpipe.structure.rows import Row, build_rows
from docpipe.structure.rules import mark_rules, rule_kind
from docpipe.structure.sanctions import heaviest_threatened
from docpipe.structure.verse import mark_verse

_CLOSING_ROLES = frozenset({"signature", "date", "credit"})
# Wishes, a link or a note may stand between the lines of a closing.
_CLOSING_STRAYS = 4
# What a section is for, by the words of its title. Calibrated on the gold corpus.
_SECTION_ROLES: tuple[tuple[SectionRole, tuple[str, ...]], ...] = (
    ("commentary", ("点评", "评析", "剖析", "启示", "警示", "反思", "评论")),
    ("cases", ("案例", "案件", "通报", "骗局")),
    ("rules", ("提醒", "提示", "要求", "红线", "禁令", "须知", "准则", "规定", "清单")),
)


def build_article(source: Source) -> Article:
    """The article that `source` holds, with every diagnostic of the reader and of the passes."""
    report = Report()
    report.extend(source.diagnostics)
    whole = build_rows(source)
    counted = find_counted(chunk for row in whole if row.is_line for chunk in chunks_of(row))
    rows = split_bare_rows(whole, counted, report)
    head = settle_head(source, rows, report)
    rows = mark_letter_parts(split_items(head.rows))
    _mark_markers(rows, counted)
    mark_headings(rows)
    set_levels(rows)
    mark_cases(rows)
    mark_rules(rows)
    mark_verse(rows)
    settle_emphasis(rows, report)
    cited = _cite(rows)
    body, closing = _part_closing(rows)
    understanding = _understand(rows, cited)
    meta = Meta(
        title=head.title,
        author=head.author,
        organisation="、".join(signer for row in rows for signer in signers(row)) or None,
        signed=next((date for row in rows if (date := signing_date(row))), None),
        keywords=source.keywords,
        published=source.published,
        source=source.provenance,
    )
    return Article(
        meta=meta,
        body=assemble(body, understanding),
        closing=assemble(closing, understanding),
        diagnostics=report.diagnostics,
    )


def _mark_markers(rows: Sequence[Row], counted: Counted) -> None:
    stated = states_provisions(row.folded for row in rows if row.is_body)
    for row in rows:
        if not row.is_body:
            continue
        split = parse_marker(row.text, row.folded, counted)
        if split is None and stated:
            split = parse_provision(row.text, row.folded)
        if split is not None:
            row.marker, row.title_start = split


def _cite(rows: Sequence[Row]) -> dict[int, tuple[Reference, ...]]:
    """Wrap what the rows cite into citations; the references of each row, by its identity."""
    texts = [[row.text] if row.is_line else contained_texts(row.block) for row in rows]
    found = iter(parse_citations([text for group in texts for text in group]))
    cited: dict[int, tuple[Reference, ...]] = {}
    for row, group in zip(rows, texts, strict=True):
        of_row: list[tuple[Found, ...]] = [next(found) for _ in group]
        cited[id(row)] = tuple(
            reference for spans in of_row for span in spans for reference in span.references
        )
        if row.line is not None and of_row[0]:
            row.line = replace(row.line, inlines=annotate(row.line.inlines, of_row[0]))
        elif row.block is not None and cited[id(row)]:
            row.block = cited_blocks(row.block, iter(of_row))
    return cited


def _part_closing(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows of the body and those of the closing."""
    start, strays = len(rows), 0
    for at in range(len(rows) - 1, 0, -1):
        row = rows[at]
        if row.role in _CLOSING_ROLES:
            start = at
        elif row.level or row.unit or (strays := strays + 1) > _CLOSING_STRAYS:
            break
    return rows[:start], rows[start:]


def _understand(every: Sequence[Row], cited: dict[int, tuple[Reference, ...]]) -> Understanding:
    shared = shared_sources(every)

    def facts(rows: Sequence[Row]) -> Facts:
        found = collect_facts(rows)
        return found if found.source else replace(found, source=shared.get(id(rows[0])))

    def citations(rows: Sequence[Row]) -> tuple[Reference, ...]:
        references = (reference for row in _without_cases(rows) for reference in cited[id(row)])
        return tuple(dict.fromkeys(references))

    return Understanding(
        facts=facts,
        citations=citations,
        max_sanction=lambda rows: heaviest_threatened([row.text for row in _without_cases(rows)]),
        kind=lambda rows: rule_kind("\n".join(row.folded for row in rows)),
        section_role=_section_role,
    )


def _without_cases(rows: Sequence[Row]) -> list[Row]:
    """The rows of a rule without those of a case told inside it."""
    own: list[Row] = []
    inside = False
    for row in rows:
        inside = (inside or row.unit == "case") and not row.ends_unit
        if not inside:
            own.append(row)
    return own


def _section_role(row: Row) -> SectionRole:
    for role, words in _SECTION_ROLES:
        if any(word in row.title for word in words):
            return role
    return "body"
