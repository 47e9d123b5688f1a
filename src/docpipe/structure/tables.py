"""Whether the first row of a table heads its columns, where the markup does not say so."""

import re

from msgspec.structs import replace

from docpipe.model import Row, Table
from docpipe.structure.fold import fold
from docpipe.walk import block_text

# Nouns that end the head of a column. A first row whose cells are short and unpointed, half of them
# ending so, heads its table. From the tables of notices, timetables and case lists, own/x03 among them.
_COLUMN_NOUNS = re.compile(
    "(?:序号|编号|号|时间|日期|地点|地址|姓名|名称|单位|部门|班级|年级|科目|学科|项目|内容|类别|类型|事项|问题|警情|案情|案由|"
    "经过|损失|金额|数量|比例|处理|结果|处分|依据|来源|要求|措施|标准|做法|职务|职责|责任人|负责人|联系人|电话|方式|备注|说明|情形|行为|"
    "[一二三四五六七]季度|星期[一二三四五六日]|周[一二三四五六日])$"
)
_LONGEST_HEAD = 10
"""Characters."""
_SENTENCE = re.compile(r"[,。;:!?、]")


def with_header_row(table: Table) -> Table:
    """`table` with its first row as its header where it reads as one and the markup named none."""
    if table.header_rows or len(table.rows) < 2 or not _heads_columns(table.rows[0]):
        return table
    return replace(table, header_rows=1)


# What heads the column that says of whom a row tells.
_WHOSE = re.compile(
    "当事人|责任人|涉案人|涉及人|姓名|人员|对象|单位(?:及|和)(?:人员|职务|姓名)|事主|受害人|被害人"
)


def name_column(head: Row) -> int | None:
    """The index of the column that names the people, by the first row of a table; None where none does."""
    texts = ["".join(map(block_text, cell.blocks)) for cell in head.cells]
    return next((at for at, text in enumerate(texts) if _WHOSE.search(text)), None)


def _heads_columns(row: Row) -> bool:
    texts = [fold("".join(map(block_text, cell.blocks))) for cell in row.cells]
    if len(texts) < 2 or not all(
        0 < len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text) for text in texts
    ):
        return False
    return 2 * sum(bool(_COLUMN_NOUNS.search(text)) for text in texts) >= len(texts)
