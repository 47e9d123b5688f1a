import io
from pathlib import Path

import pytest

import docpipe
from builders import article, paragraph
from docpipe import ConvertOptions
from docpipe.errors import MissingSourceError, SourceError, ThemeError, UnknownNameError

pytestmark = pytest.mark.usefixtures("registered")


def test_an_article_is_read_from_a_path_bytes_or_an_open_file(tmp_path: Path) -> None:
    data = "标题\n正文".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    expected = article(paragraph("正文"))
    assert [docpipe.read(source) for source in (path, str(path), data, io.BytesIO(data))] == [expected] * 4


def test_the_reader_may_be_named() -> None:
    assert docpipe.read("标题\n正文".encode(), reader="lines").meta.source.reader == "lines"
    with pytest.raises(UnknownNameError, match="there are: lines"):
        docpipe.read(b"x", reader="nothing")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="no such file"):
        docpipe.read(tmp_path / "none")
    with pytest.raises(SourceError, match="is a folder"):
        docpipe.read(tmp_path)


def test_a_text_file_object_is_refused() -> None:
    with pytest.raises(SourceError, match="binary"):
        docpipe.read(io.StringIO("标题"))  # type: ignore[arg-type]


def test_an_article_is_written_in_the_format_of_the_suffix(tmp_path: Path) -> None:
    docpipe.write(article(paragraph("正文")), tmp_path / "sub" / "a.txt")
    assert (tmp_path / "sub" / "a.txt").read_text("utf-8") == "标题 [handout 0]\n正文\n"


def test_what_a_writer_noted_comes_back(tmp_path: Path) -> None:
    noted = docpipe.write(article(paragraph("正文")), tmp_path / "a.warn")
    assert [diagnostic.code for diagnostic in noted] == ["replaced-characters"]


def test_an_unknown_suffix_or_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="xyz"):
        docpipe.write(article(paragraph("正文")), tmp_path / "a.xyz")
    with pytest.raises(UnknownNameError, match="gongwem"):
        docpipe.write(article(paragraph("正文")), tmp_path / "a.txt", theme="gongwem")


def test_a_theme_may_be_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    handout = Path(docpipe.__file__).parent / "themes" / "handout.toml"
    own.write_text(handout.read_text("utf-8").replace('name = "handout"', 'name = "own"', 1), "utf-8")
    docpipe.write(article(paragraph("正文")), tmp_path / "a.txt", theme=str(own))
    assert "[own 0]" in (tmp_path / "a.txt").read_text("utf-8")
    own.write_text("name = 3", "utf-8")
    with pytest.raises(ThemeError):
        docpipe.write(article(paragraph("正文")), tmp_path / "a.txt", theme=str(own))


def test_an_article_without_text_can_still_be_written(tmp_path: Path) -> None:
    docpipe.write(article(), tmp_path / "a.txt", options=ConvertOptions(punctuation="keep"))
    assert (tmp_path / "a.txt").exists()
