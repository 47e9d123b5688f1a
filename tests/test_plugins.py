"""The plug-ins that docs/ teaches, each in a throw-away distribution beside docpipe."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
MEMO = """\
MEMO
关于值班的备忘录
# 一、值班时间
  值班时间为8时至17时。
# 二、值班要求
  值班人员不得擅自离岗。
"""

RULES = """\
守纪

作者

<p class="ql-block"><b>1. 不得公车私用,严重者留党察看</b></p>\
<p class="ql-block">《中国共产党纪律处分条例》第一百零七条规定,情节严重的,给予留党察看处分。</p>\
<p class="ql-block"><b>2. 不得公款旅游,严重者开除党籍</b></p>\
<p class="ql-block">《中国共产党纪律处分条例》第一百零五条规定,情节严重的,给予开除党籍处分。</p>
"""


def fenced(text: str, language: str) -> str:
    """The first code block in `language`."""
    block = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block, f"no {language} on the page"
    return block[1]


def install(page: str, site: Path) -> None:
    """Make the distribution that the page of docs/ describes importable from `site`."""
    text = (DOCS / page).read_text("utf-8")
    module = re.search(r"^`(\w+\.py)`:$", text, re.MULTILINE)
    assert module, "the page names no module"
    (site / module[1]).write_text(fenced(text, "python"), encoding="utf-8")
    project = tomllib.loads(fenced(text, "toml"))["project"]
    register(site, project["name"], project["entry-points"])


def register(site: Path, name: str, groups: dict[str, dict[str, str]]) -> None:
    """Write the metadata that an installer would have written."""
    folder = site / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in groups.items()
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


def docpipe(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, run in `site` in a process of its own, so that no plug-in stays behind."""
    command = [sys.executable, "-c", "from docpipe.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "duty.memo"
    path.write_text(MEMO, encoding="utf-8")
    return path


def test_the_reader_of_the_documentation_reads(tmp_path: Path, memo: Path) -> None:
    install("writing-a-reader.md", tmp_path)
    run = docpipe(tmp_path, "convert", memo.name, "--to", "txt", "-o", "-")
    assert (run.stderr.count("Traceback"), run.returncode) == (0, 0)
    lines = [line.strip() for line in run.stdout.splitlines() if line.strip(" ─═")]
    assert lines == [
        "关于值班的备忘录",
        "一、值班时间",
        "值班时间为8时至17时。",
        "二、值班要求",
        "值班人员不得擅自离岗。",
    ]


def test_a_folder_is_searched_for_the_files_of_a_plug_in(tmp_path: Path, memo: Path) -> None:
    install("writing-a-reader.md", tmp_path)
    docpipe(tmp_path, "convert", str(memo.parent), "--to", "txt", "-o", "out")
    assert (tmp_path / "out" / "duty.txt").is_file()


def test_an_empty_memo_is_an_error_of_the_plug_in_s_own(tmp_path: Path, memo: Path) -> None:
    install("writing-a-reader.md", tmp_path)
    memo.write_text("MEMO\n", encoding="utf-8")
    run = docpipe(tmp_path, "convert", memo.name, "--to", "txt", "-o", "-", "--lang", "en")
    assert (run.returncode, "the memo is empty" in run.stderr) == (1, True)


def test_the_writer_of_the_documentation_writes(tmp_path: Path) -> None:
    install("writing-a-writer.md", tmp_path)
    (tmp_path / "article.txt").write_text(RULES, encoding="utf-8")
    run = docpipe(tmp_path, "convert", "article.txt", "--to", "rules-csv", "-o", "out")
    assert (run.stderr.count("Traceback"), run.returncode) == (0, 0)
    assert (tmp_path / "out" / "article.csv").read_text("utf-8-sig").splitlines() == [
        "编号,要求,最重处分,依据",
        "1.,不得公车私用，严重者留党察看,留党察看,《中国共产党纪律处分条例》第107条",
        "2.,不得公款旅游，严重者开除党籍,开除党籍,《中国共产党纪律处分条例》第105条",
    ]


def test_docpipe_formats_lists_a_plug_in(tmp_path: Path) -> None:
    install("writing-a-writer.md", tmp_path)
    assert "rules-csv" in docpipe(tmp_path, "formats").stdout


def test_two_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    register(tmp_path, "docpipe-twin", {"docpipe.writers": {"txt": "twin:TXT"}})
    run = docpipe(tmp_path, "formats", "--lang", "en")
    assert run.returncode == 2
    assert "docpipe.writers.text:TEXT" in run.stderr
    assert "twin:TXT" in run.stderr


def test_a_plug_in_that_does_not_load_is_named(tmp_path: Path, memo: Path) -> None:
    register(tmp_path, "docpipe-broken", {"docpipe.writers": {"broken": "no_such_module:WRITER"}})
    run = docpipe(tmp_path, "convert", memo.name, "--to", "broken", "--lang", "en")
    assert (run.returncode, "the plug-in “broken” does not load" in run.stderr) == (2, True)
