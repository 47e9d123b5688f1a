"""Pages as tools save them: MHTML, SingleFile, a folder of images beside the page, prettified markup."""

from base64 import b64encode
from pathlib import Path
from quopri import encodestring

import pytest
from bs4 import BeautifulSoup
from wechat_pages import data_script, page

import docpipe
from docpipe.convert import choose_and_read
from docpipe.errors import NoArticleError
from docpipe.model import Article, Figure, descend
from docpipe.walk import article_text
from drawn import draw

IMAGE = "https://mmbiz.qpic.cn/mmbiz_png/abc/640?wx_fmt=png&from=appmsg"
CONTENT = (
    "<p>前一段文字，说明来历。</p>"
    f'<section nodeleaf=""><img class="rich_pages wxw-img" data-src="{IMAGE}" data-w="1080"></section>'
    "<p>后一段文字，说明去向。</p>"
)
LINES = "前一段文字，说明来历。后一段文字，说明去向。"


def figures(article: Article) -> list[Figure]:
    return [node for node in descend(article) if isinstance(node, Figure)]


def text(article: Article) -> str:
    return "".join(article_text(article).split())


def archive(
    html: bytes, *parts: bytes, headers: str = "Content-Type: text/html\r\n", coding: str = "quoted-printable"
) -> bytes:
    """An MHTML file as browsers write them."""
    body = encodestring(html) if coding == "quoted-printable" else b64encode(html)
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mp.weixin.qq.com/s/abc\r\nSubject: =?utf-8?Q?=E6=B8=85?=\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary"\r\n\r\n\r\n'
        f"------Boundary\r\n{headers}Content-Transfer-Encoding: {coding}\r\nContent-Location: https://mp.weixin.qq.com/s/abc\r\n\r\n"
    )
    return b"\r\n------Boundary\r\n".join((head.encode() + body, *parts)) + b"\r\n------Boundary--\r\n"


def part(location: str, content: bytes, kind: str = "image/png") -> bytes:
    return (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {location}\r\n\r\n"
    ).encode() + b64encode(content)


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    "location", [IMAGE, f"{IMAGE}&tp=webp&wxfrom=5&wx_lazy=1#imgIndex=0"], ids=["as asked for", "as shown"]
)
def test_a_web_archive_is_its_page_with_its_images(coding: str, location: str) -> None:
    data = archive(
        page(CONTENT).encode(), part(location, draw("PNG"), "image/cn/mmbiz_png/abc"), coding=coding
    )
    choice, article = choose_and_read("saved.mhtml", data)
    assert choice.reader.name == "wechat"
    assert LINES in text(article)
    assert [figure.media_type for figure in figures(article)] == ["image/png"]
    assert article.meta.source.address == "https://mp.weixin.qq.com/s/abc"


def test_the_header_of_a_page_in_an_archive_outranks_what_the_page_says() -> None:
    html = page(CONTENT).encode("gbk")
    data = archive(html, headers='Content-Type: text/html; charset="gbk"\r\n')
    assert LINES in text(docpipe.read(data))


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(NoArticleError, match="holds no page"):
        docpipe.read(archive(b"x", headers="Content-Type: text/css\r\n"))


def test_images_in_a_page_are_taken_before_their_addresses_on_the_web() -> None:
    address = "data:image/png;base64," + b64encode(draw("PNG", (640, 320))).decode()
    assert len(address) > 150
    markup = page(CONTENT.replace("<img ", f'<img src="{address}" '))
    assert [figure.media_type for figure in figures(docpipe.read(markup.encode()))] == ["image/png"]


def test_images_that_singlefile_put_into_a_stylesheet_are_found() -> None:
    address = "data:image/png;base64," + b64encode(draw("PNG")).decode()
    style = f'<style>:root{{--sf-img-1:url("{address}");--sf-img-2: url("{address}")}}</style>'
    shown = '<img src="data:image/svg+xml,&lt;svg/&gt;" style="background-image:var(--sf-img-2)!important" '
    article = docpipe.read(page(CONTENT.replace("<img ", shown), head=style).encode())
    assert [figure.media_type for figure in figures(article)] == ["image/png"]


def test_what_singlefile_marked_as_unseen_is_left_out() -> None:
    article = docpipe.read(page(CONTENT + '<p class="sf-hidden">看不见的</p>').encode())
    assert text(article).endswith(LINES)
    assert "hidden-text" in [found.code for found in article.diagnostics]


def test_images_of_many_megabytes_cost_no_more_than_reading_them() -> None:
    address = "data:image/png;base64," + "A" * 2_000_000
    markup = page(CONTENT.replace("<img ", f'<img src="{address}" ') * 3)
    assert text(docpipe.read(markup.encode())).count(LINES) == 3


@pytest.mark.parametrize("folder", ["清廉一课_files", "清廉一课.files"])
@pytest.mark.parametrize("prefix", ["./", ""])
def test_a_page_takes_its_images_from_the_folder_that_was_saved_with_it(
    tmp_path: Path, folder: str, prefix: str
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "640").write_bytes(draw("PNG"))
    source = tmp_path / "清廉一课.html"
    source.write_text(page(CONTENT.replace("<img ", f'<img src="{prefix}{folder}/640" ')), "utf-8")
    assert [figure.media_type for figure in figures(docpipe.read(source))] == ["image/png"]


RICH = (
    "<p>本杂志<strong>开源</strong><sup>[1]</sup>，欢迎<a href='https://example.org/'>投稿</a>。</p>"
    '<section><span leaf="">一、</span><span leaf="" style="color:red">整治经过</span></section>'
    "<ul><li><section>甲组3人</section></li><li><p>乙组<em>5</em>人</p></li></ul>"
    "<p>用 Python 3 写成，<b>每天</b>运行，名为<i>Big</i> <i>Sister</i>。</p>"
)


def test_markup_that_a_tool_indented_reads_as_it_did() -> None:
    markup = page(RICH, scripts=data_script(nick_name="江城"))
    pretty = BeautifulSoup(markup, "html.parser").prettify()
    assert article_text(docpipe.read(markup.encode())) == article_text(docpipe.read(pretty.encode()))
