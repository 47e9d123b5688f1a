"""The file around the objects of a PDF."""

import re

import pydyf
from printed import open_pdf

from docpipe.writers.pack import pack_pdf


def build(stream: bytes, **extra: object) -> pydyf.PDF:
    pdf = pydyf.PDF()
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": "[0 0 9 9]",
                "Resources": pydyf.Dictionary(),
            }
        )
    )
    pdf.add_object(pydyf.Stream([stream], extra, compress=True))
    return pdf


def ends_of_streams(file: bytes) -> list[bytes]:
    return [file[found.start() - 1 : found.start()] for found in re.finditer(rb"\nendstream", file)]


def test_no_stream_ends_in_a_carriage_return() -> None:
    """It would look one byte shorter than it says (ISO 19005-2, 6.1.7.1); the last byte is a sum of all."""
    for count in range(256):
        pdf = build(bytes([count]))
        for _ in range(count):
            pdf.add_object(pydyf.Dictionary())
        file = pack_pdf(pdf, b"0123456789abcdef")
        assert b"\r" not in ends_of_streams(file)
        with open_pdf(file) as document:
            assert document.check_pdf_syntax() == []


def test_a_font_says_how_long_it_is() -> None:
    for count in range(64):
        with open_pdf(pack_pdf(build(bytes([count]), Length1=1), b"")) as document:
            font = next(found for found in document.objects if "/Length1" in found)
            assert font.Length1 == len(font.read_bytes())


def test_the_identifier_stands_twice_in_the_file() -> None:
    assert pack_pdf(build(b""), b"\x01\xff").count(b"<01ff> <01ff>") == 1
