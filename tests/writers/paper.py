"""What is black on a page: the page as a picture, made by pdftoppm, and the rows of ink in it."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from PIL import Image

_DOTS_PER_MM = 8
_BLACK = 128


class Row(NamedTuple):
    """A band of the page that holds ink, in mm from the top; `left` and `right` of it in mm from the left."""

    top: float
    bottom: float
    left: float
    right: float


class Ink:
    """The ink on one page."""

    def __init__(self, picture: Image.Image) -> None:
        self._black = picture.convert("L").point(lambda value: 255 if value < _BLACK else 0)
        self.rows = [self._row(top, bottom) for top, bottom in _bands(self._profile(self._black))]

    def middle_of_first_mark_below(self, edge: float) -> float:
        """Of the leftmost mark below `edge` its vertical middle, in mm from the top."""
        top = round(edge * _DOTS_PER_MM)
        strip = self._black.crop((0, top, self._black.width, self._black.height))
        columns = strip.transpose(Image.Transpose.TRANSPOSE)
        left, right = _bands(self._profile(columns))[0]
        box = strip.crop((left, 0, right, strip.height)).getbbox()
        assert box is not None
        return (top + (box[1] + box[3]) / 2) / _DOTS_PER_MM

    def _row(self, top: int, bottom: int) -> Row:
        box = self._black.crop((0, top, self._black.width, bottom)).getbbox()
        assert box is not None
        return Row(*(dots / _DOTS_PER_MM for dots in (top, bottom, box[0], box[2])))

    @staticmethod
    def _profile(picture: Image.Image) -> list[bool]:
        """For each row of dots whether it holds any ink."""
        data, width = picture.tobytes(), picture.width
        return [any(data[at * width : (at + 1) * width]) for at in range(picture.height)]


def _bands(profile: list[bool]) -> list[tuple[int, int]]:
    """Where runs of True begin and end."""
    edges = [at for at in range(len(profile) + 1) if _value(profile, at - 1) != _value(profile, at)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _value(profile: list[bool], at: int) -> bool:
    return 0 <= at < len(profile) and profile[at]


def find_ink(pdf: bytes, page: int, folder: Path) -> Ink:
    """The ink on `page`, from 1, of `pdf`; the picture is made in `folder`."""
    source = folder / "page.pdf"
    source.write_bytes(pdf)
    resolution = str(_DOTS_PER_MM * 25.4)
    command = ["pdftoppm", "-png", "-r", resolution, "-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([*command, str(source), str(folder / "page")], check=True)
    with Image.open(folder / "page.png") as picture:
        return Ink(picture)
