"""Bytes to text: the mark first, then the declaration, then what the bytes can be."""

import codecs

import pytest

from docpipe.errors import BinarySourceError, EmptySourceError
from docpipe.readers.decode import decode, drop_unprintable

TEXT = "党员干部使用微信切莫“任性”"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
def test_unmarked_text_is_read_by_what_its_bytes_can_be(encoding: str) -> None:
    assert decode("a.txt", TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_wins_and_is_no_text(mark: bytes, encoding: str) -> None:
    raw = decode("a.txt", mark + TEXT.encode(encoding))
    assert (raw.text, raw.encoding) == (TEXT, encoding)


def test_a_declared_encoding_is_tried_before_gb18030() -> None:
    page = '<meta charset="big5"><p>說明</p>'
    assert decode("a.html", page.encode("big5")).text == page


def test_gb2312_means_gb18030() -> None:
    page = '<meta charset="gb2312"><p>镕喆堃</p>'
    raw = decode("a.html", page.encode("gb18030"))
    assert (raw.text, raw.encoding) == (page, "gb18030")


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    data = (TEXT * 10).encode()
    raw = decode("a.txt", data[:9] + b"\xff\xfe" + data[9:])
    assert raw.encoding == "utf-8"
    assert raw.replaced == 2
    assert raw.text is not None
    assert raw.text.replace("�", "") == TEXT * 10


@pytest.mark.parametrize("data", [b"", b"\r\n \t", "\ufeff \u3000\n".encode(), b"\x00\x00"])
def test_nothing_but_white_space_is_an_empty_source(data: bytes) -> None:
    with pytest.raises(EmptySourceError) as caught:
        decode("空.txt", data)
    assert caught.value.subject == "空.txt"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 4, "not a text"),
    ],
)
def test_bytes_that_are_no_text_are_named(data: bytes, what: str) -> None:
    with pytest.raises(BinarySourceError, match=what):
        decode("a.bin", data)


def test_an_unknown_declaration_is_ignored() -> None:
    page = '<meta charset="rot13"><p>说明</p>'
    assert decode("a.html", page.encode()).text == page


def test_unprintable_characters_are_dropped_and_counted() -> None:
    assert drop_unprintable("甲\x00乙\x0b\x1f丙\n") == ("甲乙丙\n", 3)
