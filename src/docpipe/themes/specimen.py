"""A theme shown on itself: an article that uses every style of it, and says what each is set in."""

from typing import NamedTuple

from docpipe.model import (
    Article,
    Block,
    Cell,
    Citation,
    Divider,
    Inline,
    Listing,
    ListItem,
    Marker,
    MarkerScheme,
    Meta,
    Paragraph,
    ParagraphRole,
    Quote,
    Reference,
    Row,
    Section,
    Table,
    Text,
    Verse,
)
from docpipe.themes.schema import FontRole, Style, Theme

_SIZES = {
    42: "初号",
    36: "小初",
    26: "一号",
    24: "小一",
    22: "二号",
    18: "小二",
    16: "三号",
    15.75: "三号",
    15: "小三",
    14: "四号",
    12: "小四",
    10.5: "五号",
    9: "小五",
    7.5: "六号",
}
"""The names that type sizes have in Chinese, as Word's list has them; 三号 is 15.75 in metal."""
_ROLES: dict[FontRole, str] = {"song": "宋体", "hei": "黑体", "kai": "楷体", "fang": "仿宋", "title": "标题"}
_POINTS_PER_MM = 72 / 25.4


class _Numbered(NamedTuple):
    marker: str
    scheme: MarkerScheme
    title: str
    gap: str = ""


_LADDER = (
    _Numbered("一、", "chinese", "正文与强调"),
    _Numbered("（一）", "chinese-bracketed", "层次"),
    _Numbered("1.", "decimal", "第三级标题", gap=" "),
    _Numbered("（1）", "decimal-bracketed", "第四级标题"),
)


def build_specimen(theme: Theme) -> Article:
    """An article that shows `theme`: title, headings of four levels, text, list, table, quote, verse, closing.

    What it says of sizes and fonts is the theme's own data; the rest is invented.
    """
    closing = (
        _paragraph("青山市图书馆办公室", role="signature"),
        _paragraph("2026年3月12日", role="date"),
        _paragraph("出处说明：样张中的单位、人名和日期均为虚构。", role="credit"),
    )
    meta = Meta(
        title="青山市图书馆关于印发《读者服务工作手册》的通知",
        author=f"主题样张：{theme.label_zh}",
        organisation="青山市图书馆办公室",
    )
    return Article(meta=meta, body=(*_open(theme), _show_text(), _show_blocks(theme)), closing=closing)


def _open(theme: Theme) -> list[Block]:
    return [
        _paragraph("各部室、各分馆：", role="salutation"),
        _paragraph(f"{_describe_page(theme)}正文{_describe(theme.styles.body, theme)}。"),
    ]


def _describe_page(theme: Theme) -> str:
    page, body = theme.page, theme.styles.body
    characters = int((page.width - page.inner - page.outer) * _POINTS_PER_MM / body.size + 0.001)
    lines = page.lines or int((page.height - page.top - page.bottom) * _POINTS_PER_MM / body.pitch + 0.001)
    return (
        f"本页以主题“{theme.name}”排出，纸张{page.width:g}毫米×{page.height:g}毫米，"
        f"满页{lines}行、每行{characters}字。"
    )


def _describe(style: Style, theme: Theme) -> str:
    return f"用{theme.faces.face(style.face).word}{_name_size(style.size)}，行距{style.pitch:g}磅"


def _name_size(size: float) -> str:
    name = _SIZES.get(size)
    return f"{name}（{size:g}磅）" if name else f"{size:g}磅"


# ── text ─────────────────────────────────────────────────────────────────────────────────────


def _show_text() -> Section:
    """Emphasis, marks side by side, a citation, numbers and Latin; then the ladder of headings."""
    return _section(
        0,
        _paragraph(
            "强调有几种：",
            Text("加粗的文字", bold=True),
            "、",
            Text("红色的文字", bold=True, colour="#c00000"),
            "、",
            Text("楷体的文字", italic=True),
            "和",
            Text("下划线", underline=True),
            "。标点相邻时（如“《手册》”），空白减半；破折号——不拆开，省略号……也不拆开。",
        ),
        _paragraph(
            "依据",
            Citation(
                (Text("《中华人民共和国公共图书馆法》第三十三条"),),
                (Reference(document="中华人民共和国公共图书馆法", article=33),),
            ),
            "，服务时间每周不少于56小时，Wi-Fi免费开放，馆藏ISBN号与RFID标签一一对应。",
        ),
        _section(1, _section(2, _section(3, _paragraph("各级标题之后的正文。")))),
    )


def _section(level: int, *blocks: Block) -> Section:
    number = _LADDER[level]
    return Section(
        level=level + 1,
        marker=Marker(text=number.marker, scheme=number.scheme, value=1, gap=number.gap),
        title=(Text(number.title),),
        blocks=blocks,
    )


# ── other blocks ─────────────────────────────────────────────────────────────────────────────


def _show_blocks(theme: Theme) -> Section:
    return Section(
        level=1,
        marker=Marker(text="二、", scheme="chinese", value=2),
        title=(Text("列表、表格与引文"),),
        blocks=(
            Listing(tuple(map(_item, ("自动编号的列表", "编号由软件生成，增删时随之更新"))), ordered=True),
            Listing((_item("已办理", checked=True), _item("未办理", checked=False))),
            Quote((_paragraph("引文：读万卷书，行万里路。"),)),
            Verse(((Text("春水一篙归棹晚"),), (Text("青山两岸读书声"),))),
            Divider(),
            _tabulate_faces(theme),
        ),
    )


def _item(text: str, *, checked: bool | None = None) -> ListItem:
    return ListItem(blocks=(_paragraph(text),), checked=checked)


def _tabulate_faces(theme: Theme) -> Table:
    """A row for each font role: what a DOCX names, and what the PDF looks for, in that order."""
    head = _row("角色", "DOCX", "PDF（依次选用）", header=True)
    roles = [(role, name) for role, name in _ROLES.items() if role in theme.list_roles()]
    rows = [
        _row(name, theme.faces.face(role).word, "、".join(theme.faces.face(role).families))
        for role, name in roles
    ]
    return Table((head, *rows), header_rows=1, caption=(Text("表1　本主题的字体"),))


def _row(*texts: str, header: bool = False) -> Row:
    return Row(cells=tuple(Cell(blocks=(_paragraph(text),), header=header) for text in texts))


def _paragraph(*parts: str | Inline, role: ParagraphRole = "body") -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts), role=role)
