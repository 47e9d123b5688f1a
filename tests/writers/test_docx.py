import io
import zipfile

import docx
import pytest
from docx_parts import THEME, attributes, body_of, find, part, read_parts, text_of, values, write
from lxml import etree
from msgspec.structs import replace

from builders import article, bold, case, inlines, marker, paragraph, rule, section
from docpipe.diagnostics import Report
from docpipe.model import (
    Case,
    Divider,
    Figure,
    LineBreak,
    Link,
    Listing,
    ListItem,
    Meta,
    Paragraph,
    ParagraphRole,
    Provenance,
    Quote,
    Section,
    Text,
    Verse,
)
from docpipe.themes.schema import Emphasis, Furniture
from docpipe.writers.docx import DOCX
from strategies import PICTURE


def styles_of(*blocks: object) -> list[str]:
    return values(body_of(*blocks), "w:p/w:pPr/w:pStyle")  # type: ignore[arg-type]


def items(*texts: str, checked: bool | None = None) -> tuple[ListItem, ...]:
    return tuple(ListItem(blocks=(paragraph(text),), checked=checked) for text in texts)


# ── the writer ───────────────────────────────────────────────────────────────────────────────


def test_the_writer_says_what_it_is() -> None:
    assert (DOCX.name, DOCX.suffix, DOCX.for_print) == ("docx", ".docx", True)


def test_the_same_article_gives_the_same_bytes() -> None:
    whole = article(section("一", paragraph("正文")), title="标题")
    assert write(whole) == write(whole)


def test_every_entry_of_the_archive_has_the_same_date() -> None:
    with zipfile.ZipFile(io.BytesIO(write(article(paragraph("文"))))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_python_docx_opens_it_and_sees_the_headings() -> None:
    opened = docx.Document(io.BytesIO(write(article(section("总则", paragraph("正文")), title="标题"))))
    assert [(each.style.name, each.text) for each in opened.paragraphs if each.style] == [
        ("Title", "标题"),
        ("Heading 1", "总则"),
        ("正文段落", "正文"),
    ]


def test_an_article_of_nothing_is_a_document() -> None:
    assert docx.Document(io.BytesIO(write(article(title=None)))).paragraphs == []


# ── headings ─────────────────────────────────────────────────────────────────────────────────


def test_a_heading_is_marker_gap_and_title() -> None:
    body = body_of(section("总则", mark=marker("第一章", gap="　")))
    assert text_of(body).strip() == "第一章　总则"


def test_headings_take_the_style_of_their_level() -> None:
    assert styles_of(section("一"), case("二", level=2), rule("三", level=3), section("四", level=4)) == [
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
    ]


def test_a_heading_deeper_than_four_is_set_as_four() -> None:
    assert styles_of(section("深", level=7)) == ["Heading4"]


def test_a_run_in_head_prints_only_its_blocks() -> None:
    body = body_of(rule("不得妄议", paragraph("不得妄议中央。"), level=0, mark=marker("一是")))
    assert text_of(body).strip() == "不得妄议中央。"


def test_a_marker_takes_its_own_colour_where_the_theme_has_one() -> None:
    heading = replace(THEME.styles.heading2, marker_colour="#9E1B1E")
    theme = replace(THEME, styles=replace(THEME.styles, heading2=heading))
    body = body_of(case("李某某案", level=2, mark=marker("一、")), theme=theme)
    runs = [(text_of(run), values(run, "w:rPr/w:color")) for run in find(body, "w:p/w:r")]
    assert runs == [("一、", ["9E1B1E"]), ("李某某案", [])]


def test_bars_beside_neighbouring_headings_stay_apart() -> None:
    heading = replace(THEME.styles.heading1, bar="#9E1B1E")
    theme = replace(THEME, styles=replace(THEME.styles, heading1=heading))
    body = body_of(section("一"), section("二"), section("三"), theme=theme)
    assert [len(find(each, "w:pPr/w:ind")) for each in find(body, "w:p")] == [0, 1, 0]


def test_a_heading_has_the_look_of_the_theme_not_of_the_author() -> None:
    body = body_of(Section(level=1, title=(bold("总则", "#ff0000"),), blocks=()))
    assert find(body, "w:p/w:r/w:rPr/w:rStyle|w:p/w:r/w:rPr/w:color") == []


def test_a_long_heading_breaks_after_a_clause_as_the_title_does() -> None:
    title = "公开发表违背四项基本原则，违背、歪曲党的改革开放决策，严重者开除党籍"
    body = body_of(section(title, level=2, mark=marker("3.", "decimal", gap=" ")))
    assert text_of(body).strip().split("\n") == [
        "3. 公开发表违背四项基本原则，",
        "违背、歪曲党的改革开放决策，严重者开除党籍",
    ]


def test_commentary_follows_the_blocks_of_its_case() -> None:
    whole = Case(level=2, title=inlines("案"), blocks=(paragraph("经过"),), commentary=(paragraph("点评"),))
    assert text_of(body_of(whole)).split() == ["案", "经过", "点评"]


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "style"),
    [
        ("body", "DocpipeBody"),
        ("salutation", "DocpipeSalutation"),
        ("signature", "DocpipeSignature"),
        ("date", "DocpipeSignature"),
        ("credit", "DocpipeCredit"),
        ("caption", "DocpipeCaption"),
        ("lead", "DocpipeLead"),
        ("label", "DocpipeLabel"),
    ],
)
def test_every_role_has_its_style(role: ParagraphRole, style: str) -> None:
    assert styles_of(paragraph("文", role=role)) == [style]


def test_centred_and_flush_right_paragraphs_stay_so() -> None:
    assert styles_of(
        Paragraph(inlines("中"), align="center"), Paragraph(inlines("右"), align="end"), paragraph("左")
    ) == ["DocpipeCentred", "DocpipeEnd", "DocpipeBody"]


def test_spaces_made_by_hand_do_not_indent_a_second_time() -> None:
    assert text_of(body_of(paragraph("  　　近年来", "  再 "))) == "\n近年来  再 "


def test_a_line_break_is_a_break() -> None:
    assert len(find(body_of(paragraph("一", LineBreak(), "二")), "w:p/w:r/w:br")) == 1


def test_block_indent_moves_the_paragraph_by_two_characters_a_level() -> None:
    body = body_of(Paragraph(inlines("文"), indent=2))
    left = 2 * 2 * THEME.styles.body.size * 20
    assert attributes(find(body, "w:p/w:pPr/w:ind")[0]) == {"left": str(round(left))}


def test_a_quote_sets_its_paragraphs_in_the_style_for_quotations() -> None:
    assert styles_of(Quote(blocks=(paragraph("引"), paragraph("文")))) == ["DocpipeQuote", "DocpipeQuote"]


def test_verse_is_one_paragraph_with_breaks() -> None:
    body = body_of(Verse(lines=(inlines("床前明月光，"), inlines("疑是地上霜。"))))
    assert (styles_of(Verse(lines=(inlines("诗"),))), text_of(body)) == (
        ["DocpipeVerse"],
        "\n床前明月光，\n疑是地上霜。",
    )


def test_a_divider_is_an_empty_paragraph_with_a_line() -> None:
    assert (styles_of(Divider()), text_of(body_of(Divider()))) == (["DocpipeDivider"], "\n")


def test_signature_and_date_stay_with_the_line_before_them() -> None:
    closing = (paragraph("某某办", role="signature"), paragraph("2020年3月4日", role="date"))
    body = part(article(paragraph("此致"), title=None, closing=closing), "word/document.xml")[0]
    kept = [bool(find(each, "w:pPr/w:keepNext")) for each in find(body, "w:p")]
    assert kept == [True, True, False]


def test_a_long_paragraph_may_part_from_the_signature_below_it() -> None:
    # LibreOffice moves a paragraph that is kept with the next as a whole, and leaves a page half empty.
    document = part(
        article(paragraph("文" * 600), title=None, closing=(paragraph("办", role="signature"),)),
        "word/document.xml",
    )
    assert find(document, "//w:keepNext") == []


def test_a_date_has_room_in_the_margin_where_its_digits_are_wide() -> None:
    closing = (paragraph("某某办", role="signature"), paragraph("2020年12月24日", role="date"))
    document = part(article(title=None, closing=closing), "word/document.xml")
    name, date = (attributes(each) for each in find(document, "//w:ind"))
    inset = round(THEME.styles.signature.inset * THEME.styles.signature.size * 20)
    assert (int(name["right"]), int(date["right"])) == (-inset, -inset)
    assert int(date["left"]) - int(name["left"]) == round(2 * THEME.styles.signature.size * 20)


# ── runs ─────────────────────────────────────────────────────────────────────────────────────


def test_a_bold_run_becomes_the_emphasis_of_the_theme() -> None:
    assert values(body_of(paragraph("受到", bold("警告"))), "w:p/w:r/w:rPr/w:rStyle") == ["Strong"]


def test_neighbours_of_one_look_are_one_run() -> None:
    body = body_of(paragraph(bold("武公"), bold("罚决字"), "号"))
    assert [text_of(run) for run in find(body, "w:p/w:r")] == ["武公罚决字", "号"]


def test_bold_in_a_paragraph_that_is_bold_itself_changes_only_the_face() -> None:
    styles = replace(THEME.styles, body=replace(THEME.styles.body, bold=True))
    theme = replace(THEME, styles=styles, emphasis=Emphasis(face="hei", bold=True))
    body = body_of(paragraph(bold("警告")), theme=theme)
    fonts = [attributes(each)["eastAsia"] for each in find(body, "w:p/w:r/w:rPr/w:rFonts")]
    assert fonts == [THEME.faces.hei.word]


def test_the_author_s_colour_is_toned() -> None:
    assert values(body_of(paragraph(Text("警告", colour="#ff4c41"))), "w:p/w:r/w:rPr/w:color") == ["EC0E00"]


def test_a_theme_without_colours_drops_the_author_s() -> None:
    theme = replace(THEME, emphasis=Emphasis(colours=False))
    assert values(body_of(paragraph(Text("警告", colour="#ff0000")), theme=theme), "//w:color") == []


def test_chinese_italics_are_set_in_kai_and_latin_ones_are_slanted() -> None:
    body = body_of(paragraph(Text("楷体", italic=True), Text("Italic", italic=True)))
    looks = [(values(run, "w:rPr/w:rStyle"), len(find(run, "w:rPr/w:i"))) for run in find(body, "w:p/w:r")]
    assert looks == [(["Emphasis"], 0), ([], 1)]


def test_underline_strike_and_raised_characters_are_kept() -> None:
    look = Text("文", underline=True, strike=True, superscript=True)
    properties = find(body_of(paragraph(look)), "w:p/w:r/w:rPr")[0]
    assert [etree.QName(each).localname for each in properties] == ["rFonts", "strike", "u", "vertAlign"]


def test_a_marker_s_yellow_stays_behind_the_text() -> None:
    shade = find(body_of(paragraph(Text("重点", background="#ffff00"))), "w:p/w:r/w:rPr/w:shd")[0]
    assert attributes(shade)["fill"] == "FFFF00"


def hints(*parts: str) -> list[tuple[str, bool]]:
    body = body_of(paragraph(*(Text(each, bold=number % 2 == 1) for number, each in enumerate(parts))))
    return [
        (text_of(run), "hint" in attributes(next(iter(find(run, "w:rPr/w:rFonts")), run)))
        for run in find(body, "w:p/w:r")
    ]


def test_chinese_quotes_and_dashes_are_hinted_east_asian() -> None:
    assert hints("他说", "“", "abc", "——") == [("他说", True), ("“", True), ("abc", False), ("——", True)]


def test_quotes_in_a_latin_paragraph_stay_latin() -> None:
    assert hints("A “fine” day…") == [("A “fine” day…", False)]


def test_the_apostrophe_of_a_latin_word_stays_latin_among_chinese() -> None:
    assert hints("过Children’s Day吧") == [("过", True), ("Children’s", False), (" Day吧", True)]


# ── links ────────────────────────────────────────────────────────────────────────────────────


def targets(address: str) -> list[str]:
    relationships = part(article(paragraph(Link(address, inlines("链接")))), "word/_rels/document.xml.rels")
    return [str(each.get("Target")) for each in relationships if each.get("TargetMode") == "External"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("http://example.com/路", "http://example.com/%E8%B7%AF"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("http://例子.cn/", "http://xn--fsqu00a.cn/"),
        (" https://example.com:8080/ ", "https://example.com:8080/"),
    ],
)
def test_web_and_mail_addresses_are_links(address: str, target: str) -> None:
    assert targets(address) == [target]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        r"\\host\share",
        "ms-word:ofe|u|http://example.com/a.docx",
        "http://[bad",
        "http://example.com:port/",
        "http://",
        "http://user@example.com/",
        "https://example.com/%zz",
        "https://example.com/" + "a" * 3000,
        "data:text/html,x",
        "#top",
        "\ud800",
    ],
)
def test_any_other_address_is_dropped_with_a_note_and_its_text_kept(address: str) -> None:
    report = Report()
    document = read_parts(
        write(article(paragraph(Link(address, inlines("链接"))), title=None), report=report)
    )
    assert (
        text_of(etree.fromstring(document["word/document.xml"])).strip(),
        [each.code for each in report.diagnostics],
        targets(address),
    ) == ("链接", ["dropped-link"], [])


def test_a_link_in_a_link_is_one_link() -> None:
    inner = Link("https://example.com/2", inlines("内"))
    body = body_of(paragraph(Link("https://example.com/1", (Text("外"), inner))))
    assert ([text_of(each) for each in find(body, "//w:hyperlink")], text_of(body).strip()) == (
        ["外内"],
        "外内",
    )


# ── lists ────────────────────────────────────────────────────────────────────────────────────


def numberings(*blocks: Listing) -> list[tuple[str, str]]:
    body = body_of(*blocks)
    levels, numbers = values(body, "//w:numPr/w:ilvl"), values(body, "//w:numPr/w:numId")
    return list(zip(levels, numbers, strict=True))


def test_every_ordered_list_counts_anew() -> None:
    listing = Listing(items=items("一", "二"), ordered=True)
    assert numberings(listing, listing) == [("0", "1"), ("0", "1"), ("0", "2"), ("0", "2")]


def test_an_ordered_list_starts_where_the_author_s_does() -> None:
    listing = Listing(items=items("三"), ordered=True, start=3)
    numbering = part(article(listing), "word/numbering.xml")
    assert values(numbering, "w:num/w:lvlOverride/w:startOverride") == ["3"]


def test_a_list_in_a_list_is_a_level_deeper() -> None:
    inner = Listing(items=items("内"))
    outer = Listing(items=(ListItem(blocks=(paragraph("外"), inner)),))
    assert numberings(outer) == [("0", "1"), ("1", "1")]


def test_only_the_first_paragraph_of_an_item_is_numbered() -> None:
    body = body_of(Listing(items=(ListItem(blocks=(paragraph("一"), paragraph("续"))),), ordered=True))
    assert [len(find(each, "w:pPr/w:numPr")) for each in find(body, "w:p")] == [1, 0]


def test_a_checklist_has_boxes() -> None:
    listing = Listing(items=items("做了", checked=True) + items("没做", checked=False))
    numbering = part(article(listing), "word/numbering.xml")
    used = values(numbering, "w:num/w:abstractNumId")
    marks = [
        values(numbering, f"w:abstractNum[@w:abstractNumId={each}]/w:lvl[1]/w:lvlText")[0] for each in used
    ]
    assert marks == ["√", "□"]


def test_an_article_without_lists_has_no_numbering() -> None:
    assert "word/numbering.xml" not in read_parts(write(article(paragraph("1. 作者自己的编号"))))


# ── figures ──────────────────────────────────────────────────────────────────────────────────


def figure(width: int | None = None, alternative: str = "") -> Figure:
    return Figure(
        address="a.png", media_type="image/png", content=PICTURE, width=width, alternative=alternative
    )


def extent(width: int | None) -> tuple[int, int]:
    size = find(body_of(figure(width)), "//wp:extent")[0]
    return int(size.get("cx", 0)), int(size.get("cy", 0))


def test_a_picture_is_as_wide_as_the_source_says() -> None:
    assert extent(96) == (914400, 914400)


def test_a_large_picture_is_held_to_the_width_and_the_height_of_the_text() -> None:
    page = THEME.page
    width = (page.width - page.inner - page.outer) * 36000
    height = (page.height - page.top - page.bottom) * 36000 * 0.8
    assert extent(9999) == (round(min(width, height)), round(min(width, height)))


def test_the_alternative_text_is_kept() -> None:
    assert find(body_of(figure(alternative="一张图")), "//wp:docPr")[0].get("descr") == "一张图"


def test_a_picture_shown_twice_is_stored_once() -> None:
    parts = read_parts(write(article(figure(), figure())))
    assert [name for name in parts if name.startswith("word/media/")] == ["word/media/image1.png"]


@pytest.mark.parametrize("content", [None, b"", b"no image", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_becomes_a_frame_with_its_address(content: bytes | None) -> None:
    report = Report()
    missing = Figure(address="https://example.com/1.jpg", content=content)
    document = read_parts(write(article(missing, title=None), report=report))["word/document.xml"]
    assert (text_of(etree.fromstring(document)).split(), [each.code for each in report.diagnostics]) == (
        ["［图片］", "https://example.com/1.jpg"],
        ["missing-image"],
    )


def test_what_a_caption_says_is_not_said_in_the_frame_as_well() -> None:
    missing = Figure(address="1.jpg", alternative="图1 梯田", caption=inlines("图1 梯田"))
    assert text_of(body_of(missing)).strip() == "［图片］\n1.jpg\n图1 梯田"


def test_a_caption_stands_below_its_figure_on_the_same_page() -> None:
    body = body_of(replace(figure(), caption=inlines("图1")))
    assert (values(body, "w:p/w:pPr/w:pStyle"), len(find(body, "w:p[1]/w:pPr/w:keepNext"))) == (
        ["DocpipePicture", "DocpipeCaption"],
        1,
    )


# ── frame, furniture, properties ─────────────────────────────────────────────────────────────


def test_title_byline_and_imprint_frame_the_article() -> None:
    meta = Meta(
        title="标题",
        author="美友9863162",
        organisation="某某办",
        published="2020-03-04",
        source=Provenance(address="https://www.meipian.cn/2abc"),
    )
    body = part(replace(article(paragraph("文")), meta=meta), "word/document.xml")[0]
    styles = values(body, "w:p/w:pPr/w:pStyle")
    assert list(zip(styles, text_of(body).split("\n")[1:], strict=True)) == [
        ("Title", "标题"),
        ("DocpipeByline", "某某办"),
        ("DocpipeBody", "文"),
        ("DocpipeImprint", "原文：美友9863162　2020-03-04　https://www.meipian.cn/2abc"),
    ]


def test_a_long_title_breaks_after_a_clause() -> None:
    title = "严守政治纪律切莫任性发言，筑牢疫情防控的坚强防线"
    body = part(article(title=title), "word/document.xml")[0]
    assert text_of(body).strip() == "严守政治纪律切莫任性发言，\n筑牢疫情防控的坚强防线"


def test_the_running_title_stands_on_every_page_but_the_first() -> None:
    parts = read_parts(write(article(title="标题")))
    section_properties = find(etree.fromstring(parts["word/document.xml"]), "w:body/w:sectPr")[0]
    assert (
        text_of(etree.fromstring(parts["word/header-default.xml"])).strip(),
        len(find(section_properties, "w:titlePg")),
        [attributes(each)["type"] for each in find(section_properties, "w:headerReference")],
        [attributes(each)["type"] for each in find(section_properties, "w:footerReference")],
    ) == ("标题", 1, ["default"], ["default", "first"])


def test_the_footer_counts_pages_with_fields() -> None:
    footer = part(article(), "word/footer-default.xml")
    fields = [attributes(each)["instr"].strip() for each in find(footer, "//w:fldSimple")]
    assert (text_of(footer).strip(), fields) == ("第 1 页  共 1 页", ["PAGE", "NUMPAGES"])


def test_a_title_that_looks_like_a_field_stays_text() -> None:
    header = part(article(title="{page} { PAGE } 标题"), "word/header-default.xml")
    assert (text_of(header).strip(), find(header, "//w:fldSimple")) == ("{page} { PAGE } 标题", [])


def test_facing_pages_mirror_margins_and_furniture() -> None:
    footer = replace(THEME.styles.footer, align="end")
    theme = replace(THEME, page=replace(THEME.page, facing=True), styles=replace(THEME.styles, footer=footer))
    parts = read_parts(write(article(), theme))
    settings = etree.fromstring(parts["word/settings.xml"])
    even = etree.fromstring(parts["word/footer-even.xml"])
    assert (
        len(find(settings, "w:mirrorMargins|w:evenAndOddHeaders")),
        values(even, "w:p/w:pPr/w:jc"),
    ) == (2, ["left"])


def test_a_theme_without_furniture_has_neither_header_nor_footer() -> None:
    parts = read_parts(write(article(), replace(THEME, furniture=Furniture(header="", footer=""))))
    assert [name for name in parts if "header" in name or "footer" in name] == []


def test_the_page_is_the_theme_s() -> None:
    section_properties = find(body_of(), "w:sectPr")[0]
    size, margins = find(section_properties, "w:pgSz|w:pgMar")
    page = THEME.page
    lengths = (page.width, page.height, page.inner, page.outer)
    assert [
        attributes(size)["w"],
        attributes(size)["h"],
        *map(attributes(margins).get, ("left", "right")),
    ] == [str(round(length / 25.4 * 1440)) for length in lengths]


def test_the_properties_say_what_the_source_said_and_no_more() -> None:
    meta = Meta(
        title="标题", author="王小明", keywords=("微信", "处分"), published="2020-02-14T08:30:00+08:00"
    )
    properties = docx.Document(io.BytesIO(write(replace(article(), meta=meta)))).core_properties
    assert (
        properties.title,
        properties.author,
        properties.keywords,
        properties.language,
        str(properties.created),
        properties.comments,
        properties.last_modified_by,
    ) == ("标题", "王小明", "微信; 处分", "zh-CN", "2020-02-14 00:30:00+00:00", "", "")


def test_an_article_without_a_date_gets_none() -> None:
    core = part(replace(article(), meta=Meta(title="标题", published="昨天")), "docProps/core.xml")
    assert [etree.QName(each).localname for each in core] == ["title", "language"]


def test_a_title_is_cut_where_properties_end() -> None:
    properties = docx.Document(io.BytesIO(write(article(title="长" * 300)))).core_properties
    assert properties.title == "长" * 255


def test_the_file_says_which_program_wrote_it() -> None:
    assert part(article(), "docProps/app.xml")[0].text == "docpipe"
