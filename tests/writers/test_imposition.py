"""Two pages on a side: which, where, and which way up."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.writers.imposition import Pages, Side, impose, order_pages

A4 = (595, 842)
LYING = (842, 595)


def pdf_of(*sizes: tuple[int, int]) -> bytes:
    """Empty pages of these sizes in points."""
    target = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=size)
        pdf.docinfo["/Title"] = "册子"
        pdf.Root.Lang = "zh-CN"
        pdf.save(target)
    return target.getvalue()


def matrices(pdf: bytes) -> list[list[tuple[float, ...]]]:
    """For each sheet the matrix of each page on it."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as sheets:
        for sheet in sheets.pages:
            drawn = [step for step in pikepdf.parse_content_stream(sheet) if str(step.operator) == "cm"]
            found.append([tuple(float(value) for value in step.operands) for step in drawn])
    return found


def test_two_up_keeps_the_order() -> None:
    assert order_pages(3, "2up") == [Side(0, 1), Side(2, None)]


def test_a_booklet_of_eight_pages_has_the_order_of_the_stapler() -> None:
    assert order_pages(8, "booklet") == [Side(7, 0), Side(1, 6), Side(5, 2), Side(3, 4)]


@pytest.mark.parametrize(("count", "sides"), [(1, 2), (4, 2), (5, 4), (8, 4), (9, 6)])
def test_a_booklet_is_padded_to_a_multiple_of_four(count: int, sides: int) -> None:
    assert len(order_pages(count, "booklet")) == sides


def read_folded(sides: list[Side]) -> list[int | None]:
    """The pages as one turns them, of sheets printed on both sides, laid in a pile and folded once.

    The first sheet is the outermost. Turned over at the short edge, what is behind the left half
    of the front is the right half of the back.
    """
    leaves = [(sides[at], sides[at + 1]) for at in range(0, len(sides), 2)]
    before = [page for front, back in leaves for page in (front.right, back.left)]
    after = [page for front, back in reversed(leaves) for page in (back.right, front.left)]
    return before + after


@given(st.integers(min_value=1, max_value=200))
def test_a_folded_booklet_reads_in_order_and_its_empty_pages_are_the_last(count: int) -> None:
    read = read_folded(order_pages(count, "booklet"))
    assert read[:count] == list(range(count))
    assert read[count:] == [None] * (-count % 4)


@pytest.mark.parametrize("pages", ["2up", "booklet"])
def test_a_sheet_is_the_paper_turned(pages: Pages) -> None:
    with pikepdf.open(io.BytesIO(impose(pdf_of(A4, A4, A4), pages))) as sheets:
        assert {tuple(float(edge) for edge in sheet.mediabox) for sheet in sheets.pages} == {(0, 0, 842, 595)}


def test_pages_stand_upright_and_fill_their_halves() -> None:
    ((left, right),) = matrices(impose(pdf_of(A4, A4), "2up"))
    assert left == pytest.approx((421 / 595, 0, 0, 421 / 595, 0, 0), abs=0.5)
    assert right == pytest.approx((421 / 595, 0, 0, 421 / 595, 421, 0), abs=0.5)
    assert left[0] == left[3] == pytest.approx(421 / 595, rel=0.01)


def test_a_page_that_lies_is_stood_up() -> None:
    ((_, right),) = matrices(impose(pdf_of(A4, LYING), "2up"))
    a, b, c, d, x, _ = right
    assert (a, d) == (0, 0)
    assert b == -c == pytest.approx(421 / 595, rel=0.01)
    assert x == pytest.approx(842, abs=0.5)


def test_title_language_and_both_sides_are_said() -> None:
    with pikepdf.open(io.BytesIO(impose(pdf_of(A4), "booklet"))) as sheets:
        assert str(sheets.docinfo["/Title"]) == "册子"
        assert str(sheets.Root.Lang) == "zh-CN"
        assert str(sheets.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
        assert sheets.check_pdf_syntax() == []


@pytest.mark.parametrize("pages", ["1", "2up", "booklet"])
def test_the_same_pages_give_the_same_bytes(pages: Pages) -> None:
    pdf = pdf_of(A4, A4)
    assert impose(pdf, pages) == impose(pdf, pages)


def test_one_a_side_is_left_as_it_is() -> None:
    pdf = pdf_of(A4)
    assert impose(pdf, "1") is pdf
