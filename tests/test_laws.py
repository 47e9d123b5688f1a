"""The laws: nothing of the author's text is lost, and the same input gives the same bytes."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from understand import understand

import docpipe
from docpipe.diagnostics import Report
from docpipe.model import Article
from docpipe.registry import load_theme, load_transform, load_writer
from docpipe.walk import article_text
from exports import BODIES, FILES, REFERENCE, read_export, seen, squeeze

ALL = [*FILES, REFERENCE] if REFERENCE.exists() else FILES
PRINTED = ("docx", "txt", "html", "md", "pdf")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def everything(article: Article) -> str:
    """Title, author, text and keywords of an article, in the order of the export."""
    meta = article.meta
    return squeeze((meta.title or "") + (meta.author or "") + article_text(article) + "".join(meta.keywords))


def write(article: Article, name: str) -> bytes:
    writer = load_writer(name)
    return writer.write(article, load_theme("handout"), writer.options_type(), Report())


def texts(parts: bytes) -> str:
    """The text of the body of a DOCX, in order."""
    with zipfile.ZipFile(io.BytesIO(parts)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return squeeze("".join(node.text or "" for node in root.iter(f"{_WORD}t")))


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference article lies in ../shared, which is not here"
)
def test_the_reference_article_is_among_the_exports() -> None:
    assert REFERENCE in ALL


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_an_article_has_every_visible_character_of_its_export(path: Path) -> None:
    article = docpipe.read(path)
    export = read_export(path)
    wrapped = f"【{article.meta.title}】"
    if export.lstrip().startswith(wrapped):
        export = export.replace(wrapped, article.meta.title or "", 1)
    dropped = [diagnostic.text for diagnostic in article.diagnostics if diagnostic.code == "repeated-title"]
    expected = seen(export)
    for text in dropped:
        expected = expected.replace(squeeze(text) * 1, "", 1) if squeeze(text) else expected
    assert everything(article) == expected or (dropped and sorted(everything(article)) == sorted(expected))


@given(body=BODIES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_generated_export_loses_nothing(body: str) -> None:
    article = understand(body)
    assert everything(article) == "标题作者" + seen(body)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", ["docx", "txt"])
def test_an_output_has_every_character_of_title_and_text_in_order(path: Path, name: str) -> None:
    article = docpipe.read(path)
    written = write(article, name)
    text = texts(written) if name == "docx" else squeeze(written.decode())
    assert is_subsequence(squeeze((article.meta.title or "") + article_text(article)), text)


@pytest.mark.parametrize("name", PRINTED)
def test_the_same_article_gives_the_same_bytes(name: str) -> None:
    article = load_transform("punctuation").apply(docpipe.read(FILES[0]), Report())
    assert write(article, name) == write(article, name)


@given(body=BODIES)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_understanding_is_the_same_twice(body: str) -> None:
    one, other = understand(body), understand(body)
    assert (one, one.diagnostics) == (other, other.diagnostics)


@given(body=BODIES)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_restoring_punctuation_changes_no_letter_and_no_digit(body: str) -> None:
    article = understand(body)
    restored = load_transform("punctuation").apply(article, Report())
    letters = ["".join(filter(str.isalnum, everything(each))) for each in (article, restored)]
    assert letters[0] == letters[1]


def test_hostile_text_is_understood_in_linear_time() -> None:
    for text in (
        "一" * 100_000,
        "（" * 50_000,
        "第" * 100_000,
        "某" * 100_000,
        "处分" * 50_000,
        "《" * 50_000,
    ):
        understand(f"<p>{text}</p>")
    understand("".join(f"<p>{number}. 不得迟到。</p>" for number in range(20_000)))
