import pytest
from docx_parts import THEME, W, attributes, find, part, read_parts, text_of, values, write
from lxml import etree
from msgspec.structs import replace

from builders import article, paragraph
from docpipe.themes import GONGWEN
from docpipe.writers.docx.formats import (
    Border,
    Numbering,
    ParagraphFormat,
    RunFormat,
    add_paragraph_properties,
    add_run_properties,
)
from docpipe.writers.docx.ooxml import root

STYLES = part(article(), "word/styles.xml")
# ECMA-376 17.3.1.26 and 17.3.2.28, as far as docpipe writes them.
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "widowControl",
    "numPr",
    "pBdr",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
]
RUN_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "strike",
    "color",
    "spacing",
    "position",
    "sz",
    "szCs",
    "u",
    "shd",
    "vertAlign",
]


def style(identifier: str) -> etree._Element:
    return find(STYLES, f"w:style[@w:styleId='{identifier}']")[0]


def names(element: etree._Element) -> list[str]:
    return [etree.QName(each).localname for each in element]


def test_every_style_names_a_font_for_every_script() -> None:
    fonts = {each.get(f"{{{W}}}styleId"): find(each, "w:rPr/w:rFonts") for each in find(STYLES, "w:style")}
    complete = {"ascii", "hAnsi", "eastAsia", "cs"}
    assert [name for name, found in fonts.items() if not found or set(attributes(found[0])) != complete] == []


def test_no_part_refers_to_a_theme_font_or_a_theme_colour() -> None:
    parts = read_parts(write(article(paragraph("文"))))
    found = [
        (name, attribute)
        for name, content in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
        for element in etree.fromstring(content).iter("{*}*")
        for attribute in attributes(element)
        if "theme" in attribute.lower() and attribute != "themeFontLang"
    ]
    assert found == []


def test_nothing_of_a_template_is_left() -> None:
    everything = b"\n".join(read_parts(write(article(paragraph("文")))).values()).decode()
    leftovers = ["python-docx", "Cambria", "Calibri", "Light Shading", "thumbnail", "365F91", 'w:w="12240"']
    assert [each for each in leftovers if each in everything] == []


def test_the_parts_are_those_of_a_document_and_no_others() -> None:
    assert sorted(read_parts(write(article(paragraph("文"))))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer-default.xml",
        "word/footer-first.xml",
        "word/header-default.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_the_language_is_chinese() -> None:
    settings = part(article(), "word/settings.xml")
    assert (
        attributes(find(STYLES, "w:docDefaults//w:lang")[0]),
        attributes(find(settings, "w:themeFontLang")[0]),
    ) == ({"val": "en-US", "eastAsia": "zh-CN"}, {"val": "en-US", "eastAsia": "zh-CN"})


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_are_word_s_own_with_outline_levels(level: int) -> None:
    heading = style(f"Heading{level}")
    assert (
        values(heading, "w:name"),
        values(heading, "w:pPr/w:outlineLvl"),
        len(find(heading, "w:pPr/w:keepNext|w:pPr/w:keepLines")),
        heading.get(f"{{{W}}}customStyle"),
    ) == ([f"heading {level}"], [str(level - 1)], 2, None)


def test_the_title_is_no_part_of_the_outline() -> None:
    assert (values(style("Title"), "w:name"), find(style("Title"), "w:pPr/w:outlineLvl")) == (["Title"], [])


def test_a_clerk_finds_the_styles_by_chinese_names() -> None:
    custom = find(STYLES, "w:style[@w:customStyle]")
    assert [name for each in custom for name in values(each, "w:name") if name.isascii()] == []


def test_the_first_line_is_indented_in_characters_with_a_length_to_fall_back_on() -> None:
    body = THEME.styles.body
    assert attributes(find(style("DocpipeBody"), "w:pPr/w:ind")[0]) == {
        "firstLineChars": str(round(body.first_line * 100)),
        "firstLine": str(round(body.first_line * body.size * 20)),
    }


def test_the_pitch_of_lines_is_exact() -> None:
    spacing = attributes(find(style("DocpipeBody"), "w:pPr/w:spacing")[0])
    assert (spacing["line"], spacing["lineRule"]) == (str(round(THEME.styles.body.pitch * 20)), "exact")


def test_a_line_with_a_picture_is_as_high_as_the_picture() -> None:
    assert attributes(find(style("DocpipePicture"), "w:pPr/w:spacing")[0])["lineRule"] == "auto"


def test_chinese_line_breaking_is_declared_and_no_mark_hangs() -> None:
    normal = style("Normal")
    switches = ("widowControl", "kinsoku", "overflowPunct", "autoSpaceDE")
    assert [values(normal, f"w:pPr/w:{name}") for name in switches] == [["1"], ["1"], ["0"], ["1"]]


def test_only_what_has_the_grid_s_pitch_stands_on_the_grid() -> None:
    sheet = part(article(), "word/styles.xml", GONGWEN())
    free = find(sheet, "w:style[w:pPr/w:snapToGrid/@w:val='0']")
    names = {each.get(f"{{{W}}}styleId") for each in free}
    assert {"Title", "DocpipeCell", "DocpipeImprint", "Footer"} <= names
    assert not {"Normal", "DocpipeBody", "Heading1"} & names


def test_a_bracket_at_the_edge_of_a_heading_is_squeezed() -> None:
    assert [len(find(style(name), "w:pPr/w:topLinePunct")) for name in ("Heading2", "DocpipeBody")] == [1, 0]


def test_a_bar_stands_on_the_margin_beside_the_heading() -> None:
    styles = replace(THEME.styles, heading1=replace(THEME.styles.heading1, bar="#9E1B1E"))
    sheet = part(article(), "word/styles.xml", replace(THEME, styles=styles))
    heading = find(sheet, "w:style[@w:styleId='Heading1']")[0]
    border = attributes(find(heading, "w:pPr/w:pBdr/w:left")[0])
    left = int(attributes(find(heading, "w:pPr/w:ind")[0])["left"])
    assert (border["color"], abs(left - 20 * (int(border["space"]) + int(border["sz"]) / 8)) <= 10) == (
        "9E1B1E",
        True,
    )


def test_a_rule_stands_under_the_byline() -> None:
    styles = replace(THEME.styles, byline=replace(THEME.styles.byline, rule_below="#123456"))
    sheet = part(article(), "word/styles.xml", replace(THEME, styles=styles))
    byline = find(sheet, "w:style[@w:styleId='DocpipeByline']")[0]
    assert attributes(find(byline, "w:pPr/w:pBdr/w:bottom")[0])["color"] == "123456"


def test_emphasis_is_the_theme_s_face() -> None:
    strong = style("Strong")
    assert (attributes(find(strong, "w:rPr/w:rFonts")[0])["eastAsia"], len(find(strong, "w:rPr/w:b"))) == (
        THEME.faces.face(THEME.emphasis.face).word,
        int(THEME.emphasis.bold),
    )


def test_fonts_are_listed_once_with_their_other_names() -> None:
    faces = replace(THEME.faces, hei=replace(THEME.faces.hei, word="黑体"))
    fonts = part(article(), "word/fontTable.xml", replace(THEME, faces=faces))
    listed = [attributes(each)["name"] for each in find(fonts, "w:font")]
    assert (len(listed), values(fonts, "w:font[@w:name='黑体']/w:altName")) == (len(set(listed)), ["SimHei"])


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    everything = ParagraphFormat(
        style="Normal",
        keep_next=True,
        keep_lines=True,
        contextual=True,
        widow_control=True,
        latin_gap=True,
        numbering=Numbering(1, 0),
        borders=(Border("bottom", "#000000", 1), Border("top", "#000000", 1)),
        before=1,
        left=1,
        align="end",
        outline=0,
    )
    properties = add_paragraph_properties(root("w:p", "w"), everything)
    borders = names(find(properties, "w:pBdr")[0])
    assert (names(properties), borders) == (PARAGRAPH_ORDER, ["top", "bottom"])


def test_run_properties_stand_in_the_order_of_the_schema() -> None:
    run = root("w:r", "w")
    everything = RunFormat(
        style="Strong",
        hint=True,
        bold=False,
        italic=True,
        strike=True,
        colour="#ff0000",
        raised=2,
        size=15.75,
        underline=True,
        background="#ffff00",
        subscript=True,
    )
    add_run_properties(run, everything)
    assert names(run[0]) == RUN_ORDER


def test_a_run_without_look_has_no_properties() -> None:
    run = root("w:r", "w")
    add_run_properties(run, RunFormat())
    assert names(run) == []


def test_a_style_sheet_holds_no_text() -> None:
    assert text_of(STYLES) == ""
