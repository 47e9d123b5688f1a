"""Rows → the tree: sections by level, cases and rules where a row begins one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from docpipe.model import (
    NOWHERE,
    Block,
    Case,
    Citation,
    Divider,
    Facts,
    Figure,
    Listing,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Rule,
    RuleKind,
    Section,
    SectionRole,
    Table,
    Verse,
    descend,
)
from docpipe.model import Row as TableRow
from docpipe.structure.case_ends import headed_case_end
from docpipe.structure.contained import item_text
from docpipe.structure.fold import fold
from docpipe.structure.rows import Row
from docpipe.structure.rules import listed_rule_title, rule_kind
from docpipe.structure.sanctions import heaviest_threatened
from docpipe.structure.slices import cut_inlines
from docpipe.structure.sources import is_source_line
from docpipe.structure.tables import name_column, with_header_row
from docpipe.structure.telling import has_evidence, names_somebody, people_in, tells_case
from docpipe.walk import Inlines, block_text


class Understanding(NamedTuple):
    """What the passes know of the rows of one case or rule, asked when the tree is built."""

    facts: Callable[[Sequence[Row]], Facts]
    citations: Callable[[Sequence[Row]], tuple[Reference, ...]]
    max_sanction: Callable[[Sequence[Row]], str | None]
    kind: Callable[[Sequence[Row]], RuleKind]
    section_role: Callable[[Row], SectionRole]


def assemble(rows: Sequence[Row], understanding: Understanding) -> tuple[Block, ...]:
    """The blocks that `rows` make."""
    return _Assembler(understanding).blocks(rows)


class _Assembler:
    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding

    def blocks(self, rows: Sequence[Row]) -> tuple[Block, ...]:
        """The blocks that `rows` make."""
        blocks: list[Block] = []
        at = 0
        while at < len(rows):
            end = _unit_end(rows, at)
            blocks.extend(self._unit(rows[at:end]))
            at = end
        return _join(blocks)

    def _unit(self, rows: Sequence[Row]) -> Sequence[Block]:
        head = rows[0]
        if head.block is not None:
            return [self._enclosed(head, head.block)]
        if head.unit == "case":
            return [self._case(rows)]
        if head.unit == "rule":
            return [self._rule(rows)]
        if head.level:
            return [self._section(rows)]
        return [_block(head)]

    def _section(self, rows: Sequence[Row]) -> Section:
        head = rows[0]
        return Section(
            level=head.level,
            marker=head.marker,
            title=_title(head),
            role="part" if head.part else self._understanding.section_role(head),
            blocks=self.blocks(rows[1:]),
            position=head.place(0),
        )

    def _case(self, rows: Sequence[Row]) -> Case:
        head = rows[0]
        comment = next((at for at, row in enumerate(rows) if at and row.commentary), len(rows))
        facts = self._understanding.facts(rows[:comment])
        notes = [row for row in rows[comment:] if row.is_line and is_source_line(row.text)]
        if notes and not facts.source:
            # The source may stand below the comment.
            facts = replace(facts, source=self._understanding.facts(notes).source)
        return Case(
            level=head.level,
            marker=head.marker,
            title=_title(head),
            facts=facts,
            blocks=self._inside(rows[:comment]),
            commentary=self.blocks(rows[comment:]),
            position=head.place(0),
        )

    def _rule(self, rows: Sequence[Row]) -> Rule:
        head = rows[0]
        return Rule(
            level=head.level,
            marker=head.marker,
            title=_title(head),
            kind=self._understanding.kind(rows),
            max_sanction=self._understanding.max_sanction(rows),
            citations=self._understanding.citations(rows),
            blocks=self._inside(rows),
            position=head.place(0),
        )

    def _enclosed(self, row: Row, block: Block) -> Block:
        """A ready-made block, with the case that a quotation tells and the rules that a list states."""
        if row.unit == "case" and isinstance(block, Quote):
            return replace(block, blocks=tuple(map(self._contained_case, told_parts(block))))
        if row.unit == "case" and isinstance(block, Listing):
            items = (replace(item, blocks=(self._contained_case(item.blocks),)) for item in block.items)
            return replace(block, items=tuple(items))
        if isinstance(block, Table):
            table = with_header_row(block)
            if row.unit != "case":
                return table
            return self._tabled_cases(table)
        if row.unit == "rule" and isinstance(block, Listing):
            return replace(block, items=tuple(self._listed_rule(item) for item in block.items))
        return block

    def _contained_case(self, blocks: tuple[Block, ...]) -> Case:
        row = Row(line=None, block=Quote(blocks), text="", folded="")
        position = getattr(blocks[0], "position", NOWHERE) if blocks else NOWHERE
        return Case(level=0, facts=self._understanding.facts([row]), blocks=blocks, position=position)

    def _tabled_cases(self, table: Table) -> Table:
        head = table.rows[0] if table.header_rows else None
        whose = name_column(head) if head is not None else None
        lines = (line if line is head else self._tabled_case(line, whose) for line in table.rows)
        return replace(table, rows=tuple(lines))

    def _tabled_case(self, line: TableRow, whose: int | None) -> TableRow:
        """A row of a table, with the case it tells in its longest cell; its name is in the column `whose`."""
        texts = ["\n".join(map(block_text, cell.blocks)) for cell in line.cells]
        if not tells_case(fold("\n".join(texts))):
            return line
        longest = max(range(len(texts)), key=lambda at: len(texts[at]))
        row = Row(line=None, block=Table(rows=(line,)), text="", folded="")
        case = Case(
            level=0,
            title=_name_in_row(line, texts, longest, whose),
            facts=self._understanding.facts([row]),
            blocks=line.cells[longest].blocks,
            position=getattr(line.cells[longest].blocks[0], "position", NOWHERE),
        )
        cells = (
            *line.cells[:longest],
            replace(line.cells[longest], blocks=(case,)),
            *line.cells[longest + 1 :],
        )
        return replace(line, cells=cells)

    def _listed_rule(self, item: ListItem) -> ListItem:
        text = item_text(item)
        length = listed_rule_title(fold(text))
        first = item.blocks[0]
        if not length or not isinstance(first, Paragraph):
            return item
        rule = Rule(
            level=0,
            title=cut_inlines(first.inlines, 0, length),
            kind=rule_kind(fold(text)),
            max_sanction=heaviest_threatened([text]),
            citations=tuple(
                dict.fromkeys(
                    ref for node in descend(first) if isinstance(node, Citation) for ref in node.references
                )
            ),
            blocks=item.blocks,
            position=first.position,
        )
        return replace(item, blocks=(rule,))

    def _inside(self, rows: Sequence[Row]) -> tuple[Block, ...]:
        """The blocks of a case or rule: below its heading, or with its first line where that is run in."""
        if rows[0].level:
            return self.blocks(rows[1:])
        return (_block(rows[0]), *self.blocks(rows[1:]))


def _unit_end(rows: Sequence[Row], start: int) -> int:
    """The index after the last row that belongs to the row at `start`."""
    head = rows[start]
    if head.block is not None or not (head.level or head.unit):
        return start + 1
    first = headed_case_end(rows, start) if head.part and head.unit == "case" else start + 1
    for at in range(first, len(rows)):
        row = rows[at]
        if row.level and (not head.level or row.level <= head.level):
            return at
        if head.unit and (row.ends_unit or (row.unit == head.unit and not row.level)):
            return at
        if not head.level and row.unit:
            return at
    return len(rows)


def _title(row: Row) -> Inlines:
    if row.line is None:
        return ()
    if not row.level and not row.title_end:
        return ()
    return cut_inlines(row.line.inlines, row.title_start, None if row.level else row.title_end)


def told_parts(quote: Quote) -> list[tuple[Block, ...]]:
    """The blocks of a quotation, parted where a paragraph tells of strangers to those before it."""
    parts: list[list[Block]] = []
    known: set[str] = set()
    for block in quote.blocks:
        text = fold(block_text(block))
        names = people_in(text)
        if parts and not (names and not names & known and has_evidence(text)):
            parts[-1].append(block)
        else:
            parts.append([block])
        known |= names
    return [tuple(part) for part in parts]


def _name_in_row(line: TableRow, texts: Sequence[str], longest: int, whose: int | None) -> Inlines:
    """What names the case that a row of a table tells: the cell that its head says, else one that is a name."""
    named = whose
    if named is None or named >= len(texts):
        named = next((at for at, text in enumerate(texts) if names_somebody(fold(text))), longest)
    first = line.cells[named].blocks[0] if named != longest and line.cells[named].blocks else None
    return first.inlines if isinstance(first, Paragraph) else ()


def _block(row: Row) -> Block:
    if row.line is None:
        return row.block or Divider()
    if row.verse:
        return Verse(lines=(row.line.inlines,), position=row.place(0))
    return Paragraph(row.line.inlines, role=row.role, align=row.look.align, position=row.place(0))


def _join(blocks: list[Block]) -> tuple[Block, ...]:
    """`blocks` with lines of verse made one poem, and a caption given to the figure above it."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Verse) and isinstance(last, Verse):
            joined[-1] = Verse(lines=last.lines + block.lines, position=last.position)
        elif (
            isinstance(block, Paragraph)
            and block.role == "caption"
            and isinstance(last, Figure)
            and not last.caption
        ):
            joined[-1] = replace(last, caption=block.inlines)
        else:
            joined.append(block)
    return tuple(joined)
