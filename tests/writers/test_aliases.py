"""What fontconfig is told of the fonts that a DOCX names and this machine lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from docpipe import cli
from docpipe.themes import GONGWEN, HANDOUT
from docpipe.writers.aliases import build_aliases, find_aliases
from docpipe.writers.fonts import InstalledFonts


class Only(InstalledFonts):
    """A machine that has these families and no others."""

    def __init__(self, *families: str) -> None:
        self._families = families

    def has_family(self, family: str) -> bool:
        return family in self._families


def test_what_the_docx_names_is_what_the_pdf_is_set_in() -> None:
    aliases = find_aliases([HANDOUT()], Only("Noto Serif CJK SC", "Noto Sans CJK SC", "FandolFang"))
    assert {name: aliases[name] for name in ("宋体", "SimSun", "黑体", "仿宋")} == {
        "宋体": "Noto Serif CJK SC",
        "SimSun": "Noto Serif CJK SC",
        "黑体": "Noto Sans CJK SC",
        "仿宋": "FandolFang",
    }


def test_a_font_that_is_installed_needs_no_alias() -> None:
    assert "宋体" not in find_aliases([HANDOUT()], Only("宋体", "Noto Serif CJK SC"))


def test_what_nothing_can_stand_for_is_left_out() -> None:
    assert find_aliases([GONGWEN()], Only()) == {}


def test_names_stay_whole_in_the_file() -> None:
    file = etree.fromstring(build_aliases({"a<b": "c&d"}).encode())
    assert file.xpath("//string/text()") == ["a<b", "c&d"]


def test_fonts_that_fontconfig_does_not_look_for_are_named_with_their_folder() -> None:
    file = etree.fromstring(build_aliases({}, ["/tex/fandol/a.otf", "/tex/fandol/b.otf"]).encode())
    assert file.xpath("//dir/text()") == ["/tex/fandol"]


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fc-match is not installed")
def test_fontconfig_obeys_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor", "--font-aliases"], {"LANG": "en_US.UTF-8"}) == 0
    aliases = tmp_path / "60-docpipe.conf"
    aliases.write_text(capsys.readouterr().out, "utf-8")
    main = tmp_path / "fonts.conf"
    include = f"<include>/etc/fonts/fonts.conf</include><include>{aliases}</include>"
    main.write_text(f'<?xml version="1.0"?><fontconfig>{include}</fontconfig>', "utf-8")
    for name, family in find_aliases([HANDOUT()], InstalledFonts()).items():
        found = subprocess.run(
            ["fc-match", "-f", "%{family}", name],
            env=os.environ | {"FONTCONFIG_FILE": str(main)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert family in found.stdout
