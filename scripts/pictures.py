"""Makes docs/pictures/ anew: the pages that samples/ become, side by side on a desk. Wants pdftoppm.

A picture of every sample for the README, one of all samples for each theme, and one of what a handout
can be given besides the article: these make the gallery in samples/README.md.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import docpipe
from docpipe.registry import theme_names
from docpipe.writers.pdf import PdfOptions

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PICTURES = ROOT / "docs" / "pictures"

DOTS_PER_INCH = 72
"""An A4 page is then 595 dots wide, and its text can be read."""
FIRST_PAGES, OTHER_PAGES = 2, 1
"""Of the first sample, which heads the README, and of the others."""
SMALL = 42
"""Dots per inch in the gallery: the look of a page, not its words."""
COLOURS, FEW_COLOURS = 96, 40
DESK, EDGE = "#e9e7e3", "#cfccc6"
MARGIN = 18


def _render_pages(pdf: Path, count: int, dots: int = DOTS_PER_INCH) -> list[Image.Image]:
    """The first `count` pages of `pdf`."""
    stem = pdf.with_suffix("")
    command = ["pdftoppm", "-png", "-r", str(dots), "-l", str(count), str(pdf), str(stem)]
    subprocess.run(command, check=True)  # noqa: S603 - the command is this script's own
    return [Image.open(path).convert("RGB") for path in sorted(pdf.parent.glob(f"{stem.name}-*.png"))]


def _lay_out(pages: list[Image.Image], colours: int = COLOURS) -> Image.Image:
    """`pages` in a row on a desk, with few colours, so that the file is small."""
    edged = [ImageOps.expand(page, 1, EDGE) for page in pages]
    width = sum(page.width + MARGIN for page in edged) + MARGIN
    height = max(page.height for page in edged)
    desk = Image.new("RGB", (width, height + 2 * MARGIN), DESK)
    left = MARGIN
    for page in edged:
        desk.paste(page, (left, MARGIN + (height - page.height) // 2))
        left += page.width + MARGIN
    return desk.quantize(colours, dither=Image.Dither.NONE)


def _save(picture: Image.Image, name: str) -> None:
    path = PICTURES / name
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


def _set(sample: Path, folder: Path, name: str, options: docpipe.ConvertOptions) -> Path:
    """The PDF of `sample`, in `folder` under `name`."""
    pdf = folder / f"{name}.pdf"
    docpipe.write(docpipe.read(sample), pdf, options=options)
    return pdf


def _make_samples(samples: list[Path], folder: Path) -> None:
    for number, sample in enumerate(samples):
        pdf = _set(sample, folder, sample.stem, docpipe.ConvertOptions())
        _save(_lay_out(_render_pages(pdf, OTHER_PAGES if number else FIRST_PAGES)), f"{sample.stem}.png")


def _make_themes(samples: list[Path], folder: Path) -> None:
    for theme in theme_names():
        pages = []
        for sample in samples:
            options = docpipe.ConvertOptions(theme=theme)
            pages += _render_pages(_set(sample, folder, f"{theme}-{sample.stem}", options), 1, SMALL)
        _save(_lay_out(pages, FEW_COLOURS), f"theme-{theme}.png")


def _make_extras(sample: Path, folder: Path) -> None:
    """Cover and contents, and what follows the article."""
    extras = PdfOptions(cover=True, toc=True, case_table=True, rule_card=True, sign_in_sheet=True)
    pdf = _set(sample, folder, "extras", docpipe.ConvertOptions(formats=(extras,)))
    pages = _render_pages(pdf, 99, SMALL)
    _save(_lay_out(pages[:2] + pages[-3:], FEW_COLOURS), "extras.png")


def main() -> int:
    """Make every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    samples = sorted(SAMPLES.glob("*.txt"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_samples(samples, folder)
        _make_themes(samples, folder)
        _make_extras(samples[0], folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
