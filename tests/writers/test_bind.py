"""Many articles, one book."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from conformance import list_failures
from lxml import etree
from msgspec.structs import replace
from printed import Line, open_pdf, read_bookmarks, read_lines

import docpipe
from builders import article, case, marker, paragraph, section
from docpipe import cli
from docpipe.bind import BindOptions, write_book
from docpipe.book import order_articles, title_of
from docpipe.convert import ConvertOptions
from docpipe.diagnostics import Report
from docpipe.errors import NoArticleError, OptionError, SourceError
from docpipe.model import Article, Citation, Facts, Inline, Reference, Sanction, Text, Value
from docpipe.writers.docx import DOCX
from docpipe.writers.pdf import PDF, PdfOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "近年来，使用手机处理工作的情形越来越普遍，很多人将微信应用于日常工作。" * 18
RULES = "中国共产党纪律处分条例"


def cite(number: int | None, document: str | None = RULES) -> Inline:
    text = f"第{number}条" if number else f"《{document}》"
    return Citation((Text(text),), references=(Reference(document=document, article=number),))


def chapter(title: str, *citations: Inline, published: str | None = None, cases: int = 1) -> Article:
    """Two pages: a case on the first, the citations on the second."""
    facts = Facts(people=(Value(text="张某"),), sanctions=(Sanction(name="警告", text="警告"),))
    found = [case(f"{title}案{at}", paragraph(LONG), mark=marker("一、"), facts=facts) for at in range(cases)]
    made = article(section("案例", *found), paragraph(LONG), paragraph(*citations, "到此为止。"), title=title)
    return replace(made, meta=replace(made.meta, published=published))


TWO = (chapter("甲文", cite(88), cite(150)), chapter("乙文", cite(88), cite(None, "监察法"), cases=0))


DEFAULTS = BindOptions(title="汇编")


@cache
def bound(articles: tuple[Article, ...] = TWO, options: BindOptions = DEFAULTS) -> bytes:
    return write_book(articles, PDF, options, Report())


@cache
def bound_docx() -> bytes:
    return write_book(TWO, DOCX, DEFAULTS, Report())


def lines(articles: tuple[Article, ...] = TWO, options: BindOptions = DEFAULTS) -> list[Line]:
    return read_lines(bound(articles, options))


def page_of(printed: list[Line], text: str) -> int:
    return next(line.page for line in printed if line.text == text)


def entry(printed: list[Line], text: str) -> str:
    """The page numbers at the end of the entry that begins with `text`."""
    return next(line.text for line in printed if line.text.startswith(f"{text}·")).rpartition("·")[2]


# ── order ────────────────────────────────────────────────────────────────────────────────────


def test_articles_are_ordered_as_given_by_date_or_by_title() -> None:
    first, second, third = (
        chapter("丙", published="2021-02-01"), chapter("阿", published="2019-01-01"), chapter("不"),
    )  # fmt: skip
    given = (first, second, third)
    assert order_articles(given, "given") == given
    assert order_articles(given, "date") == (second, first, third)
    assert [title_of(each) for each in order_articles(given, "title")] == ["阿", "丙", "不"]


def test_an_article_without_a_title_is_called_by_how_it_begins() -> None:
    assert title_of(article(paragraph("今年中秋，"), title=None)) == "今年中秋，"
    assert (
        title_of(article(paragraph("一二三四五六七八九十" * 2), title=None))
        == "一二三四五六七八九十一二三四五六七八…"
    )
    assert title_of(article(title=None)) == "无标题"


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────


def test_each_part_begins_on_a_fresh_page() -> None:
    printed = lines()
    firsts = {line.page: line.text for line in reversed(printed)}
    starts = [page_of(printed, title) for title in ("汇编", "目录", "甲文", "乙文", "案例一览", "法规索引")]
    assert starts == sorted(set(starts))
    assert [firsts[page] for page in starts] == ["汇编", "目录", "甲文", "乙文", "案例一览", "法规索引"]


def test_contents_name_the_pages_on_which_articles_begin() -> None:
    printed = lines()
    for title in ("甲文", "乙文", "案例一览", "法规索引"):
        assert entry(printed, title) == str(page_of(printed, title))


def test_page_numbers_run_on_and_the_cover_has_none() -> None:
    printed = lines()
    numbers = [(line.page, line.text) for line in printed if line.text.startswith("第 ")]
    total = max(line.page for line in printed)
    assert numbers == [(page, f"第 {page} 页  共 {total} 页") for page in range(2, total + 1)]


def test_running_heads_are_the_titles_of_the_articles() -> None:
    printed = lines()
    begins = [page_of(printed, title) for title in ("甲文", "乙文", "案例一览")]
    for title, first, after in zip(("甲文", "乙文"), begins[:-1], begins[1:], strict=True):
        assert [line.page for line in printed if line.text == title and line.page < begins[-1]] == list(
            range(first, after)
        )


def test_the_index_names_every_page_on_which_a_provision_is_cited() -> None:
    printed = lines()
    cited = [page_of(printed, "第88条第150条到此为止。"), page_of(printed, "第88条《监察法》到此为止。")]
    assert entry(printed, "第八十八条") == "、".join(map(str, cited))
    assert entry(printed, "第一百五十条") == str(cited[0])
    assert entry(printed, "《监察法》") == str(cited[1])


def test_the_table_of_cases_names_people_outcome_and_page() -> None:
    printed = lines()
    table = page_of(printed, "案例一览")
    row = "".join(line.text for line in printed if line.page == table)
    assert f"1一、甲文案0张某警告{page_of(printed, '一、甲文案0')}" in row


def test_bookmarks_are_those_of_the_articles_below_their_titles() -> None:
    assert [title for level, title in read_bookmarks(bound()) if level == 0] == [
        "目录", "甲文", "乙文", "案例一览", "法规索引",
    ]  # fmt: skip


def test_parts_that_would_be_empty_or_are_not_wanted_are_left_out() -> None:
    printed = lines((article(paragraph("文"), title="丙文"),), BindOptions(cover=False, contents=False))
    assert [line.text for line in printed] == ["丙文", "文", "第 1 页  共 1 页"]


def test_a_book_keeps_the_standards_that_it_claims() -> None:
    options = BindOptions(converting=ConvertOptions(formats=(PdfOptions(variant="pdf/ua-1+a-2a"),)))
    assert list_failures(bound(TWO, options), "pdf/ua-1+a-2a") == []


def test_the_same_articles_give_the_same_book() -> None:
    assert write_book(TWO, PDF, DEFAULTS, Report()) == bound()


def test_a_book_is_titled() -> None:
    with open_pdf(bound()) as document:
        assert str(document.docinfo["/Title"]) == "汇编"


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────


def document_of(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def test_contents_of_a_docx_have_the_pages_of_the_pdf_in_fields() -> None:
    printed = lines()
    fields = {
        str(field.get(f"{W}instr")).split()[1]: "".join(map(str, field.itertext()))
        for field in document_of(bound_docx()).iter(f"{W}fldSimple")
    }
    names = ("article1", "article2", "cases", "index")
    titles = ("甲文", "乙文", "案例一览", "法规索引")
    assert fields == {name: str(page_of(printed, title)) for name, title in zip(names, titles, strict=True)}


def test_what_contents_of_a_docx_refer_to_is_there() -> None:
    root = document_of(bound_docx())
    names = {str(mark.get(f"{W}name")) for mark in root.iter(f"{W}bookmarkStart")}
    assert {"article1", "article2", "cases", "index"} <= names


def test_every_part_of_a_docx_has_a_running_head_of_its_own_but_the_cover() -> None:
    docx = bound_docx()
    sections = list(document_of(docx).iter(f"{W}sectPr"))
    assert [len(section.findall(f"{W}headerReference")) for section in sections] == [0, 1, 1, 1, 1, 1]
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        heads = [name for name in package.namelist() if "/header" in name]
        texts = sorted("".join(map(str, document_of(docx, name).itertext())) for name in heads)
    assert texts == sorted(["目录", "甲文", "乙文", "案例一览", "法规索引"])


def test_the_same_articles_give_the_same_docx() -> None:
    assert write_book(TWO, DOCX, DEFAULTS, Report()) == bound_docx()


# ── the function and the command ─────────────────────────────────────────────────────────────


def write_source(path: Path, title: str) -> Path:
    path.write_text(f"{title}\n\n作者\n\n<p>上午开会。</p>", "utf-8")
    return path


def run(*arguments: str) -> int:
    return cli.run(["bind", *arguments], {"LANG": "en_US.UTF-8"})


def test_the_function_binds_sources(tmp_path: Path) -> None:
    sources = [write_source(tmp_path / f"{title}.txt", title) for title in ("甲", "乙")]
    docpipe.bind(sources, tmp_path / "book.pdf", options=BindOptions(title="书"))
    printed = read_lines((tmp_path / "book.pdf").read_bytes())
    assert [line.text for line in printed if line.text in ("书", "甲", "乙")] == ["书", "甲", "乙"]


def test_a_source_without_an_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        docpipe.bind([b""], tmp_path / "book.pdf")
    assert not (tmp_path / "book.pdf").exists()


def test_no_articles_make_no_book(tmp_path: Path) -> None:
    with pytest.raises(NoArticleError):
        docpipe.bind([], tmp_path / "book.pdf")


def test_a_book_is_pdf_or_docx(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"\.docx, \.pdf"):
        docpipe.bind([b"x"], tmp_path / "book.txt")


def test_the_command_binds_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for title in ("甲", "乙"):
        write_source(folder / f"{title}.txt", title)
    assert run(str(folder), "-o", str(tmp_path / "book.docx"), "--title", "书") == 0
    assert capsys.readouterr().out == f"2 articles → {tmp_path / 'book.docx'}\n"


def test_a_source_that_cannot_be_read_is_told_and_the_others_are_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_source(tmp_path / "a.txt", "甲")
    assert run(str(source), str(tmp_path / "none.txt"), "-o", str(tmp_path / "book.docx")) == 1
    told = capsys.readouterr()
    assert "none.txt" in told.err
    assert told.out.startswith("1 articles")


def test_a_source_is_never_replaced_by_the_book(tmp_path: Path) -> None:
    source = write_source(tmp_path / "a.txt", "甲")
    book = source.rename(tmp_path / "a.pdf")
    before = book.read_bytes()
    assert run(str(book), "-o", str(book)) == 2
    assert book.read_bytes() == before
