"""An image becomes a PNG or JPEG, upright and of a bearable size, whatever its name says."""

import io
import struct
import zlib

import pytest
from PIL import Image

from docpipe.readers.pictures import PictureLimits, UnusableImageError, prepare_picture
from drawn import BLUE, HEIC, RED, draw

Colour = tuple[int, int, int]


def corners(content: bytes) -> tuple[Colour, Colour]:
    """The colours of the first and the last pixel, rounded, for JPEG is not exact."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    first, last = image.getpixel((1, 1)), image.getpixel((image.width - 2, image.height - 2))
    return _rounded(first), _rounded(last)


def _rounded(pixel: object) -> Colour:
    assert isinstance(pixel, tuple)
    red, green, blue = (round(value / 40) * 40 for value in pixel)
    return red, green, blue


LEFT_RIGHT = (_rounded(RED), _rounded(BLUE))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_word_and_pdf_take_stays_as_it_is(kind: str) -> None:
    content = draw(kind)
    picture = prepare_picture(content)
    assert (picture.content, picture.media_type, picture.change) == (content, f"image/{kind.lower()}", None)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (HEIC, "image/jpeg"),
        (draw("WEBP"), "image/jpeg"),
        (draw("WEBP", mode="RGBA"), "image/png"),
        (draw("AVIF"), "image/jpeg"),
        (draw("GIF"), "image/png"),
        (draw("BMP"), "image/png"),
        (draw("TIFF"), "image/png"),
    ],
)
def test_other_formats_are_turned_into_these(content: bytes, media_type: str) -> None:
    picture = prepare_picture(content)
    assert (picture.media_type, picture.width, picture.height) == (media_type, 64, 32)
    assert corners(picture.content) == LEFT_RIGHT
    assert picture.change is not None


def test_a_photograph_taken_sideways_is_turned_upright() -> None:
    picture = prepare_picture(draw("JPEG", orientation=6))
    assert (picture.width, picture.height) == (32, 64)
    assert corners(picture.content) == LEFT_RIGHT  # red above, blue below
    assert Image.open(io.BytesIO(picture.content)).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "P"), ("PNG", "1"), ("PNG", "RGBA")])
def test_a_large_image_is_scaled_to_what_print_shows(kind: str, mode: str) -> None:
    picture = prepare_picture(draw(kind, (300, 150), mode), PictureLimits(width=100))
    assert (picture.width, picture.height, picture.media_type) == (100, 50, f"image/{kind.lower()}")


def test_a_tall_screenshot_keeps_its_width() -> None:
    picture = prepare_picture(draw("PNG", (90, 700)), PictureLimits(width=100, height=800))
    assert (picture.width, picture.height, picture.change) == (90, 700, None)


def bomb(side: int) -> bytes:
    """A PNG that says it has `side` × `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [11_000, 60_000])
def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(UnusableImageError, match="too many pixels"):
        prepare_picture(bomb(side))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"no image",
        draw("PNG")[:60],
        draw("JPEG")[:200],
        HEIC[:300],
        draw("WEBP")[:40],
        b"\x00" * 99,
    ],
)
def test_a_broken_image_is_told_from_a_whole_one(content: bytes) -> None:
    with pytest.raises(UnusableImageError, match="broken or no image"):
        prepare_picture(content)


def test_a_drawing_is_said_to_be_one() -> None:
    with pytest.raises(UnusableImageError, match="SVG"):
        prepare_picture(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
