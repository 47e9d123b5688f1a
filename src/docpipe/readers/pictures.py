"""The bytes of an image → a PNG or JPEG that Word and PDF take: upright, of a bearable size, whole.

The format is told by the bytes, for names and declared types lie. Nothing is decoded before its
header says how many pixels there are.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import msgspec
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from docpipe.errors import Message

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "HEIF", "AVIF", "MPO")
# Modes that a JPEG holds and every program shows; the rest become RGB.
_PLAIN_MODES = frozenset({"L", "RGB"})
_ORIENTATION = 0x0112
_JPEG_QUALITY = 90

BROKEN = Message("损坏或不是图片", "is broken or no image")
TOO_LARGE = Message("像素过多", "has too many pixels")
DRAWING = Message("是 SVG 矢量图，暂不支持", "is an SVG drawing, which is not supported")


class PictureLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What is bearable: `pixels` in all before an image is decoded, and the sides that print can show.

    A page is 17 cm wide between its margins, which is 2,000 pixels at 300 dpi. `height` is more, for
    a screenshot of a whole page is tall, and unreadable when shrunk to its height.
    """

    pixels: int = 100_000_000
    width: int = 2000
    height: int = 8000


DEFAULT_LIMITS = PictureLimits()


class Picture(NamedTuple):
    """An image ready for print: its bytes, their media type, its size in pixels, and what was changed."""

    content: bytes
    media_type: str
    width: int
    height: int
    change: Message | None = None


class UnusableImageError(ValueError):
    """An image that cannot be used; never leaves the readers."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def prepare_picture(content: bytes, limits: PictureLimits = DEFAULT_LIMITS) -> Picture:
    """The image in `content`, as it is where Word and PDF take it so, else turned into a PNG or JPEG.

    Raises UnusableImageError.
    """
    _register_heif()
    if b"<svg" in content[:1000].lower():
        raise UnusableImageError(DRAWING)
    with _strictly(), warnings.catch_warnings():
        # Pillow warns of damaged metadata, which is no concern of ours.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=_known_formats()) as image:
                return _prepare(image, content, limits)
        except (DecompressionBombError, DecompressionBombWarning) as error:
            raise UnusableImageError(TOO_LARGE) from error
        except UnusableImageError:
            raise
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            raise UnusableImageError(BROKEN) from error
        except Exception as error:
            # Decoders of broken files raise whatever comes to them: struct.error, IndexError, TypeError.
            raise UnusableImageError(BROKEN) from error


@contextmanager
def _strictly() -> Iterator[None]:
    # WeasyPrint lets Pillow take files that were cut off, once it is loaded and for the whole process.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _prepare(image: Image.Image, content: bytes, limits: PictureLimits) -> Picture:
    width, height = image.size
    if width * height > limits.pixels or not width or not height:
        raise UnusableImageError(TOO_LARGE)
    kind = image.format or ""
    shrunk = width > limits.width or height > limits.height
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    fits = kind in _TYPES and not getattr(image, "is_animated", False)
    if fits and not shrunk and not turned:
        # Decoded small, and all the same: a file that was cut off must not reach an output.
        if kind == "JPEG":
            image.draft("L", (max(width // 8, 1), max(height // 8, 1)))
        image.load()
        return Picture(content, _TYPES[kind], width, height)
    return _redraw(
        image,
        kind,
        limits,
        Message("", "") if kind in _TYPES else Message(f"{kind} 转换", f"{kind} converted"),
    )


def _redraw(image: Image.Image, kind: str, limits: PictureLimits, change: Message) -> Picture:
    scale = min(limits.width / image.width, limits.height / image.height, 1)
    if kind in ("JPEG", "MPO") and scale < 1:
        image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
    upright = ImageOps.exif_transpose(image)
    scale = min(limits.width / upright.width, limits.height / upright.height, 1)
    if scale < 1:
        size = max(round(upright.width * scale), 1), max(round(upright.height * scale), 1)
        upright = upright.convert(_deep_mode(upright)).resize(size, Image.Resampling.LANCZOS)
        change = Message("缩小", "scaled down")
    elif not change.en:
        change = Message("转正", "turned upright")
    photograph = kind in ("JPEG", "MPO", "HEIF", "AVIF") or (kind == "WEBP" and not _has_alpha(upright))
    out = io.BytesIO()
    if photograph and not _has_alpha(upright):
        plain = upright if upright.mode in _PLAIN_MODES else upright.convert("RGB")
        plain.save(out, "JPEG", quality=_JPEG_QUALITY, icc_profile=image.info.get("icc_profile"))
        return Picture(out.getvalue(), "image/jpeg", plain.width, plain.height, change)
    upright.convert(_deep_mode(upright)).save(out, "PNG", icc_profile=image.info.get("icc_profile"))
    return Picture(out.getvalue(), "image/png", upright.width, upright.height, change)


def _has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _deep_mode(image: Image.Image) -> str:
    """A mode that holds all of `image` and can be resampled."""
    if _has_alpha(image):
        return "RGBA"
    return "L" if image.mode in ("1", "L") else "RGB"


def _known_formats() -> tuple[str, ...]:
    return tuple(name for name in _FORMATS if name in Image.OPEN)


@cache
def _register_heif() -> None:
    Image.init()
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - a codec, for sources with images only

    register_heif_opener()
