import shutil
from pathlib import Path

import pytest

import docpipe
from builders import article, bold, paragraph, section
from docpipe import BatchOptions, ConvertOptions, convert_many
from docpipe.batch.verify import verify
from docpipe.convert import render
from docpipe.diagnostics import Report
from docpipe.errors import WriteError
from docpipe.model import Article
from docpipe.registry import load_writer
from docpipe.writers.text import TextOptions
from registered import Registered

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FORMATS = ("txt", "md", "html", "docx", "json")
ARTICLE = article(
    section("一、“值班” & 纪律 <总则>", paragraph("正文", bold("加粗"), "㛃 A*b_c")), title="通知〔2024〕1号"
)


def written(original: Article, name: str, options: ConvertOptions) -> bytes:
    (rendering,) = render(original, [load_writer(name)], options, Report())
    assert isinstance(rendering.content, bytes)
    return rendering.content


@pytest.mark.parametrize("name", FORMATS)
def test_an_output_that_has_all_of_the_text_passes(name: str) -> None:
    options = ConvertOptions()
    verify(ARTICLE, load_writer(name), written(ARTICLE, name, options), options)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "source",
    [SAMPLES / "01-discipline-cases.txt", SAMPLES / "05-travel-essay.txt"],
    ids=lambda path: path.stem[:2],
)
def test_the_samples_pass(name: str, source: Path) -> None:
    original, options = docpipe.read(source), ConvertOptions()
    verify(original, load_writer(name), written(original, name, options), options)


@pytest.mark.parametrize("name", FORMATS)
def test_an_output_that_lacks_a_character_fails(name: str) -> None:
    options = ConvertOptions()
    shorter = article(
        section("一、“值班” & 纪律 <总则>", paragraph("正", bold("加粗"), "㛃 A*b_c")),
        title="通知〔2024〕1号",
    )
    with pytest.raises(WriteError, match="lacks “文"):
        verify(ARTICLE, load_writer(name), written(shorter, name, options), options)


def test_what_an_encoding_lacks_was_told_and_is_not_missed() -> None:
    options = ConvertOptions(formats=(TextOptions(encoding="gbk"),))
    verify(ARTICLE, load_writer("txt"), written(ARTICLE, "txt", options), options)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_a_pdf_is_read_back_by_pdftotext() -> None:
    options = ConvertOptions()
    content = written(ARTICLE, "pdf", options)
    verify(ARTICLE, load_writer("pdf"), content, options)
    with pytest.raises(WriteError, match="lacks"):
        verify(article(paragraph("另一篇")), load_writer("pdf"), content, options)


def test_a_format_that_nothing_reads_back_is_an_error_and_not_a_pass(
    registered: Registered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del registered
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("标题\n正文", "utf-8")
    (outcome,) = convert_many(["a.txt"], to="raw", batch=BatchOptions(verify=True))
    assert "cannot be verified" in str(outcome.error)
    assert not Path("handouts/a.raw").exists()
