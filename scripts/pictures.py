"""Makes docs/pictures/ anew: the pages that samples/ become, side by side on a desk. Wants pdftoppm."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import docpipe

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PICTURES = ROOT / "docs" / "pictures"

DOTS_PER_INCH = 72
"""An A4 page is then 595 dots wide, and its text can be read."""
FIRST_PAGES, OTHER_PAGES = 2, 1
"""Of the first sample, which heads the README, and of the others."""
COLOURS = 96
DESK, EDGE = "#e9e7e3", "#cfccc6"
MARGIN = 18


def _render_pages(pdf: Path, count: int) -> list[Image.Image]:
    """The first `count` pages of `pdf`."""
    stem = pdf.with_suffix("")
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-l", str(count), str(pdf), str(stem)]
    subprocess.run(command, check=True)  # noqa: S603 - the command is this script's own
    return [Image.open(path).convert("RGB") for path in sorted(pdf.parent.glob(f"{stem.name}-*.png"))]


def _lay_out(pages: list[Image.Image]) -> Image.Image:
    """`pages` in a row on a desk, with few colours, so that the file is small."""
    edged = [ImageOps.expand(page, 1, EDGE) for page in pages]
    width = sum(page.width + MARGIN for page in edged) + MARGIN
    desk = Image.new("RGB", (width, edged[0].height + 2 * MARGIN), DESK)
    left = MARGIN
    for page in edged:
        desk.paste(page, (left, MARGIN))
        left += page.width + MARGIN
    return desk.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> int:
    """Make a picture for every sample."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(sorted(SAMPLES.glob("*.txt"))):
            pdf = Path(folder) / f"{sample.stem}.pdf"
            docpipe.write(docpipe.read(sample), pdf)
            picture = PICTURES / f"{sample.stem}.png"
            pages = _render_pages(pdf, OTHER_PAGES if number else FIRST_PAGES)
            _lay_out(pages).save(picture, optimize=True)
            print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
