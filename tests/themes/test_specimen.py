"""`docpipe themes`: the list, and the specimen of a theme."""

import json
from pathlib import Path

import pytest

from docpipe import cli
from docpipe.model import Listing, Quote, Table, Verse, descend
from docpipe.themes import COMPACT, GONGWEN, HANDOUT, LARGE_PRINT, Theme
from docpipe.themes.load import BUILT_IN
from docpipe.themes.specimen import build_specimen
from docpipe.walk import article_text

THEMES = [COMPACT(), GONGWEN(), HANDOUT(), LARGE_PRINT()]


def themes(*arguments: str) -> int:
    return cli.run(["themes", *arguments], {"LANG": "en_US.UTF-8"})


@pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])
def test_a_specimen_says_what_the_theme_is_set_in(theme: Theme) -> None:
    text = article_text(build_specimen(theme))
    for role in theme.list_roles():
        face = theme.faces.face(role)
        assert face.word in text
        assert "、".join(face.families) in text
    assert f"行距{theme.styles.body.pitch:g}磅" in text


def test_a_specimen_says_how_many_lines_and_characters_fill_a_page() -> None:
    assert "满页22行、每行28字" in article_text(build_specimen(GONGWEN()))
    assert "每行36字" in article_text(build_specimen(HANDOUT()))


def test_a_specimen_has_every_kind_of_block_and_four_levels() -> None:
    specimen = build_specimen(HANDOUT())
    kinds = {type(node) for node in descend(specimen)}
    assert {Listing, Quote, Table, Verse} <= kinds
    assert [section.level for section in specimen.sections] == [1, 2, 3, 4, 1]
    assert {block.role for block in specimen.closing} >= {"signature", "date"}  # type: ignore[union-attr]


def test_the_built_in_themes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert themes("--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert set(BUILT_IN) <= {theme["name"] for theme in listed}


def test_a_specimen_is_written_in_the_format_of_its_suffix(tmp_path: Path) -> None:
    for suffix, magic in ((".docx", b"PK"), (".txt", b""), (".html", b"<!DOCTYPE")):
        out = tmp_path / f"specimen{suffix}"
        assert themes("gongwen", "-o", str(out)) == 0
        assert out.read_bytes().startswith(magic)


def test_a_theme_of_ones_own_has_a_specimen_too(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('extends = "handout"\n[styles.body]\nsize = 14\n', "utf-8")
    assert themes(str(own), "-o", str(tmp_path / "own.txt")) == 0
    assert "四号（14磅）" in (tmp_path / "own.txt").read_text("utf-8")


def test_a_file_that_is_there_is_kept_unless_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "specimen.txt"
    out.write_text("mine", "utf-8")
    assert themes("handout", "-o", str(out)) == 2
    assert out.read_text("utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert themes("handout", "-o", str(out), "--force") == 0
    assert out.read_text("utf-8") != "mine"


def test_a_specimen_wants_a_theme(capsys: pytest.CaptureFixture[str]) -> None:
    assert themes("-o", "specimen.pdf") == 2
    assert "-o" in capsys.readouterr().err
