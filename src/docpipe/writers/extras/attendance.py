"""The sign-in sheet (签到表): what is studied, when and where, and room for everybody's name, twice side by side."""

from docpipe.themes.schema import Theme
from docpipe.writers.extras.shapes import Column, Supplement

_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("姓名", 11.5),
    Column("单位", 16.5),
    Column("签名", 14),
)
BLANK = "＿＿＿＿＿"
"""A place to write by hand."""
APART = "　"
"""Between two such places."""
_ROW_HEIGHT = 9.0
"""Millimetres, which a signature needs."""
_PADDING = 6.0
"""Points above and below the text of a cell."""
_ABOVE = 4
"""Lines of body text for the title, the lines under it and the gaps between them."""
_FEWEST, _MOST = 8, 25


def build_sign_in_sheet(title: str, theme: Theme) -> Supplement:
    """A sheet that fills one page of `theme`, in two halves that count on from one another."""
    page, styles = theme.page, theme.styles
    height = max(_ROW_HEIGHT, (styles.cell.pitch + _PADDING) / 72 * 25.4)
    above = (styles.body.pitch * _ABOVE + styles.title.pitch) / 72 * 25.4
    room = page.height - page.top - page.bottom - above - 2 * height
    count = min(max(int(room / height), _FEWEST), _MOST)
    rows = tuple((str(number), "", "", "", str(number + count), "", "", "") for number in range(1, count + 1))
    about = (f"学习内容：{title}",) if title else ()
    place = APART.join(f"{what}：{BLANK}" for what in ("时间", "地点", "主持人"))
    return Supplement("sign-in-sheet", "签到表", _COLUMNS * 2, rows, (*about, place), height)
