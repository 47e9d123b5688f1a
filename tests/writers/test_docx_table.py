import pytest
from docx_parts import THEME, attributes, body_of, find, text_of, values
from hypothesis import given
from hypothesis import strategies as st

from builders import inlines, paragraph
from docpipe.model import Cell, Row, Table
from docpipe.writers.grid import MAX_COLUMNS, Placed, lay_out, share_width


def cell(text: str = "", *, columns: int = 1, rows: int = 1, header: bool = False) -> Cell:
    return Cell(blocks=(paragraph(text),) if text else (), columns=columns, rows=rows, header=header)


def table(*rows: tuple[Cell, ...], header_rows: int = 0) -> Table:
    return Table(rows=tuple(Row(cells=cells) for cells in rows), header_rows=header_rows)


def shape(rows: list[list[Placed]]) -> list[list[tuple[int, int, bool]]]:
    return [[(each.column, each.span, each.continued) for each in row] for row in rows]


def test_cells_stand_side_by_side() -> None:
    rows, columns = lay_out(table((cell("甲"), cell("乙")), (cell("丙"), cell("丁"))))
    assert (shape(rows), columns) == ([[(0, 1, False), (1, 1, False)]] * 2, 2)


def test_a_cell_that_spans_rows_goes_on_below() -> None:
    rows, _ = lay_out(table((cell("甲", rows=2), cell("乙")), (cell("丙"),)))
    assert shape(rows) == [[(0, 1, False), (1, 1, False)], [(0, 1, True), (1, 1, False)]]


def test_a_row_that_is_short_is_filled_up() -> None:
    rows, _ = lay_out(table((cell("甲"), cell("乙"), cell("丙")), (cell("丁"),)))
    assert shape(rows)[1] == [(0, 1, False), (1, 2, False)]


def test_a_span_of_columns_ends_where_a_cell_comes_down_from_above() -> None:
    rows, _ = lay_out(table((cell("甲"), cell("乙", rows=2)), (cell("丙", columns=9),)))
    assert shape(rows)[1] == [(0, 1, False), (1, 1, True)]


def test_a_span_of_rows_ends_with_the_table() -> None:
    rows, _ = lay_out(table((cell("甲", rows=99_999), cell("乙"))))
    assert [each.continues for each in rows[0]] == [False, False]


def test_a_huge_span_is_no_wider_than_word_allows() -> None:
    assert lay_out(table((cell("甲", columns=100_000),)))[1] == MAX_COLUMNS


def test_cells_beyond_the_last_column_are_put_into_it() -> None:
    rows, columns = lay_out(table(tuple(cell(str(number)) for number in range(70))))
    assert (columns, len(rows[0][-1].blocks)) == (MAX_COLUMNS, 70 - MAX_COLUMNS + 1)


def test_a_cell_without_any_room_takes_the_place_of_one_from_above() -> None:
    rows, _ = lay_out(table((cell("甲", columns=63, rows=2),), (cell("乙"),)))
    assert [(each.continued, len(each.blocks)) for each in rows[1]] == [(False, 1)]


cells = st.builds(cell, st.just("文"), columns=st.integers(-1, 5), rows=st.integers(-1, 5))


@given(st.lists(st.lists(cells, max_size=5).map(tuple), min_size=1, max_size=6))
def test_every_row_of_any_table_covers_the_grid_and_keeps_its_cells(rows: list[tuple[Cell, ...]]) -> None:
    laid_out, columns = lay_out(table(*rows))
    for row, placed in zip(rows, laid_out, strict=True):
        ends = [each.column + each.span for each in placed]
        starts = [each.column for each in placed]
        assert (starts, ends[-1:] or [0]) == ([0, *ends[:-1]][: len(starts)], [columns])
        assert sum(len(each.blocks) for each in placed) == len(row)


@given(st.lists(st.lists(cells, min_size=1, max_size=5).map(tuple), min_size=1, max_size=4))
def test_the_columns_of_any_table_share_the_whole_width(rows: list[tuple[Cell, ...]]) -> None:
    laid_out, columns = lay_out(table(*rows))
    assert sum(share_width(laid_out, columns, 400, 10.5)) == pytest.approx(400)


def test_a_short_column_gets_what_it_needs_and_long_ones_share_the_rest() -> None:
    laid_out, columns = lay_out(table((cell("序号"), cell("长" * 30), cell("长" * 30))))
    assert share_width(laid_out, columns, 331, 10) == [30, 150.5, 150.5]


def test_header_rows_are_repeated_and_no_row_is_split() -> None:
    body = body_of(table((cell("序号"),), (cell("1"),), header_rows=1))
    rows = find(body, "w:tbl/w:tr")
    assert [(len(find(row, "w:trPr/w:tblHeader")), len(find(row, "w:trPr/w:cantSplit"))) for row in rows] == [
        (1, 1),
        (0, 1),
    ]


def test_head_cells_have_a_style_of_their_own() -> None:
    body = body_of(table((cell("序号"),), (cell("1", header=True), cell("2")), header_rows=1))
    assert values(body, "//w:tc/w:p/w:pPr/w:pStyle") == [
        "DocpipeHeadCell",
        "DocpipeHeadCell",
        "DocpipeHeadCell",
        "DocpipeCell",
    ]


def test_merged_cells_are_marked() -> None:
    body = body_of(table((cell("甲", rows=2), cell("乙", columns=2)), (cell("丙"), cell("丁"))))
    assert (values(body, "//w:vMerge"), values(body, "//w:gridSpan")) == (["restart", "continue"], ["2"])


def test_every_cell_ends_with_a_paragraph() -> None:
    inner = Table(rows=(Row(cells=(cell("内"),)),))
    body = body_of(Table(rows=(Row(cells=(Cell(blocks=(inner,)), cell())),)))
    assert find(body, "//w:tc[not(w:p)]|//w:tc/*[last()][not(self::w:p)]") == []


def test_two_tables_do_not_run_together() -> None:
    body = body_of(table((cell("甲"),)), table((cell("乙"),)))
    assert find(body, "w:tbl/following-sibling::*[1][self::w:tbl]") == []


def test_the_caption_stands_above_the_table_on_the_same_page() -> None:
    body = body_of(Table(rows=(Row(cells=(cell("1"),)),), caption=inlines("表1")))
    assert (text_of(body).split(), len(find(body, "w:p[1]/w:pPr/w:keepNext"))) == (["表1", "1"], 1)


def test_the_table_is_as_wide_as_the_text() -> None:
    body = body_of(table((cell("甲"), cell("乙"))))
    width = (THEME.page.width - THEME.page.inner - THEME.page.outer) / 25.4 * 1440
    assert attributes(find(body, "w:tbl/w:tblPr/w:tblW")[0]) == {"w": str(round(width)), "type": "dxa"}


def test_a_table_without_cells_is_nothing() -> None:
    assert find(body_of(table(())), "w:tbl") == []
