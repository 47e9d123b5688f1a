"""What Word would say of the file: 0 errors by openxml-audit, 0 by the ISO 29500 schemas, no template's leftovers."""

import re
from pathlib import Path

import pytest
from docx_parts import read_parts, write
from lxml import etree
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator

from builders import inlines, paragraph
from docpipe.diagnostics import Report
from docpipe.model import Article, Figure, Link, Text
from docpipe.themes import COMPACT, GONGWEN, HANDOUT, LARGE_PRINT, Theme
from docpipe.themes.specimen import build_specimen
from docpipe.writers.docx import DOCX, DocxOptions
from strategies import PICTURE

THEMES = [COMPACT(), GONGWEN(), HANDOUT(), LARGE_PRINT()]
of_each_theme = pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])

SCHEMAS = Path(__file__).parents[3] / "shared" / "suites" / "ooxml-xsd" / "ref" / "xsd"
"""The ISO 29500 schemas; `_driver.xsd` gathers those of the parts in `word/`."""
OTHER_SCHEMAS = {
    "[Content_Types].xml": "opc-xsd/opc-contentTypes.xsd",
    "_rels/.rels": "opc-xsd/opc-relationships.xsd",
    "word/_rels/document.xml.rels": "opc-xsd/opc-relationships.xsd",
    "docProps/app.xml": "shared-documentPropertiesExtended.xsd",
    "word/theme/theme1.xml": "dml-main.xsd",
}


def everything(theme: Theme) -> Article:
    """The specimen, and what it has none of: pictures at hand and not, a link, looks of every kind."""
    specimen = build_specimen(theme)
    picture = Figure(address="a.png", media_type="image/png", content=PICTURE, caption=inlines("图1"))
    looks = (
        Text("甲", strike=True),
        Text("2", superscript=True),
        Text("乙", background="#ffff00", bold=True, italic=True),
        Link("https://example.com/", inlines("链接")),
    )
    body = (*specimen.body, picture, Figure(address="b.png"), paragraph(*looks))
    return replace(specimen, body=body)


@of_each_theme
def test_word_would_repair_nothing(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "specimen.docx"
    path.write_bytes(write(everything(theme), theme))
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


@of_each_theme
def test_word_would_repair_no_extra_either(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "extras.docx"
    options = DocxOptions(keywords=True, cover=True, toc=True, rule_card=True, sign_in_sheet=True)
    path.write_bytes(DOCX.write(everything(theme), theme, options, Report()))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@of_each_theme
def test_every_part_obeys_its_schema(theme: Theme) -> None:
    if not SCHEMAS.exists():
        pytest.skip("the ISO 29500 schemas lie in ../shared, which is not here")
    parts = read_parts(write(everything(theme), theme))
    word = etree.XMLSchema(etree.parse(SCHEMAS / "_driver.xsd"))
    errors: dict[str, str] = {}
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")) or name == "docProps/core.xml":
            continue  # the schema of the core properties imports one from the web
        other = OTHER_SCHEMAS.get(name)
        schema = etree.XMLSchema(etree.parse(SCHEMAS / other)) if other else word
        if not schema.validate(etree.fromstring(content)):
            errors[name] = str(schema.error_log)
    assert errors == {}


@of_each_theme
def test_nothing_of_python_docx_s_template_is_left(theme: Theme) -> None:
    parts = read_parts(write(everything(theme), theme))
    whole = "\n".join(content.decode() for name, content in parts.items() if name.endswith(".xml"))
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]
    assert "python-docx" not in whole
    assert not re.search(r"w:(?:ascii|hAnsi|eastAsia|cs)Theme=", whole)
    assert not {'w:w="12240"', 'w:val="365F91"', "minorEastAsia", "ＭＳ 明朝"} & set(
        re.findall(r"\S+", whole)
    )


@of_each_theme
def test_every_style_names_an_east_asian_font(theme: Theme) -> None:
    styles = etree.fromstring(read_parts(write(everything(theme), theme))["word/styles.xml"])
    w = f"{{{styles.nsmap['w']}}}"
    fonts = [each.get(f"{w}eastAsia") for each in styles.iter(f"{w}rFonts")]
    named = {theme.faces.face(role).word for role in ("song", "hei", "kai", "fang", "title")}
    assert fonts
    assert set(fonts) <= named
