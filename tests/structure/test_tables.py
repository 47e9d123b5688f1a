"""The first row of a table."""

from understand import understand

from docpipe.model import Table, descend


def header_rows(*rows: str) -> int:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    article = understand(f"<p>始。</p><table>{lines}</table><p>终。</p>")
    [table] = [node for node in descend(article) if isinstance(node, Table)]
    return table.header_rows


def test_short_names_of_columns_head_a_table() -> None:
    assert header_rows("班级|集合地点|负责人", "一班|操场东侧|甲老师") == 1
    assert header_rows("序号|处理结果", "1|诫勉") == 1


def test_a_first_row_of_content_is_no_head() -> None:
    assert header_rows("一班|操场东侧", "二班|操场西侧") == 0
    assert header_rows("7月3日，接到电话|损失38600元", "7月9日，扫码|损失1.5万元") == 0


def test_a_table_of_one_row_has_no_head() -> None:
    assert header_rows("姓名|单位") == 0
