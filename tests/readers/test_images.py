"""The figures of an article get their bytes, and every output shows them."""

import io
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from docpipe.convert import ConvertOptions, find_writers, read, read_article, render
from docpipe.diagnostics import Report
from docpipe.model import Article, Figure, descend
from docpipe.readers.images import ImageLimits, attach_images
from docpipe.readers.shelf import PartShelf
from docpipe.source import Source
from drawn import HEIC, draw

PNG = draw("PNG")
DATA = "data:image/png;base64," + b64encode(PNG).decode()


def figures(article: Article) -> list[Figure]:
    return [node for node in descend(article) if isinstance(node, Figure)]


def read_with(*addresses: str, **parts: bytes) -> Article:
    images = "".join(f'<p>文字。</p><img src="{address}" alt="图">' for address in addresses)
    shelf = PartShelf({name.replace("_", "."): content for name, content in parts.items()})
    return read_article("", f"标题\n\n作者\n\n<p>甲。</p>{images}".encode(), shelf=shelf)


def codes(article: Article) -> list[str]:
    return [diagnostic.code for diagnostic in article.diagnostics]


def test_an_image_in_the_page_is_in_the_article_and_its_address_is_short() -> None:
    (figure,) = figures(read_with(DATA))
    assert (figure.content, figure.media_type, figure.address) == (PNG, "image/png", "data:image/png")


def test_an_image_beside_the_page_is_in_the_article(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "001.heic").write_bytes(PNG)
    (tmp_path / "a.txt").write_text('标题\n\n<p>甲。</p><img src="images/001.heic">', encoding="utf-8")
    (figure,) = figures(read(tmp_path / "a.txt"))
    assert (figure.content, figure.media_type, figure.address) == (PNG, "image/png", "images/001.heic")


def test_an_image_in_a_table_a_list_and_a_quotation_is_filled_too() -> None:
    image = f'<img src="{DATA}">'
    body = f"<ul><li>甲{image}</li></ul><blockquote>乙{image}</blockquote><table><tr><td>丙{image}</td></tr></table>"
    article = read_article("", f"标题\n\n作者\n\n<p>甲。</p>{body}".encode())
    assert [figure.content for figure in figures(article)] == [PNG] * 3


def test_changes_are_told_once_for_each_kind() -> None:
    article = read_with("a.heic", "b.heic", a_heic=HEIC, b_heic=HEIC)
    noted = [found.values for found in article.diagnostics if found.code == "prepared-image"]
    assert [(values["count"], values["change_en"]) for values in noted] == [("2", "HEIF converted")]


def test_a_broken_image_is_a_frame_and_a_warning() -> None:
    article = read_with("a.png", a_png=b"broken")
    assert [figure.content for figure in figures(article)] == [None]
    assert "unusable-image" in codes(article)


def test_one_image_shown_twice_is_looked_for_once() -> None:
    class Counting:
        asked = 0

        def find(self, address: str) -> bytes | None:
            Counting.asked += 1
            return PNG if address == "a.png" else None

    blocks = (Figure(address="a.png"), Figure(address="a.png"), Figure(address="b.png"))
    filled = attach_images(Source(blocks=blocks), [Counting()], Report())
    assert [block.content for block in filled.blocks if isinstance(block, Figure)] == [PNG, PNG, None]
    assert Counting.asked == 2


def test_an_article_holds_so_many_bytes_of_images_and_no_more() -> None:
    report = Report()
    source = Source(blocks=(Figure(address="a"), Figure(address="b")), images={"a": PNG, "b": PNG})
    filled = attach_images(source, [], report, ImageLimits(total_bytes=len(PNG)))
    assert [block.content for block in filled.blocks if isinstance(block, Figure)] == [PNG, None]
    assert [found.code for found in report.diagnostics] == ["unusable-image"]


@pytest.mark.parametrize("content", [PNG, HEIC, draw("WEBP"), draw("GIF")])
def test_word_and_pdf_show_what_is_at_hand(content: bytes) -> None:
    article = read_with("a.png", a_png=content)
    report = Report()
    docx, pdf = render(article, find_writers("docx,pdf"), ConvertOptions(), report)
    assert isinstance(docx.content, bytes)
    assert isinstance(pdf.content, bytes)
    with zipfile.ZipFile(io.BytesIO(docx.content)) as package:
        assert [name for name in package.namelist() if name.startswith("word/media/")] != []
    assert b"/Subtype /Image" in pdf.content or b"/Subtype/Image" in pdf.content
    assert "missing-image" not in [found.code for found in report.diagnostics]


def test_an_image_that_is_not_at_hand_is_a_frame_with_its_address() -> None:
    report = Report()
    (text,) = render(read_with("https://example.test/1.jpg"), find_writers("txt"), ConvertOptions(), report)
    (page,) = render(read_with("https://example.test/1.jpg"), find_writers("html"), ConvertOptions(), report)
    assert isinstance(text.content, bytes)
    assert isinstance(page.content, bytes)
    assert "https://example.test/1.jpg" in page.content.decode()
    assert "missing-image" in [found.code for found in report.diagnostics]
