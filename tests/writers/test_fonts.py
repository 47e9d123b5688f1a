import pytest
from msgspec.structs import replace

from docpipe.diagnostics import Report
from docpipe.themes import HANDOUT
from docpipe.themes.schema import Face, Theme
from docpipe.writers.fonts import InstalledFonts, report_missing_glyphs, resolve_stacks
from docpipe.writers.stacks import FontStack

SERIF = "Noto Serif CJK SC"
SANS = "Noto Sans CJK SC"


@pytest.fixture(scope="module")
def installed() -> InstalledFonts:
    return InstalledFonts()


def with_song(*families: str, marks: tuple[str, ...] = ()) -> Theme:
    theme = HANDOUT()
    song = Face(word="宋体", word_latin="Times New Roman", families=families, marks=marks)
    return replace(theme, faces=replace(theme.faces, song=song))


def resolve(theme: Theme, installed: InstalledFonts) -> tuple[FontStack, Report]:
    report = Report()
    return resolve_stacks(theme, ["song"], installed, report)["song"], report


def test_an_installed_family_is_known_by_its_name(installed: InstalledFonts) -> None:
    assert installed.has_family(SERIF)
    assert not installed.has_family("No Such Family")


def test_families_are_taken_in_the_order_of_the_theme(installed: InstalledFonts) -> None:
    stack, report = resolve(with_song(SANS, "No Such Family", SERIF), installed)
    assert stack.families == (SANS, SERIF)
    assert report.diagnostics == ()


def test_a_missing_first_family_is_reported_with_what_stands_in(installed: InstalledFonts) -> None:
    stack, report = resolve(with_song("No Such Family", SERIF), installed)
    assert stack.families == (SERIF,)
    assert [(found.code, found.values) for found in report.diagnostics] == [
        ("font-substituted", {"wanted": "No Such Family", "used": SERIF})
    ]


def test_where_no_family_is_installed_fontconfig_chooses(installed: InstalledFonts) -> None:
    stack, report = resolve(with_song("No Such Family"), installed)
    assert installed.has_family(stack.families[0])
    assert report.diagnostics[0].values == {"wanted": "No Such Family", "used": stack.families[0]}


def test_a_substitution_is_reported_once(installed: InstalledFonts) -> None:
    theme = with_song("No Such Family", SERIF)
    theme = replace(theme, faces=replace(theme.faces, hei=theme.faces.song))
    report = Report()
    resolve_stacks(theme, ["song", "hei"], installed, report)
    assert len(report.diagnostics) == 1


def test_marks_are_for_the_first_family_only(installed: InstalledFonts) -> None:
    assert resolve(with_song(SANS, marks=(SERIF,)), installed)[0].marks == (SERIF,)
    assert resolve(with_song("No Such Family", SANS, marks=(SERIF,)), installed)[0].marks == ()


def test_characters_that_a_font_has_are_not_missing(installed: InstalledFonts) -> None:
    assert installed.missing_characters("红包“”〇", [SERIF]) == []


def test_characters_that_no_font_has_are_reported_once_each(installed: InstalledFonts) -> None:
    report = Report()
    report_missing_glyphs("红\ue5e5包\ue5e5\n", [SERIF], installed, report)
    assert [(found.code, found.values) for found in report.diagnostics] == [
        ("missing-glyph", {"characters": "\ue5e5"})
    ]
