"""The frame of a letter or notice: salutation, signature, date of signing, credits.

A line gets a role here and is then no heading any more. Nothing is taken from inside the text:
the salutation stands near the top, the rest at the end.
"""

import re

from docpipe.structure.rows import Row, line_row
from docpipe.structure.slices import cut_line

# Whom letters of schools, offices, banks and parishes address. Calibrated on the salutations of
# the gold letters and on the ordinary forms of address of official letters.
_ADDRESSEES = (
    "家长|朋友|同志|同事|同学|员工|职工|干部|党员|教师|老师|家属|居民|市民|村民|业主|客户|用户|读者|乡亲|"
    "学生|孩子|伙伴|战友|校友|住户|群众|会员|代表|委员|领导|女士|先生|医护|志愿者|企业|单位|部门|支部|班级|学校|科室|网点|支行"
)
_SALUTATION = re.compile(
    rf"(?:(?:[尊敬亲]{{1,2}}[敬爱]?的)[^。!?;:]{{1,40}}?|各[^。!?;:,的]{{1,30}}|(?:各|全体|广大|致)?[^。!?;:]{{0,30}}?(?:{_ADDRESSEES})(?:们|朋友|朋友们)?)[:!]"
)
# A salutation stands at the top, under at most a few lines and a heading.
_SALUTATION_WINDOW = 6

_BODIES = (
    "委员会|纪委监委|纪委办|纪检监察组|纪检组|纪委|党委|党总支|总支部|总支|党支部|支部|监委|党组|工委|团委|工会|妇联|"
    "办公室|办事处|委办|学校|小学|中学|高中|初中|大学|学院|幼儿园|中心校|校区|教研组|年级组|少先队|"
    "政府|管理局|局|厅|处|科|室|部|所|站|队|组|院|医院|卫生院|中心|公司|集团|银行|支行|分行|信用社|协会|学会|商会|"
    "学生会|理事会|促进会|业主大会|基金会|联合会|社区|居委会|村委会|街道|派出所|大队|支队|法院|检察院|家委会|物业|总行|总部|合作社|党校|馆|社|台|厂|矿|办"
)
_BODY = re.compile(
    rf"[\w“”()·]{{1,28}}(?:{_BODIES})(?:全体\w{{2,6}})?|\w{{2,24}}全体(?:教职工|教师|员工|职工|师生|老师|干部|同仁)\w{{0,4}}"
)
_NUMBER = "[〇零一二三四五六七八九十0-9]"
DATE_LINE = re.compile(
    rf"(?:二[〇零○O]{_NUMBER}{{2}}|(?:19|20)\d\d)\s?[年./-]\s?{_NUMBER}{{1,3}}\s?(?:月|[./-])\s?(?:{_NUMBER}{{1,3}}\s?日?)?"
    rf"|(?:19|20)\d\d年[^,。]{{1,8}}(?:前夕|前|后|初|底)?"
)
# What a line of credits begins with. Calibrated on corpus c14, c18, c21, c23 and letters 035.
_TASKS = (
    "图文|文字|文稿|文案|图片|图|文|编辑|责编|责任编辑|排版|制作|美编|审核|初审|复审|终审|审校|校对|校审|监制|总监制|"
    "供稿|撰稿|撰文|作者|作者单位|摄影|拍摄|摄像|漫画|插画|绘画|绘图|设计|朗读|朗诵|配音|录音|音频|视频|策划|统筹|"
    "编发|编审|签发|发布|投稿|通讯员|记者|整理|录入|出品|来稿|指导|审稿|编制|素材|资料"
)
_CREDIT = re.compile(
    rf"[\[【(]?\s*(?:{_TASKS})(?:\s?[/、&和与及]\s?(?:{_TASKS}))*\s*(?:[:|/丨]\s*|\s{{2,}})\S.{{0,40}}$"
)
_CREDIT_TAIL = re.compile(r"\w{2,16}(?:供稿|编辑|制作|宣)$")
# How many lines of the end may hold a signature: after it, a date, credits, wishes and a link.
_CLOSING_WINDOW = 8
_SIGNATURE_LENGTH = 30


def mark_letter_parts(rows: list[Row]) -> list[Row]:
    """`rows` with the roles of a letter's frame, a salutation parted from the greeting glued to it."""
    _mark_credits(rows)
    rows = _part_salutation(rows)
    _mark_signature(rows)
    return rows


def _part_salutation(rows: list[Row]) -> list[Row]:
    lines = [index for index, row in enumerate(rows) if row.is_body][:_SALUTATION_WINDOW]
    for index in lines:
        row = rows[index]
        match = _SALUTATION.match(row.folded)
        if match is None or row.line is None or len(match.group()) > 42:
            continue
        rest = row.folded[match.end() :].strip()
        if not rest:
            row.role = "salutation"
            return rows
        if match.group().endswith("!"):
            continue
        head, tail = line_row(cut_line(row.line, 0, match.end())), line_row(cut_line(row.line, match.end()))
        head.role = "salutation"
        return [*rows[:index], head, tail, *rows[index + 1 :]]
    return rows


def _mark_credits(rows: list[Row]) -> None:
    lines = [row for row in rows if row.is_line]
    for row in reversed(lines[-_CLOSING_WINDOW:]):
        if _CREDIT.match(row.folded) or (row.look.align == "end" and _CREDIT_TAIL.fullmatch(row.folded)):
            row.role = "credit"
    if lines and re.match(r"文\s?/\s?\S{2,12}$", lines[min(1, len(lines) - 1)].folded):
        lines[min(1, len(lines) - 1)].role = "credit"


def _mark_signature(rows: list[Row]) -> None:
    lines = [row for row in rows if row.is_line]
    closing = lines[len(lines) // 2 :][-_CLOSING_WINDOW:]
    dates = [row for row in closing if row.role == "body" and DATE_LINE.fullmatch(row.folded.strip("()"))]
    for row in dates[-1:]:
        row.role = "date"
    signed = [row for row in closing if row.role == "body" and _is_signature(row, dates)]
    # Two bodies may sign together, one under the other.
    for row in signed[-2:]:
        if row is signed[-1] or lines.index(signed[-1]) - lines.index(row) == 1:
            row.role = "signature"


def _is_signature(row: Row, dates: list[Row]) -> bool:
    text = row.folded.strip()
    if len(text) > _SIGNATURE_LENGTH or not all(_BODY.fullmatch(part) for part in re.split(r"[、\s]+", text)):
        return False
    # Without an alignment, a date or bare text, a short line that names a body is not yet a signature.
    return row.look.bare or row.look.align == "end" or bool(dates) or "全体" in text
