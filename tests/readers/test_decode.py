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


LONG = "某县纪委通报：2023年5月，张某因违规收受礼品，受到党内警告处分；退缴违纪所得３０００元。\n"
TRADITIONAL = "某縣紀委通報：2023年5月，張某因違規收受禮品，受到黨內警告處分；「退繳」違紀所得～三千元。\n"
ENCODINGS = ["utf-8", "gb2312", "gbk", "gb18030", "hz", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [LONG * 20, LONG, LONG[:16], f'<p class="ql-block">{LONG}</p>' * 9])
def test_every_encoding_of_chinese_is_told_by_its_bytes(encoding: str, text: str) -> None:
    assert decode("a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [TRADITIONAL * 20, TRADITIONAL, TRADITIONAL[:16]])
def test_traditional_chinese_is_told_from_simplified(text: str) -> None:
    raw = decode("a.txt", text.encode("cp950"))
    assert (raw.text, raw.encoding, raw.guessed) == (text, "big5", True)


def test_what_bytes_alone_tell_is_a_guess_and_what_the_page_says_is_none() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=GB2312"><p>通报</p>'
    assert not decode("a.html", page.encode("gb18030")).guessed
    assert not decode("a.txt", LONG.encode()).guessed
    assert decode("a.txt", LONG.encode("gb18030")).guessed


def test_a_page_saved_again_in_utf_8_is_utf_8_whatever_it_declares() -> None:
    page = '<meta charset="gbk"><p>党员干部</p>'
    assert decode("a.html", page.encode()).text == page


def test_an_xml_declaration_counts_too() -> None:
    page = '<?xml version="1.0" encoding="Big5"?><p>說明</p>'
    assert decode("a.html", page.encode("big5")).text == page


def test_damage_is_counted_in_the_encoding_that_the_page_declares() -> None:
    data = ('<meta charset="gb2312">' + LONG * 9).encode("gb18030") + b"\xff"
    raw = decode("a.html", data)
    assert (raw.encoding, raw.replaced) == ("gb18030", 1)


def test_a_replacement_character_of_the_author_s_is_no_damage() -> None:
    assert decode("a.txt", "乱码�是这样的".encode()).replaced == 0


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


def test_the_slashes_of_big5_stay_apart() -> None:
    text = b"\xa4\xa4\xa4\xe5\xa1\xfe\xa2\x41\xa2\x40\xa2\x42"
    assert decode("a", b'<meta charset="big5">' + text).text == '<meta charset="big5">中文／∕＼﹨'
