"""The vocabulary of an article: closed unions of frozen structs, and nothing else of docpipe.

Three rules hold for every struct here:

* Text is the author's. Markers are printed as written and never renumbered.
* Positions count lines and characters of the decoded source, from 1; line 0 means unknown.
* Equality means equal content. A `Position` equals every position, provenance and diagnostics
  take no part, so an article that went through JSON equals the one that was read.

A heading of a `Section`, and of a `Case` or `Rule` whose `level` is 1 or more, is its marker and
its title, and the blocks follow it. Level 0 says that the head is run in: the blocks hold the
whole text, first words included, and marker and title only say what was understood of it.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

FORMAT_VERSION = 1
"""Version of the JSON form; it changes when an older reader would misread a newer document."""


class Position(msgspec.Struct, frozen=True, eq=False):
    """A place in the decoded source: `line` and `column` in characters, from 1; line 0 is unknown."""

    line: int = 0
    column: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position)

    def __hash__(self) -> int:
        return 0


NOWHERE = Position()


class Node(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    """What blocks and inlines share: a tag in JSON, the lower-cased name of the struct."""


# ── inlines ──────────────────────────────────────────────────────────────────────────────────


class Text(Node, frozen=True, omit_defaults=True):
    """A run of characters with the author's own look. Colours are `#rrggbb`."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    colour: str | None = None
    background: str | None = None


class Link(Node, frozen=True):
    """Inlines that point to `address`, a URL as the source gave it."""

    address: str
    inlines: "tuple[Inline, ...]"


class Reference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provision of one document: 条 with its 之N, 款, 项, 目, or a whole chapter or section.

    `document` is the full title without 《》, aliases resolved; `edition` the year of revision
    where the author wrote it. A reference without `article`, `chapter` and `section` is to the
    document as a whole.
    """

    document: str | None
    edition: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    sub_article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    point: int | None = None


class Citation(Node, frozen=True):
    """Inlines that cite provisions, as the author wrote them; a range is one citation, many references."""

    inlines: "tuple[Inline, ...]"
    references: tuple[Reference, ...]


class LineBreak(Node, frozen=True):
    """A line break inside a paragraph."""


Inline = Text | Link | Citation | LineBreak


# ── what was understood ──────────────────────────────────────────────────────────────────────

MarkerScheme = Literal[
    "chinese",  # 一、
    "chinese-bracketed",  # （一）
    "ordinal",  # 第一、 第一条 第一讲
    "decimal",  # 1. 1、 01
    "decimal-bracketed",  # （1） 1）
    "circled",  # ① ❶
    "run-in",  # 一是
    "label",  # 案例一 红线一： 准则一
    "latin",  # A.
    "bullet",  # · ▲ ■ and emoji used as bullets
]


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """A number or sign before a title: `text` as written without outer space, `value` where it counts.

    `gap` is the white space that the author left between the marker and what follows.
    """

    text: str
    scheme: MarkerScheme
    value: int | None = None
    gap: str = ""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A person, date, amount, outcome or source: the text as written, and where it stands."""

    text: str
    position: Position = NOWHERE


class Sanction(msgspec.Struct, frozen=True, kw_only=True):
    """A sanction that was imposed: `name` is the standard name, `text` what the author wrote."""

    name: str
    text: str
    position: Position = NOWHERE


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a case says, each value once, in order of appearance."""

    people: tuple[Value, ...] = ()
    dates: tuple[Value, ...] = ()
    amounts: tuple[Value, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    other_outcomes: tuple[Value, ...] = ()
    source: Value | None = None


# ── blocks ───────────────────────────────────────────────────────────────────────────────────

Alignment = Literal["start", "center", "end", "justify"]
ParagraphRole = Literal["body", "salutation", "signature", "date", "credit", "caption", "lead", "label"]
SectionRole = Literal["body", "cases", "commentary", "rules", "part"]
RuleKind = Literal["requirement", "prohibition", "provision", "tip"]


class Section(Node, frozen=True):
    """A heading and what belongs to it. `level` is 1 at the top; `role` what the section holds.

    Role `part` is a labelled part of a case or rule (【案情】).
    """

    level: int
    title: "tuple[Inline, ...]"
    blocks: "tuple[Block, ...]"
    marker: Marker | None = None
    role: SectionRole = "body"
    position: Position = NOWHERE


class Case(Node, frozen=True):
    """One case. `commentary` follows `blocks` in the text, belongs to the case and is no part of its facts.

    `level` 0: the case has no heading of its own, and `blocks` hold the whole text.
    """

    level: int
    blocks: "tuple[Block, ...]"
    facts: Facts = Facts()
    marker: Marker | None = None
    title: "tuple[Inline, ...]" = ()
    commentary: "tuple[Block, ...]" = ()
    position: Position = NOWHERE


class Rule(Node, frozen=True):
    """One requirement, prohibition, provision or tip, with what it cites and the heaviest party sanction.

    `level` 0: the rule has no heading of its own, and `blocks` hold the whole text.
    """

    level: int
    blocks: "tuple[Block, ...]"
    kind: RuleKind = "requirement"
    max_sanction: str | None = None
    citations: tuple[Reference, ...] = ()
    marker: Marker | None = None
    title: "tuple[Inline, ...]" = ()
    position: Position = NOWHERE


class Paragraph(Node, frozen=True):
    """A paragraph. `align` is what the author set, `start` where he set nothing.

    `indent` counts levels of block indent (not the first line's, which is the theme's business).
    """

    inlines: tuple[Inline, ...]
    role: ParagraphRole = "body"
    align: Alignment = "start"
    indent: int = 0
    position: Position = NOWHERE


class ListItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a list; `checked` is None where the list is no checklist."""

    blocks: "tuple[Block, ...]"
    checked: bool | None = None


class Listing(Node, frozen=True):
    """A list that the source marked up as one, without markers of the author's own."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    position: Position = NOWHERE


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A table cell; spans are at least 1."""

    blocks: "tuple[Block, ...]"
    header: bool = False
    columns: int = 1
    rows: int = 1


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A table row."""

    cells: tuple[Cell, ...]


class Table(Node, frozen=True):
    """A table; its first `header_rows` rows are repeated on every page."""

    rows: tuple[Row, ...]
    header_rows: int = 0
    caption: tuple[Inline, ...] = ()
    position: Position = NOWHERE


class Quote(Node, frozen=True):
    """Blocks set off as a quotation or a box."""

    blocks: "tuple[Block, ...]"
    position: Position = NOWHERE


class Figure(Node, frozen=True):
    """An image: its address, its bytes where they are at hand, its size in CSS px, its alternative text."""

    address: str
    media_type: str | None = None
    content: bytes | None = None
    width: int | None = None
    height: int | None = None
    alternative: str = ""
    caption: tuple[Inline, ...] = ()
    position: Position = NOWHERE


class Verse(Node, frozen=True):
    """Lines whose breaks are the author's."""

    lines: tuple[tuple[Inline, ...], ...]
    position: Position = NOWHERE


class Divider(Node, frozen=True):
    """A rule across the page between two blocks."""

    position: Position = NOWHERE


Block = Section | Case | Rule | Paragraph | Listing | Table | Quote | Figure | Verse | Divider


# ── the article ──────────────────────────────────────────────────────────────────────────────

Severity = Literal["note", "warning", "error"]


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """What a step found. `code` names an entry of `docpipe.diagnostics.CATALOGUE`, `values` fill its texts.

    `text` is the piece of the source that it concerns.
    """

    code: str
    severity: Severity
    values: dict[str, str] = {}
    text: str = ""
    position: Position = NOWHERE


class Provenance(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where an article came from: the source's name, the reader that took it, its encoding, its address.

    `account` is the account that published it, where that is not the author; `original` says that the
    carrier vouches for the author's own work (原创).
    """

    name: str = ""
    reader: str = ""
    encoding: str = ""
    address: str | None = None
    account: str | None = None
    original: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Provenance)

    def __hash__(self) -> int:
        return 0


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the article: `author` as exported, `organisation` the body that signs it.

    `signed` is the date under the signature as the author wrote it; `published` an ISO 8601 date or
    date and time, where the carrier gives one.
    """

    title: str | None = None
    author: str | None = None
    organisation: str | None = None
    signed: str | None = None
    keywords: tuple[str, ...] = ()
    published: str | None = None
    source: Provenance = Provenance()


class Article(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """An article: `body` is what it says, `closing` how it signs off (signature, date, credits, notes)."""

    meta: Meta
    body: tuple[Block, ...]
    closing: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    version: int = FORMAT_VERSION

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Article):
            return NotImplemented
        return (self.meta, self.body, self.closing) == (other.meta, other.body, other.closing)

    def __hash__(self) -> int:
        return hash((self.meta.title, len(self.body), len(self.closing)))

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section, in the order of the text."""
        return tuple(node for node in descend(self) if isinstance(node, Section))

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case, in the order of the text."""
        return tuple(node for node in descend(self) if isinstance(node, Case))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the text."""
        return tuple(node for node in descend(self) if isinstance(node, Rule))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation, in the order of the text."""
        return tuple(node for node in descend(self) if isinstance(node, Citation))


def child_inlines(node: Block | Inline) -> tuple[Inline, ...]:
    """The inlines that stand directly in `node`, in the order of the text."""
    match node:
        case Section() | Case() | Rule():
            # A run-in title repeats what the blocks say.
            return node.title if node.level else ()
        case Paragraph() | Link() | Citation():
            return node.inlines
        case Figure() | Table():
            return node.caption
        case Verse():
            return tuple(inline for line in node.lines for inline in line)
        case Quote() | Listing() | Divider() | Text() | LineBreak():
            return ()


def child_blocks(node: Block) -> tuple[Block, ...]:
    """The blocks that stand directly in `node`, in the order of the text."""
    match node:
        case Case():
            return node.blocks + node.commentary
        case Section() | Rule() | Quote():
            return node.blocks
        case Listing():
            return tuple(block for item in node.items for block in item.blocks)
        case Table():
            return tuple(block for row in node.rows for cell in row.cells for block in cell.blocks)
        case Paragraph() | Figure() | Verse() | Divider():
            return ()


def descend(root: Article | Block | Inline) -> Iterator[Block | Inline]:
    """Every node below `root`, a parent before its children, in the order of the text."""
    if isinstance(root, Article):
        for block in root.body + root.closing:
            yield block
            yield from descend(block)
        return
    for inline in child_inlines(root):
        yield inline
        yield from descend(inline)
    if isinstance(root, Block):
        for block in child_blocks(root):
            yield block
            yield from descend(block)
