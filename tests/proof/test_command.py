"""`docpipe check` and `docpipe.check`, from the source to what the user sees."""

import json
from pathlib import Path

import pytest

import docpipe
from docpipe import cli, proofread
from docpipe.errors import Message, MissingSystemError

SOUND = "标题\n\n作者\n\n<p>上午开会。</p>"
FAULTY = "标题\n\n作者\n\n<p>会议<b>定</b>于&nbsp;2<i>月</i>30日召开(三楼。</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FAULTY, "utf-8")
    (tmp_path / "b.txt").write_text(SOUND, "utf-8")
    return tmp_path


def check(*arguments: str) -> int:
    return cli.run(["check", *arguments], {"LANG": "en_US.UTF-8"})


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    check("--json", *arguments)
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_each_fault_is_an_entry_with_its_source_and_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = listed(capsys, str(folder / "a.txt"))
    assert first == {
        "source": str(folder / "a.txt"),
        "code": "impossible-date",
        "severity": "error",
        "message": "there is no such date: 2月30日",
        "hint": "check the date",
        "line": 5,
        "column": FAULTY.splitlines()[4].index("2<i>") + 1,
        "text": "2月30日",
    }
    assert (second["code"], second["column"]) == ("unpaired-mark", FAULTY.splitlines()[4].index("(") + 1)


def test_a_sound_article_gives_an_empty_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, str(folder / "b.txt")) == []


def test_a_folder_is_one_list_and_a_missing_file_an_entry_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(capsys, str(folder), str(folder / "c.txt"))
    assert [(Path(str(each["source"])).name, each["code"]) for each in found] == [
        ("a.txt", "impossible-date"),
        ("a.txt", "unpaired-mark"),
        ("c.txt", "missing-source"),
    ]


def test_people_read_the_file_the_place_the_words_and_the_mend(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(str(folder), "--lang", "zh")
    assert capsys.readouterr().out.splitlines() == [
        str(folder / "a.txt"),
        "  5:21 错误 [impossible-date]",
        "    会议定于 «2月30日»召开(三楼。",
        "    日期不存在：2月30日",
        "    核对日期",
        "  5:35 警告 [unpaired-mark]",
        "    会议定于 2月30日召开«(»三楼。",
        "    ( 没有配对的 )",
        "    补上或删去",
        "",
        "检查 2 篇：错误 1，警告 1，提示 0；不能读取 0 篇",
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SOUND, 0),
        ("标题\n\n作者\n\n<p>依照第三十一条第二款处理。</p>", 0),  # a note
        ("标题\n\n作者\n\n<p>他说(这样。</p>", 1),
        ("标题\n\n作者\n\n<p>定于13月1日。</p>", 1),
        ("", 1),
    ],
)
def test_the_exit_status_says_whether_something_is_wrong(tmp_path: Path, text: str, status: int) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert check(str(tmp_path / "a.txt")) == status


@pytest.mark.parametrize(
    "wrong", [["--theme", "nosuch"], ["--from", "nosuch"], ["--nosuch"], ["--lang", "fr"], []]
)
def test_wrong_options_are_status_two(folder: Path, wrong: list[str]) -> None:
    assert check(*([str(folder), *wrong] if wrong else [])) == 2


def test_what_reading_had_to_warn_of_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SOUND.encode()[:-6] + b"\xff\xfe</p>")
    assert "replaced-characters" in [found.code for found in docpipe.check(tmp_path / "a.txt")]


def test_a_character_that_the_fonts_lack_is_noted_where_it_first_stands(tmp_path: Path) -> None:
    # No font has the last character of the last private use area.
    (tmp_path / "a.txt").write_text("标题\n\n作者\n\n<p>他姓\U0010fffd,\U0010fffd家村人。</p>", "utf-8")
    (found,) = docpipe.check(tmp_path / "a.txt")
    assert (found.code, found.severity, found.text) == ("missing-glyph", "note", "\U0010fffd")
    assert (found.position.line, found.position.column) == (5, 6)


def test_a_machine_without_chinese_fonts_gets_one_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lack_all(_installed: object, characters: list[str], _families: object) -> list[str]:
        return characters

    monkeypatch.setattr("docpipe.writers.fonts.InstalledFonts.lacking", lack_all)
    han = "".join(map(chr, range(0x4E00, 0x4E00 + 60)))
    (tmp_path / "a.txt").write_text(f"标题\n\n作者\n\n<p>{han}</p>", "utf-8")
    (found,) = docpipe.check(tmp_path / "a.txt")
    assert found.values["characters"].endswith("…")


def test_without_fontconfig_the_rest_is_checked_and_a_note_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_theme: object) -> None:
        raise MissingSystemError(Message("没有", "none"))

    monkeypatch.setattr(proofread, "Coverage", refuse)
    assert [found.code for found in docpipe.check(folder / "a.txt")] == [
        "unchecked-glyphs",
        "impossible-date",
        "unpaired-mark",
    ]


def test_python_takes_bytes_and_names_an_unknown_theme() -> None:
    assert [found.code for found in docpipe.check(FAULTY.encode())] == ["impossible-date", "unpaired-mark"]
    with pytest.raises(docpipe.DocpipeError, match="nosuch"):
        docpipe.check(SOUND.encode(), theme="nosuch")
