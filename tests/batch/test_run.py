import os
from pathlib import Path

import pytest

from docpipe import ConvertOptions, Outcome, convert, convert_many
from docpipe.batch.schema import journal_path
from docpipe.errors import (
    BinarySourceError,
    EmptySourceError,
    InternalError,
    MissingSourceError,
    MissingSystemError,
    NoArticleError,
    OptionError,
    SourceError,
    WriteError,
)
from fakes import BrokenReader, FakeOptions, FakeReader
from registered import Registered


@pytest.fixture(autouse=True)
def folder(registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it is installed
    monkeypatch.chdir(tmp_path)
    return tmp_path


def source(name: str, text: str = "标题\n正文") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def files(folder: str = ".") -> list[str]:
    """The visible files below `folder`."""
    paths = (path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if ".docpipe" not in path.parts)


def states(outcome: Outcome) -> dict[str, str]:
    return {output.format: output.state for output in outcome.outputs}


def codes(outcome: Outcome) -> list[str]:
    return [diagnostic.code for diagnostic in outcome.diagnostics]


def test_one_source_becomes_a_file_in_each_format() -> None:
    outcome = convert(source("a.page"), to=["txt", "md"])
    assert (outcome.status, files("handouts")) == ("converted", ["a.md", "a.txt"])
    assert Path("handouts/a.txt").read_text("utf-8") == "标题 [handout 0]\n正文\n"


def test_bytes_and_open_files_are_sources_too() -> None:
    convert("标题\n正文".encode(), to=["txt"])
    with source("b.page").open("rb") as file:
        convert(file, to="txt")
    assert files("handouts") == ["article.txt", "b.txt"]


def test_a_second_run_changes_nothing_and_says_so() -> None:
    source("a.page")
    first = convert("a.page", to=["txt"])
    stamp = Path("handouts/a.txt").stat().st_mtime_ns
    second = convert("a.page", to=["txt"])
    assert (first.status, second.status) == ("converted", "unchanged")
    assert Path("handouts/a.txt").stat().st_mtime_ns == stamp


def test_a_changed_source_replaces_its_output() -> None:
    convert(source("a.page"), to=["txt"])
    assert states(convert(source("a.page", "标题\n新文"), to=["txt"])) == {"txt": "written"}
    assert "新文" in Path("handouts/a.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "change", [lambda path: path.write_text("mine"), lambda path: path.write_bytes(path.read_bytes() + b"x")]
)
def test_a_file_that_docpipe_did_not_leave_so_is_kept_and_reported(change: object) -> None:
    convert(source("a.page"), to=["txt"])
    change(Path("handouts/a.txt"))  # type: ignore[operator]
    mine = Path("handouts/a.txt").read_bytes()
    outcome = convert(source("a.page", "标题\n新文"), to=["txt"])
    assert (states(outcome), codes(outcome)) == ({"txt": "kept"}, ["kept-foreign-file"])
    assert Path("handouts/a.txt").read_bytes() == mine


def test_force_replaces_a_foreign_file() -> None:
    source("handouts/a.txt", "mine")
    outcome = convert(source("a.page"), to=["txt"], options=ConvertOptions(force=True))
    assert states(outcome) == {"txt": "written"}


def test_a_foreign_link_is_kept_and_what_it_points_to_is_left_alone() -> None:
    source("elsewhere", "mine")
    Path("handouts").mkdir()
    Path("handouts/a.txt").symlink_to("../elsewhere")
    assert states(convert(source("a.page"), to=["txt"])) == {"txt": "kept"}


def test_the_output_of_another_source_is_kept_and_reported() -> None:
    convert(source("x/a.page"), to=["txt"])
    outcome = convert(source("y/a.page", "标题\n另一篇"), to=["txt"])
    assert (states(outcome), codes(outcome)) == ({"txt": "kept"}, ["kept-other-output"])


def test_the_output_of_a_source_that_moved_is_replaced() -> None:
    convert(source("x/a.page"), to=["txt"])
    Path("x/a.page").rename("a.page")
    assert states(convert(source("a.page", "标题\n新文"), to=["txt"])) == {"txt": "written"}


@pytest.mark.parametrize("options", [ConvertOptions(), ConvertOptions(force=True)])
@pytest.mark.parametrize("place", ["same", "symlink", "hardlink"])
def test_a_source_is_never_overwritten(place: str, options: ConvertOptions) -> None:
    path = source("in/a.txt")
    Path("out").mkdir()
    if place == "symlink":
        Path("out/a.txt").symlink_to(path.resolve())
    elif place == "hardlink":
        os.link(path, "out/a.txt")
    with pytest.raises(WriteError, match="would overwrite the source"):
        convert(path, to=["txt"], out="in" if place == "same" else "out", options=options)
    assert path.read_text("utf-8") == "标题\n正文"


def test_a_source_is_not_overwritten_by_the_output_of_another() -> None:
    source("a.page")
    source("a.txt")
    options = ConvertOptions(force=True, name="a")
    outcomes = list(convert_many(["a.page", "other.page", "a.txt"], to=["txt"], out=".", options=options))
    assert Path("a.txt").read_text("utf-8") == "标题\n正文"
    assert {outcome.source for outcome in outcomes} == {"a.page", "other.page", "a.txt"}


def test_one_format_may_go_to_a_file_that_is_named() -> None:
    convert(source("a.page"), to=["txt"], out="sub/b.TXT")
    assert files() == ["a.page", "sub/b.TXT"]
    assert not journal_path(Path("sub")).exists()


@pytest.mark.parametrize(
    ("out", "formats"), [("b.txt", ["txt", "md"]), ("b.md", ["txt"]), ("there.txt", ["txt"])]
)
def test_every_other_place_is_a_folder(out: str, formats: list[str]) -> None:
    Path("there.txt").mkdir()
    convert(source("a.page"), to=formats, out=out)
    assert f"{out}/a.txt" in files()


def test_the_structure_of_a_folder_is_kept() -> None:
    source("in/a.page")
    source("in/sub/a.page")
    outcomes = list(convert_many(["in"], to=["txt"], out="out"))
    assert (files("out"), [outcome.status for outcome in outcomes]) == (
        ["a.txt", "sub/a.txt"],
        ["converted"] * 2,
    )


def test_a_folder_converted_twice_into_itself_does_not_eat_its_outputs() -> None:
    source("a.page")
    source("sub/b.page")
    for _ in range(3):
        list(convert_many(["."], to=["txt"], out="."))
        list(convert_many(["."], to=["txt"], out="handouts"))
    assert files() == ["a.page", "a.txt", "handouts/a.txt", "handouts/sub/b.txt", "sub/b.page", "sub/b.txt"]


def test_sources_of_one_name_are_told_apart_whatever_their_order() -> None:
    source("x/a.page", "x\nx")
    source("y/a.page", "y\ny")
    outcomes = list(convert_many(["x/a.page", "y/a.page"], to=["txt"], out="one"))
    list(convert_many(["y/a.page", "x/a.page"], to=["txt"], out="two"))
    assert [codes(outcome) for outcome in outcomes] == [["name-told-apart"]] * 2
    assert len(files("one")) == 2
    for name in files("one"):
        assert Path("one", name).read_text("utf-8") == Path("two", name).read_text("utf-8")


def test_articles_of_one_title_are_told_apart() -> None:
    source("a.page")
    source("b.page")
    list(convert_many(["a.page", "b.page"], to=["txt"], out="out", options=ConvertOptions(name="{title}")))
    assert [name.partition("~")[0] for name in files("out")] == ["标题", "标题"]


def test_a_title_of_three_hundred_characters_is_a_name_in_every_format() -> None:
    source("a.page", f"{'题' * 300}\n正文")
    convert("a.page", to=["txt", "md"], options=ConvertOptions(name="{title}"))
    assert [len(name.encode()) <= 255 for name in files("handouts")] == [True, True]


def test_a_document_that_fails_does_not_stop_the_others() -> None:
    source("a.page", "")
    source("b.page")
    outcomes = list(convert_many(["a.page", "none.page", "b.page"], to=["txt"]))
    assert [outcome.status for outcome in outcomes] == ["failed", "failed", "converted"]
    assert [type(outcome.error) for outcome in outcomes[:2]] == [EmptySourceError, MissingSourceError]


def test_a_format_that_fails_does_not_cost_the_others() -> None:
    source("a.page")
    (outcome,) = convert_many(["a.page"], to=["txt", "needy", "md"])
    assert (outcome.status, states(outcome)) == (
        "failed",
        {"txt": "written", "needy": "failed", "md": "written"},
    )
    assert isinstance(outcome.error, MissingSystemError)
    assert outcome.error.subject == "a.page"


@pytest.mark.parametrize("fault", ["writer", "reader"])
def test_a_foreign_exception_is_an_internal_error_with_its_cause(fault: str, registered: Registered) -> None:
    if fault == "reader":
        registered.add_reader(BrokenReader("broken", 90))
    with pytest.raises(InternalError, match="report it") as raised:
        convert(source("a.page"), to=["crashing"])
    assert isinstance(raised.value.__cause__, ZeroDivisionError if fault == "writer" else LookupError)
    assert raised.value.subject == "a.page"


def test_a_run_that_makes_nothing_leaves_no_folder_behind() -> None:
    source("a.page", "")
    list(convert_many(["a.page", "none.page"], to=["txt"]))
    assert not Path("handouts").exists()


def test_strict_fails_a_document_that_has_a_warning_and_places_nothing() -> None:
    source("a.page")
    assert convert("a.page", to=["warning"]).warned
    with pytest.raises(SourceError, match="warning"):
        convert("a.page", to=["txt", "warning"], out="out", options=ConvertOptions(strict=True))
    assert not Path("out").exists()


def test_every_writer_takes_the_options_of_its_own_type() -> None:
    convert(source("a.page"), to=["txt"], options=ConvertOptions(formats=(FakeOptions(width=9),)))
    assert Path("handouts/a.txt").read_text("utf-8").startswith("标题 [handout 9]")


def test_punctuation_is_restored_for_print_and_kept_on_request() -> None:
    source("a.page", "标题\n你好,世界。")
    convert("a.page", to=["txt", "raw"])
    convert("a.page", to=["txt"], out="kept", options=ConvertOptions(punctuation="keep"))
    assert "你好，世界" in Path("handouts/a.txt").read_text("utf-8")
    assert "你好,世界" in Path("handouts/a.raw").read_text("utf-8")
    assert "你好,世界" in Path("kept/a.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("to", "options"),
    [
        (["nothing"], ConvertOptions()),
        ([], ConvertOptions()),
        (["md", "twin"], ConvertOptions()),
        (["txt"], ConvertOptions(theme="nothing")),
        (["txt"], ConvertOptions(theme="nothing.toml")),
        (["txt"], ConvertOptions(reader="nothing")),
        (["txt"], ConvertOptions(name="{nothing}")),
    ],
)
def test_wrong_options_are_refused_before_anything_is_tried(to: list[str], options: ConvertOptions) -> None:
    source("a.page")
    with pytest.raises(OptionError):
        convert("a.page", to=to, options=options)
    with pytest.raises(OptionError):
        convert_many(["a.page"], to=to, options=options)
    assert not Path("handouts").exists()


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\u3000\u200b\n".encode()])
def test_an_empty_source_is_said_to_be_one(data: bytes) -> None:
    with pytest.raises(EmptySourceError):
        convert(data, to=["txt"])


def test_a_binary_source_is_said_to_be_one() -> None:
    with pytest.raises(BinarySourceError):
        convert(bytes(range(256)) * 4, to=["txt"])


def test_an_article_in_name_only_is_none() -> None:
    with pytest.raises(NoArticleError):
        convert("只有标题".encode(), to=["txt"])


@pytest.mark.parametrize(("confidence", "reason"), [(50, "equally sure"), (5, "no reader")])
def test_a_contest_without_winner_gives_what_every_reader_said(
    confidence: int, reason: str, registered: Registered
) -> None:
    registered.add_reader(FakeReader("lines", confidence))
    registered.add_reader(FakeReader("rival", confidence))
    with pytest.raises(NoArticleError, match=reason) as raised:
        convert("标题\n正文".encode(), to=["txt"])
    assert "rival: has lines" in str(raised.value)
    assert (
        convert("标题\n正文".encode(), to=["txt"], options=ConvertOptions(reader="rival")).status
        == "converted"
    )


def test_an_output_folder_that_cannot_be_made_stops_the_run_at_once() -> None:
    source("a.page")
    source("file")
    with pytest.raises(WriteError, match="not a folder"):
        convert_many(["a.page"], to=["txt"], out="file/out")


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_an_output_folder_without_right_to_write_stops_the_run_at_once() -> None:
    source("a.page")
    Path("locked").mkdir(mode=0o500)
    with pytest.raises(WriteError, match="no right"):
        convert_many(["a.page"], to=["txt"], out="locked")


def test_convert_is_the_function_whatever_was_imported_before() -> None:
    from importlib import import_module  # noqa: PLC0415 - the import is what is tested

    import docpipe  # noqa: PLC0415 - as above

    import_module("docpipe.convert")
    assert docpipe.convert is convert
