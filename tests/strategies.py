"""Generated articles for property tests: every block and inline type, bounded depth, mostly Chinese.

`articles()` is the one to start from; `blocks()`, `lines()` and `texts()` give its parts. A line
of inlines is never without a visible character, a section is deeper than the one that holds it,
and a table is a rectangle; beyond that nothing is tidy, as in real exports.
"""

import zlib

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from docpipe.model import (
    Article,
    Block,
    Case,
    Cell,
    Citation,
    Diagnostic,
    Divider,
    Facts,
    Figure,
    Inline,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Marker,
    Meta,
    Paragraph,
    Position,
    Provenance,
    Quote,
    Reference,
    Row,
    Rule,
    Sanction,
    Section,
    Table,
    Text,
    Value,
    Verse,
)

Inlines = tuple[Inline, ...]

_HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说"
_RARE_HAN = "喆堃祎〇𠮷㐂々"
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～"
_HALF_MARKS = ",.;:?!()\"'-~[]/@#%&<>=*_`^|\\{}$+"
_LATIN = "abcxyzABCXYZ0123456789"
_ODD = "é\u0301ñßΩЖ①⑩❶➤■●★😀👍🏽👨\u200d👩\ufe0f\u00a0\u3000\u200b½℃％１ＡㄅカÅ"
_WORDS = (
    "第四十六条第一款第（二）项",
    "《条例》",
    "2020年1月24日",
    "20:17",
    "3.5%",
    "1,000元",
    "http://example.com/a?b=c",
    "WeChat",
    "——",
    "……",
    "(武公(花)行罚决字(2020)326号)",
    "案例一：",
    "1. ",
    "C:\\Temp\\a.txt",
)
_WHITE = "\u00a0\u3000\u200b\u200d\ufe0f"


def _visible(text: str) -> bool:
    return any(not char.isspace() and char not in _WHITE for char in text)


def characters() -> SearchStrategy[str]:
    """One character, most often Han; never a control character, a line break or a surrogate."""
    return st.one_of(
        st.sampled_from(_HAN),
        st.sampled_from(_HAN + _MARKS),
        st.sampled_from(_MARKS + _HALF_MARKS + _LATIN + " "),
        st.sampled_from(_RARE_HAN + _ODD),
    )


def texts(max_size: int = 30) -> SearchStrategy[str]:
    """One line of text with at least one visible character; white space may stand anywhere."""
    pieces = st.one_of(st.sampled_from(_WORDS), st.text(characters(), max_size=max_size))
    return st.lists(pieces, min_size=1, max_size=3).map("".join).filter(_visible)


def colours() -> SearchStrategy[str | None]:
    """A colour as the model writes it, or None."""
    return st.none() | st.sampled_from(["#000000", "#ed2308", "#1a73e8", "#FFFF00"])


def runs() -> SearchStrategy[Text]:
    """A run with any look; it may be white space only."""
    return st.builds(
        Text,
        texts() | st.sampled_from([" ", "\u3000", "("]),
        bold=st.booleans(),
        italic=st.booleans(),
        underline=st.booleans(),
        strike=st.booleans(),
        superscript=st.booleans(),
        subscript=st.booleans(),
        colour=colours(),
        background=colours(),
    )


def references() -> SearchStrategy[Reference]:
    """A reference to one provision."""
    number = st.none() | st.integers(1, 200)
    return st.builds(
        Reference,
        document=st.none() | st.sampled_from(["中国共产党纪律处分条例", "民法典"]),
        edition=st.none() | st.sampled_from([2018, 2023]),
        chapter=number,
        section=number,
        article=number,
        sub_article=number,
        paragraph=number,
        item=number,
        point=number,
    )


def lines(max_size: int = 4) -> SearchStrategy[Inlines]:
    """The inlines of one paragraph or heading, with at least one visible character."""
    plain = st.builds(Text, texts())
    inner = st.lists(plain | runs(), min_size=1, max_size=2).map(tuple)
    link = st.builds(
        Link,
        address=st.sampled_from(["https://example.com/a", "mailto:a@example.com", "#"]),
        inlines=inner,
    )
    cited = st.lists(references(), min_size=1, max_size=2).map(tuple)
    citation = st.builds(Citation, inlines=inner, references=cited)
    parts = st.one_of(plain, plain, runs(), link, citation, st.just(LineBreak()))
    return st.lists(parts, min_size=1, max_size=max_size).map(tuple).filter(_has_visible)


def _has_visible(inlines: Inlines) -> bool:
    return any(
        isinstance(inline, Link | Citation) or (isinstance(inline, Text) and _visible(inline.text))
        for inline in inlines
    )


def positions() -> SearchStrategy[Position]:
    """A place in a source, or nowhere."""
    return st.builds(Position, line=st.integers(0, 99), column=st.integers(0, 9999))


def markers() -> SearchStrategy[Marker]:
    """A marker of any scheme, with its value where it counts."""
    written = st.sampled_from(
        [
            ("一、", "chinese", 1),
            ("（二）", "chinese-bracketed", 2),
            ("(三)", "chinese-bracketed", 3),
            ("第一条", "ordinal", 1),
            ("1.", "decimal", 1),
            ("2、", "decimal", 2),
            ("(3)", "decimal-bracketed", 3),
            ("④", "circled", 4),
            ("一是", "run-in", 1),
            ("案例一:", "label", 1),
            ("A.", "latin", 1),
            ("■", "bullet", None),
        ]
    )
    return st.tuples(written, st.sampled_from(["", " ", "\u3000"])).map(
        lambda pair: Marker(text=pair[0][0], scheme=pair[0][1], value=pair[0][2], gap=pair[1])  # type: ignore[arg-type]
    )


def facts() -> SearchStrategy[Facts]:
    """What a case says."""
    value = st.builds(Value, text=texts(8), position=positions())
    values = st.lists(value, max_size=2).map(tuple)
    sanction = st.builds(
        Sanction, name=st.sampled_from(["警告", "开除党籍"]), text=texts(8), position=positions()
    )
    return st.builds(
        Facts,
        people=values,
        dates=values,
        amounts=values,
        sanctions=st.lists(sanction, max_size=2).map(tuple),
        other_outcomes=values,
        source=st.none() | value,
    )


def paragraphs() -> SearchStrategy[Paragraph]:
    """A paragraph of any role and alignment."""
    return st.builds(
        Paragraph,
        inlines=lines(),
        role=st.sampled_from(
            ["body", "body", "salutation", "signature", "date", "credit", "caption", "lead", "label"]
        ),
        align=st.sampled_from(["start", "start", "center", "end", "justify"]),
        indent=st.integers(0, 2),
        position=positions(),
    )


def _picture() -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PICTURE = _picture()


def figures() -> SearchStrategy[Figure]:
    """A figure, with its bytes (a PNG of one pixel) or without."""
    content = st.sampled_from([(None, None), ("image/png", PICTURE)])
    size = st.none() | st.integers(1, 4000)
    return content.flatmap(
        lambda pair: st.builds(
            Figure,
            address=st.sampled_from(["https://example.com/1.png", "images/2.jpg"]),
            media_type=st.just(pair[0]),
            content=st.just(pair[1]),
            width=size,
            height=size,
            alternative=texts(8) | st.just(""),
            caption=lines(2) | st.just(()),
            position=positions(),
        )
    )


def _leaves() -> SearchStrategy[Block]:
    verse = st.builds(
        Verse, lines=st.lists(lines(2), min_size=1, max_size=3).map(tuple), position=positions()
    )
    divider = st.builds(Divider, position=positions())
    return st.one_of(paragraphs(), paragraphs(), paragraphs(), figures(), verse, divider)


def _some(
    blocks: SearchStrategy[Block], minimum: int = 0, maximum: int = 3
) -> SearchStrategy[tuple[Block, ...]]:
    return st.lists(blocks, min_size=minimum, max_size=maximum).map(tuple)


def listings(children: SearchStrategy[Block]) -> SearchStrategy[Listing]:
    """A list, ordered or not, whose items hold `children`."""
    item = st.builds(
        ListItem, blocks=_some(children, 1, 2), checked=st.sampled_from([None, None, True, False])
    )
    return st.builds(
        Listing,
        items=st.lists(item, min_size=1, max_size=3).map(tuple),
        ordered=st.booleans(),
        start=st.integers(1, 12),
        position=positions(),
    )


@st.composite
def tables(draw: st.DrawFn, children: SearchStrategy[Block]) -> Table:
    """A rectangular table of `children`, with spans across columns and, in the first column, rows."""
    columns = draw(st.integers(1, 4))
    height = draw(st.integers(1, 3))
    rows: list[Row] = []
    held = 0  # rows for which a cell of the first column still reaches down
    for number in range(height):
        free = columns - 1 if held else columns
        held = max(0, held - 1)
        cells: list[Cell] = []
        while free:
            span = draw(st.integers(1, free))
            first = not cells and free == columns and span == 1 and columns > 1
            down = draw(st.integers(1, height - number)) if first else 1
            held = max(held, down - 1)
            cells.append(
                Cell(blocks=draw(_some(children, 0, 2)), header=draw(st.booleans()), columns=span, rows=down)
            )
            free -= span
        rows.append(Row(cells=tuple(cells)))
    return Table(
        rows=tuple(rows),
        header_rows=draw(st.integers(0, height)),
        caption=draw(lines(2) | st.just(())),
        position=draw(positions()),
    )


def _headed(level: int, depth: int) -> SearchStrategy[Block]:
    """Sections, cases and rules of `level`, or with a run-in head, that hold deeper ones."""
    inside = _some(_blocks(level + 1, depth - 1))
    marker = st.none() | markers()
    levels = st.sampled_from([0, level, level])
    section = st.builds(
        Section,
        level=st.just(level),
        title=lines(2),
        blocks=inside,
        marker=marker,
        role=st.sampled_from(["body", "cases", "commentary", "rules", "part"]),
        position=positions(),
    )
    case = st.builds(
        Case,
        level=levels,
        blocks=inside,
        facts=facts(),
        marker=marker,
        title=lines(2),
        commentary=inside,
        position=positions(),
    )
    rule = st.builds(
        Rule,
        level=levels,
        blocks=inside,
        kind=st.sampled_from(["requirement", "prohibition", "provision", "tip"]),
        max_sanction=st.none() | st.sampled_from(["警告", "开除党籍"]),
        citations=st.lists(references(), max_size=2).map(tuple),
        marker=marker,
        title=lines(2),
        position=positions(),
    )
    return st.one_of(section, case, rule)


def _blocks(level: int, depth: int) -> SearchStrategy[Block]:
    leaves = _leaves()
    if depth <= 0:
        return leaves
    flat = _leaves() if depth == 1 else _boxes(depth - 1)
    boxes = st.one_of(
        listings(flat),
        tables(flat),
        st.builds(Quote, blocks=_some(flat, 1, 2), position=positions()),
    )
    return st.one_of(leaves, leaves, boxes, st.deferred(lambda: _headed(level, depth)))


def _boxes(depth: int) -> SearchStrategy[Block]:
    """What stands inside a list, a table or a quote: no headings."""
    leaves = _leaves()
    if depth <= 0:
        return leaves
    inner = _boxes(depth - 1)
    quote = st.builds(Quote, blocks=_some(inner, 1, 2), position=positions())
    return st.one_of(leaves, leaves, listings(inner), quote)


def blocks(depth: int = 2) -> SearchStrategy[Block]:
    """Any block; `depth` says how deep blocks may stand in one another."""
    return _blocks(1, depth)


def metas() -> SearchStrategy[Meta]:
    """Title, author and the rest, each of which may be missing."""
    name = st.none() | st.sampled_from(["美友9863162", "王小明", "某某市纪委办"])
    return st.builds(
        Meta,
        title=st.none() | texts(),
        author=name,
        organisation=name,
        keywords=st.lists(texts(6), max_size=3).map(tuple),
        published=st.none() | st.sampled_from(["2020-02-14", "2020-02-14T08:30:00+08:00"]),
        source=st.builds(
            Provenance,
            name=st.just("a.txt"),
            reader=st.just("meipian"),
            encoding=st.just("utf-8"),
            address=st.none() | st.just("https://example.com/a"),
        ),
    )


def articles(depth: int = 2, max_blocks: int = 4) -> SearchStrategy[Article]:
    """An article of up to `max_blocks` blocks and a closing."""
    diagnostic = st.builds(
        Diagnostic,
        code=st.just("replaced-characters"),
        severity=st.just("warning"),
        values=st.just({"count": "3"}),
        text=texts(6),
        position=positions(),
    )
    return st.builds(
        Article,
        meta=metas(),
        body=_some(blocks(depth), 0, max_blocks),
        closing=_some(paragraphs(), 0, 2),
        diagnostics=st.lists(diagnostic, max_size=1).map(tuple),
    )
