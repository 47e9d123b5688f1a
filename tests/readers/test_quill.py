"""What Quill writes in ways of its own is read as what it shows."""

import json
from typing import Any

import pytest

from docpipe.contest import choose_reader
from docpipe.model import Block, Figure, Link, Listing, Paragraph, Quote, Table, Text
from docpipe.readers.decode import decode
from docpipe.readers.quill_export import QUILL
from docpipe.source import Line, Source
from docpipe.walk import block_text, plain_text


def read(markup: str) -> Source:
    source = QUILL.read(decode("a.html", markup.encode()))
    assert isinstance(source, Source)
    return source


def delta(*operations: Any) -> Source:
    return read(json.dumps({"ops": list(operations)}, ensure_ascii=False))


def insert(text: Any, **attributes: Any) -> dict[str, Any]:
    return {
        "insert": text,
        "attributes": {name.replace("_", "-"): value for name, value in attributes.items()},
    }


def texts(source: Source) -> list[str]:
    return [plain_text(block.inlines) for block in source.blocks if isinstance(block, Line)]


def outline(block: Block | Line) -> Any:
    """A list as nested tuples: its kind, then its items, each its text, its lists, and ✓ or ✗ in a checklist."""
    assert isinstance(block, Listing)
    kind = f"{block.start}." if block.ordered else "•"
    items = []
    for item in block.items:
        mark = {True: "✓", False: "✗", None: ""}[item.checked]
        inner = [
            outline(child) if isinstance(child, Listing) else mark + block_text(child)
            for child in item.blocks
        ]
        items.append(inner[0] if len(inner) == 1 else tuple(inner))
    return (kind, *items)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            (
                '<ol><li data-list="ordered"><span class="ql-ui" contenteditable="false"></span>甲</li>'
                '<li data-list="bullet" class="ql-indent-1">乙</li><li data-list="ordered">丙</li></ol>'
            ),
            [("1.", ("甲", ("•", "乙")), "丙")],
        ),
        (
            '<ul><li>甲</li><li class="ql-indent-1">乙</li><li class="ql-indent-2">丙</li><li>丁</li></ul>',
            [("•", ("甲", ("•", ("乙", ("•", "丙")))), "丁")],
        ),
        (
            '<ol><li data-list="ordered">甲</li><li data-list="bullet">乙</li><li data-list="ordered">丙</li></ol>',
            [("1.", "甲"), ("•", "乙"), ("2.", "丙")],
        ),
        (
            '<ol><li data-list="checked">甲</li><li data-list="unchecked">乙</li></ol>',
            [("•", "✓甲", "✗乙")],
        ),
        (
            '<ul data-checked="true"><li>甲</li></ul><ul data-checked="false"><li>乙</li></ul>',
            [("•", "✓甲"), ("•", "✗乙")],
        ),
        ('<ol><li class="ql-indent-3">甲</li><li>乙</li></ol>', [("1.", "甲", "乙")]),
        (
            "<ol start='4'><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>",
            [("4.", ("甲", ("•", "乙")), "丙")],
        ),
    ],
)
def test_lists_are_as_deep_and_of_the_kind_that_quill_shows(markup: str, expected: list[Any]) -> None:
    assert [outline(block) for block in read(markup).blocks if not isinstance(block, Line)] == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<pre class="ql-syntax" spellcheck="false">甲 = 1\n  乙 = 2\n</pre>',
        (
            '<div class="ql-code-block-container" spellcheck="false"><select class="ql-ui"><option>Bash</option></select>'
            '<div class="ql-code-block" data-language="plain">甲 = 1</div><div class="ql-code-block">  乙 = 2</div></div>'
        ),
    ],
)
def test_code_of_both_versions_is_one_box_of_lines(markup: str) -> None:
    (box,) = read(markup).blocks
    assert isinstance(box, Quote)
    assert [block_text(block).replace("\xa0", " ") for block in box.blocks] == ["甲 = 1\n  乙 = 2"]


def test_quotations_of_one_line_each_are_one() -> None:
    (box,) = read('<blockquote class="ql-align-center">甲</blockquote><blockquote>乙</blockquote>').blocks
    assert isinstance(box, Quote)
    assert [block_text(block) for block in box.blocks] == ["甲", "乙"]


def test_classes_say_what_styles_say() -> None:
    markup = (
        '<p class="ql-align-center ql-indent-2"><span class="ql-size-large ql-color-red">甲</span></p>'
        '<p style="text-align: center;" class="ql-indent-2"><span style="font-size: 18px; color: #e60000;">甲</span></p>'
    )
    first, second = read(markup).blocks
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert first.look == second.look
    assert (first.look.align, first.look.indent, first.look.size, first.look.colour) == (
        "center",
        2,
        18.0,
        "#e60000",
    )
    assert first.inlines == second.inlines


def test_marks_of_the_editor_s_own_are_no_text() -> None:
    markup = '<div class="ql-editor"><p>甲<span class="ql-cursor">\ufeff</span>乙</p></div><div class="ql-clipboard">剪贴板</div>'
    assert texts(read(markup)) == ["甲乙"]


def test_formulas_mentions_and_players_are_told() -> None:
    markup = (
        '<p>由<span class="ql-formula" data-value="a^2+b^2">\ufeff<span><span class="katex">a2+b2</span></span>\ufeff</span>得</p>'
        '<p>请<span class="mention" data-value="小芮"><span><span class="ql-mention-denotation-char">@</span>小芮</span></span>看</p>'
        '<iframe class="ql-video" src="https://example.test/v.mp4"></iframe>'
    )
    source = read(markup)
    assert texts(source) == ["由a^2+b^2得", "请@小芮看", "[视频]"]
    assert [found.code for found in source.diagnostics] == ["embedded-content"]


def test_the_spaces_of_a_semantic_export_are_spaces() -> None:
    assert texts(read("<p>Office&nbsp;of&nbsp;甲&nbsp;乙</p><p></p>")) == ["Office of 甲 乙"]


def test_a_delta_is_the_document_that_quill_would_show() -> None:
    source = delta(
        insert("关于值班的通知"), insert("\n", header=1),
        insert("值班"), insert("不得", bold=True, color="#e60000"), insert("离岗。"), insert("\n", align="center"),
        insert("甲"), insert("\n", list="ordered"), insert("乙"), insert("\n", list="bullet", indent=1),
        insert("引文一"), insert("\n", blockquote=True), insert("引文二"), insert("\n", blockquote=True),
        insert("x = 1"), insert("\n", code_block="plain"),
        insert({"image": "a.png"}), insert({"formula": "e=mc^2"}), insert("，见"),
        insert("附件", link="https://example.test/"), insert("。\n"),
    )  # fmt: skip
    heading, line, listing, quotation, code, figure, last = source.blocks
    assert isinstance(heading, Line)
    assert (plain_text(heading.inlines), heading.look.rank) == ("关于值班的通知", 1)
    assert isinstance(line, Line)
    assert line.inlines == (Text("值班"), Text("不得", bold=True, colour="#e60000"), Text("离岗。"))
    assert line.look.align == "center"
    assert outline(listing) == ("1.", ("甲", ("•", "乙")))
    assert isinstance(quotation, Quote)
    assert [block_text(block) for block in quotation.blocks] == ["引文一", "引文二"]
    assert isinstance(code, Quote)
    assert isinstance(figure, Figure)
    assert figure.address == "a.png"
    assert isinstance(last, Line)
    assert plain_text(last.inlines) == "e=mc^2，见附件。"
    assert isinstance(last.inlines[1], Link)


def test_the_first_line_of_code_has_its_kind_from_the_line_end() -> None:
    source = delta(
        insert("甲"),
        insert("\n", code_block=True),
        insert("乙"),
        insert("\n", code_block=True),
        insert("丙\n"),
    )
    box, line = source.blocks
    assert isinstance(box, Quote)
    assert [block_text(block) for block in box.blocks] == ["甲\n乙"]
    assert isinstance(line, Line)


def test_a_table_of_a_delta_has_its_rows() -> None:
    cells = [
        operation
        for row, text in (("r1", "甲"), ("r1", "乙"), ("r2", "丙"), ("r2", "丁"))
        for operation in (insert(text), insert("\n", table=row))
    ]
    (table,) = delta(*cells).blocks
    assert isinstance(table, Table)
    assert [[block_text(cell.blocks[0]) for cell in row.cells] for row in table.rows] == [
        ["甲", "乙"],
        ["丙", "丁"],
    ]


def test_an_embed_that_is_not_known_is_a_label() -> None:
    source = delta(insert("甲"), insert({"poll": {"title": "投票"}}), insert("\n"))
    assert texts(source) == ["甲[poll] 投票"]
    assert [found.code for found in source.diagnostics] == ["embedded-content"]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ('<p class="ql-align-center">甲</p>', "quill"),
        ('<ol><li data-list="bullet">甲</li></ol>', "quill"),
        ('<!DOCTYPE html><html><body><div class="ql-editor"><p>甲</p></div></body></html>', "quill"),
        ('{"ops":[{"insert":"甲\\n"}]}', "quill"),
        ('[{"insert":"甲\\n"}]', "quill"),
        ('<p class="ql-block">甲</p>', "meipian"),
        ('标题\n\n作者\n\n<p class="ql-block">甲</p><ol><li data-list="bullet">乙</li></ol>', "meipian"),
        ('标题\n\n作者\n\n<p class="ql-align-center">甲</p>', "meipian"),
    ],
)
def test_quill_is_told_from_meipian(text: str, reader: str) -> None:
    choice = choose_reader(decode("a", text.encode()))
    assert choice.reader.name == reader


def test_positions_are_those_of_the_file() -> None:
    line = read('<p class="ql-align-right">甲</p>\n<p>乙</p>').blocks[1]
    assert isinstance(line, Line)
    assert (line.position.line, line.position.column) == (2, 4)


def test_lines_inside_a_list_keep_their_look() -> None:
    (listing,) = read(
        '<ol><li data-list="ordered" class="ql-align-right">甲<strong>乙</strong></li></ol>'
    ).blocks
    assert isinstance(listing, Listing)
    assert listing.items[0].blocks == (Paragraph((Text("甲"), Text("乙", bold=True)), align="end"),)


def test_an_empty_mention_is_whom_its_attributes_name() -> None:
    markup = '<p class="ql-align-left">请<span class="ql-mention" data-value="丙某"></span>看</p>'
    assert texts(read(markup)) == ["请@丙某看"]


@pytest.mark.parametrize("wrap", [lambda delta: delta, json.dumps])
def test_a_record_may_have_the_delta_as_a_field(wrap: Any) -> None:
    record = {"title": "值班提醒", "content": wrap({"ops": [{"insert": "甲\n"}]})}
    source = read(json.dumps(record))
    assert (source.title, texts(source)) == ("值班提醒", ["甲"])
