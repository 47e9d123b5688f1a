"""What layout editors and Word do to an article, undone: ordinals, ornaments, characters apart, notes, fillers."""

import pytest
from wechat_pages import NOTES, page

from docpipe.convert import choose_and_read
from docpipe.index import build_index
from docpipe.model import Figure
from docpipe.readers.decode import decode
from docpipe.readers.html import WEB_PAGE
from docpipe.source import Line, Source
from docpipe.walk import block_text, plain_text


def piece(markup: str) -> Source:
    source = WEB_PAGE.read(decode("piece.html", f"<section>{markup}{NOTES}</section>".encode()))
    assert isinstance(source, Source)
    return source


def lines(markup: str) -> list[str]:
    return [
        plain_text(block.inlines) if isinstance(block, Line) else block_text(block)
        for block in piece(markup).blocks
    ][:-1]


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (
            (
                '<section class="_135editor"><section style="display:flex;justify-content:center"><section style="width:40px;'
                'border-radius:50%"><strong class="autonum">01</strong></section><section class="135brush" style="font-size:18px">'
                "通报的问题</section></section></section>"
            ),
            "01 通报的问题",
        ),
        (
            (
                '<svg viewBox="0 0 375 60"><foreignObject><section><section><strong class="135brush">PART.2</strong></section>'
                '<section><strong class="135brush">整改要求</strong></section></section></foreignObject></svg>'
            ),
            "PART.2 整改要求",
        ),
        (
            (
                '<section powered-by="xiumi.us" style="display:flex"><section style="display:inline-block"><p style="margin:0">壹</p>'
                '</section><section style="display:inline-block;flex:100 100 0%"><p><strong>通报的问题</strong></p>'
                '<svg viewBox="0 0 1 1"></svg></section></section>'
            ),
            "壹 通报的问题",
        ),
        (
            (
                '<section mpa-from-tpl="t" style="display:inline-block"><p>NO.1</p></section>'
                '<section mpa-from-tpl="t"><p><strong>通报的问题</strong></p></section>'
            ),
            "NO.1 通报的问题",
        ),
        (
            (
                '<section><span leaf="" style="font-size:20px"><strong>一</strong></span></section>'
                '<section><span textstyle=""><span leaf="">通报的问题</span></span></section>'
            ),
            "一 通报的问题",
        ),
    ],
    ids=["135", "135 in svg", "xiumi", "yiban", "wechat"],
)
def test_an_ordinal_in_a_box_of_its_own_joins_its_title(markup: str, title: str) -> None:
    assert lines(markup) == [title]


@pytest.mark.parametrize(
    "markup",
    [
        '<section style="display:flex">'
        + "".join(
            f'<section style="border:1px"><section><strong>{c}</strong></section></section>'
            for c in "活动须知"
        )
        + "</section>",
        '<section><section style="letter-spacing:3px">活 动 须 知</section></section>',
        "<p><strong>活　动　须　知</strong></p>",
    ],
    ids=["boxes", "spaces", "wide spaces"],
)
def test_a_word_whose_characters_are_set_apart_is_one_word(markup: str) -> None:
    assert lines(markup) == ["活动须知"]


def test_paragraphs_and_items_of_one_character_stay_apart() -> None:
    assert lines("<p>甲</p><p>乙</p><ul><li>优</li><li>良</li></ul>") == ["甲", "乙", "优\n良"]
    assert lines("<p>张三 李四</p>") == ["张三 李四"]


def test_ornaments_go_and_are_counted_and_pictures_stay() -> None:
    own = '<section><img src="https://img.example.org/photo.jpg" style="width:100%"></section>'
    rule = '<p><img src="https://img.example.org/rule.png"></p>'
    source = piece(
        '<section class="assistant"><img src="https://img.example.org/corner.png" style="width:100%"></section>'
        '<img class="assistant" src="https://img.example.org/leaf.png">'
        '<img src="https://bcn.135editor.com/files/images/editor_styles/1.gif" style="width:100%">'
        '<section style="width:24px"><img src="https://img.example.org/icon.png" style="width:100%"></section>'
        f'{own}{rule * 3}<img src="https://img.example.org/x.png" style="width:20px" alt="x²">'
    )
    kept = [block.address for block in source.blocks if isinstance(block, Figure)]
    assert kept == ["https://img.example.org/photo.jpg", "https://img.example.org/x.png"]
    found = next(found for found in source.diagnostics if found.code == "dropped-decoration")
    assert found.values == {"count": "7"}


def test_a_note_of_mdnice_is_number_and_text_in_one_line() -> None:
    note = '<span class="footnote-item"><span class="footnote-num">[1]&nbsp;</span><p>凭证: <em>https://example.org/1</em></p></span>'
    assert lines(f'<section class="footnotes">{note}{note.replace("[1]", "[2]")}</section>') == [
        "[1] 凭证: https://example.org/1",
        "[2] 凭证: https://example.org/1",
    ]


def test_what_word_writes_to_fill_up_to_a_stop_is_one_space() -> None:
    markup = (
        '<p class="MsoNormal" style="mso-list:l0 level1 lfo1"><span>1.<span style="font:7.0pt &quot;Times New Roman&quot;">'
        '&nbsp;&nbsp;&nbsp; </span></span><font face="仿宋">李</font><span lang="EN-US"><o:p></o:p></span><font>某某</font><o:p>&nbsp;</o:p></p>'
    )
    assert lines(markup) == ["1. 李某某"]


def test_a_layout_of_any_editor_gives_the_headings_of_the_article() -> None:
    body = "".join(
        f'<section class="_135editor"><section style="text-align:center"><strong>{mark}</strong></section>'
        f'<section style="text-align:center;font-size:18px;color:#c00"><strong>{title}</strong></section></section>{NOTES * 2}'
        for mark, title in (("01", "通报的问题"), ("02", "整改的要求"), ("03", "下一步打算"))
    )
    _, article = choose_and_read("page.html", page(body).encode())
    assert [heading["text"] for heading in build_index(article, "zh")["headings"]] == [
        "01 通报的问题",
        "02 整改的要求",
        "03 下一步打算",
    ]
