"""What the attributes of an image say: its address, or the character that it stands for."""

import pytest

import docpipe
from docpipe.readers.image_tags import emoticon_text, image_address
from docpipe.walk import article_text

POINT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"src": POINT, "data-src": "https://e.test/1.jpg"}, "https://e.test/1.jpg"),
        ({"src": POINT, "data-original": "https://e.test/1.jpg"}, "https://e.test/1.jpg"),
        ({"src": POINT, "show-img": "https://e.test/1.jpg"}, "https://e.test/1.jpg"),
        ({"src": "page_files/640.webp", "data-src": "https://e.test/1.jpg"}, "page_files/640.webp"),
        (
            {"src": "https://e.test/1.jpg?imageView2/2/w/750|watermark/2/text/x"},
            "https://e.test/1.jpg",
        ),
        (
            {"src": POINT, "srcset": "https://e.test/1.jpg 1x, https://e.test/2.jpg 2x"},
            "https://e.test/1.jpg",
        ),
        ({"srcset": "https://e.test/1,2.jpg, https://e.test/2.jpg 2x"}, "https://e.test/1,2.jpg"),
        ({"src": "https://e.test/0.jpg", "srcset": "https://e.test/1.jpg 1x"}, "https://e.test/0.jpg"),
        ({"src": POINT}, POINT),
        ({}, ""),
    ],
)
def test_the_image_stands_before_its_placeholder(attributes: dict[str, str], expected: str) -> None:
    assert image_address(attributes) == expected


@pytest.mark.parametrize(
    ("address", "attributes", "expected"),
    [
        ("https://e.test/twemoji/72x72/1f600.png", {}, "😀"),
        ("page_files/1f1e8-1f1f3.svg", {"class": "emoji"}, "🇨🇳"),
        ("https://e.test/we-emoji/Cold.png", {"data-w": "20"}, "[Cold]"),
        ("https://e.test/we-emoji/Cold.png", {"alt": "[发抖]"}, "[发抖]"),
        ("https://e.test/emoji/1234.png", {}, "[1234]"),
        ("https://e.test/emoji/d83d.png", {}, "[d83d]"),
        ("https://e.test/emoji/poster.png", {"width": "600"}, ""),
        ("https://e.test/1f600.png", {}, ""),
    ],
)
def test_an_emoticon_is_the_character_that_it_shows(
    address: str, attributes: dict[str, str], expected: str
) -> None:
    assert emoticon_text(address, attributes) == expected


def test_an_emoticon_of_any_page_is_a_character_of_its_line() -> None:
    line = '清廉从我做起<img class="emoji" src="https://e.test/1f44d.png">,人人有责。'
    article = docpipe.read(f"<html><body><article><h1>题</h1><p>{line}</p></article></body></html>".encode())
    assert "清廉从我做起👍,人人有责。" in article_text(article)
