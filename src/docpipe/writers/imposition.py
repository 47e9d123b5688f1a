"""Pages of a PDF → sheets with two pages on each side: side by side, or in the order of a stapled booklet.

A sheet is the paper of the pages, turned: A4 pages stand side by side as A5. A booklet is printed
on both sides, turned over at the short edge, laid on a pile, folded and stapled in the fold.
"""

import io
from collections.abc import Iterable
from typing import Literal, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

Pages = Literal["1", "2up", "booklet"]
"""How pages stand on paper: one a side, two a side, or two a side in the order of a booklet."""

_A_LEAF = 4
"""Pages of a booklet on one sheet: two in front and two behind."""


class Side(NamedTuple):
    """The numbers, from 0, of the pages on one side of a sheet; None where it stays empty."""

    left: int | None
    right: int | None


def order_pages(count: int, pages: Pages) -> list[Side]:
    """The sides of the sheets for `count` pages, in the order in which they are printed."""
    if pages == "booklet":
        return _order_booklet(count)
    return [Side(at, at + 1 if at + 1 < count else None) for at in range(0, count, 2)]


def _order_booklet(count: int) -> list[Side]:
    """Outermost sheet first, its front and then its back; the empty pages are the last."""
    total = -(-count // _A_LEAF) * _A_LEAF
    sides = []
    for leaf in range(total // _A_LEAF):
        first, last = 2 * leaf, total - 1 - 2 * leaf
        sides += [(last, first), (first + 1, last - 1)]
    return [Side(*(at if at < count else None for at in side)) for side in sides]


def impose(pdf: bytes, pages: Pages) -> bytes:
    """`pdf` on sheets as `pages` says, the same bytes for the same file; "1" gives it back as it is.

    Title, author and language are kept. What belongs to single pages is not: bookmarks, links, tags.
    """
    if pages == "1":
        return pdf
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, Pdf.new() as sheets:
        _copy_description(source, sheets)
        width, height = _size_of(source.pages[0])
        half = min(width, height), max(width, height)
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        sizes = [_size_of(page) for page in source.pages]
        for side in order_pages(len(forms), pages):
            placed = [
                (forms[at], _place(sizes[at], half, left))
                for at, left in zip(side, (0.0, half[0]), strict=True)
                if at is not None
            ]
            _add_sheet(sheets, placed, half)
        sheets.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _copy_description(source: Pdf, sheets: Pdf) -> None:
    for name, value in source.docinfo.items():
        sheets.docinfo[name] = pikepdf.String(str(value))
    if "/Lang" in source.Root:
        sheets.Root.Lang = str(source.Root.Lang)
    # What the print dialog begins with: both sides, at the size at which they are drawn.
    sheets.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
    )


def _size_of(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _place(size: tuple[float, float], half: tuple[float, float], left: float) -> tuple[float, ...]:
    """The matrix that puts a page of `size` in the middle of the half of a sheet that begins at `left`.

    The halves of a turned sheet are as high as the paper is wide. A page that lies is stood up: its
    top is at the left, as a turned table has it in a book.
    """
    room_width, room_height = half[1] / 2, half[0]
    width, height = size
    turned = width > height
    across, up = (height, width) if turned else (width, height)
    scale = min(room_width / across, room_height / up)
    x = left / half[0] * room_width + (room_width - across * scale) / 2
    y = (room_height - up * scale) / 2
    if turned:
        return (0, scale, -scale, 0, x + across * scale, y)
    return (scale, 0, 0, scale, x, y)


def _add_sheet(
    sheets: Pdf, placed: Iterable[tuple[pikepdf.Object, tuple[float, ...]]], half: tuple[float, float]
) -> None:
    drawn, forms = [], Dictionary()
    for number, (form, matrix) in enumerate(placed):
        forms[f"/P{number}"] = form
        drawn.append(f"q {' '.join(f'{value:.5f}' for value in matrix)} cm /P{number} Do Q")
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, half[1], half[0]]),
        Resources=Dictionary(XObject=forms),
        Contents=sheets.make_stream("\n".join(drawn).encode()),
    )
    sheets.pages.append(Page(sheets.make_indirect(sheet)))
