"""Fonts that are installed where fontconfig does not look, in TeX's tree."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from printed import read_lines

from docpipe.writers import engine, fonts, unlisted
from docpipe.writers.engine import Copy, set_pdf
from docpipe.writers.fonts import InstalledFonts
from docpipe.writers.unlisted import find_unlisted_fonts

FAMILY = "Docpipe Test Fang"


def build_font(path: Path) -> None:
    """A font of one character, 字, which is a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord("字"): "square"})
    builder.setupGlyf({".notdef": square, "square": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "square": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "DocpipeTestFang"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def unlisted_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A font that only TeX knows; fontconfig keeps it until the process ends, under a name of its own."""
    path = tmp_path / "fang.ttf"
    build_font(path)
    monkeypatch.setattr(fonts, "FAMILY", FAMILY)
    for module in (fonts, engine):
        monkeypatch.setattr(module, "find_unlisted_fonts", lambda: (str(path),))
    return path


def test_the_newest_tree_of_tex_is_taken_and_braille_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in ("2023", "2024"):
        folder = tmp_path / year / "texmf-dist/fonts/opentype/public/fandol"
        folder.mkdir(parents=True)
        for name in ("FandolFang-Regular.otf", "FandolBraille-Regular.otf"):
            (folder / name).touch()
    monkeypatch.setattr(unlisted, "_TREES", ((str(tmp_path / "none"), "*"), (str(tmp_path), "*/texmf-dist")))
    find_unlisted_fonts.cache_clear()
    found = find_unlisted_fonts()
    find_unlisted_fonts.cache_clear()
    assert [Path(file).relative_to(tmp_path).parts[0] for file in found] == ["2024"]
    assert [Path(file).name for file in found] == ["FandolFang-Regular.otf"]


@pytest.mark.usefixtures("unlisted_font")
def test_an_unlisted_font_counts_as_installed() -> None:
    assert InstalledFonts().has_family(FAMILY)


@pytest.mark.usefixtures("unlisted_font")
def test_an_unlisted_font_is_what_the_pdf_is_set_in() -> None:
    markup = '<html lang="zh-CN"><body><p>字字</p></body></html>'
    copy = Copy(markup, f'p{{font-family:"{FAMILY}"}}', identifier=b"0" * 16)
    # Each thread keeps fonts of its own: those of a new one begin anew.
    with ThreadPoolExecutor(1) as pool:
        pdf = pool.submit(set_pdf, copy).result().pdf
    assert [(line.text, *line.fonts) for line in read_lines(pdf)] == [("字字", FAMILY.replace(" ", "-"))]
