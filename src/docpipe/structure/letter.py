"""The frame of a letter or notice: salutation, signature, date of signing, credits.

A line gets a role here and is then no heading any more. Nothing is taken from inside the text:
the salutation stands near the top, the rest at the end, or above a document that the letter encloses.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.rows import Row, line_row
from docpipe.structure.signers import is_signer, split_signed_date, split_signers
from docpipe.structure.slices import cut_line

# Who is addressed, by the end of the address, and how an address begins. Calibrated on the
# salutations of the gold letters and on the ordinary forms of address of official letters.
_ADDRESSEES = (
    "家长|朋友|同志|同事|同仁|同学|员工|职工|干部|党员|教师|老师|家属|居民|市民|村民|农民|业主|客户|用户|读者|听众|观众|"
    "乡亲|老乡|父老|邻居|街坊|学生|学子|孩子|宝贝|伙伴|战友|校友|网友|住户|群众|会员|代表|委员|领导|嘉宾|来宾|女士|先生|"
    "师傅|医护|患者|病友|志愿者|驾驶员|司机|旅客|乘客|游客|考生|商户|商家|经营户|经营者|消费者|投资者|股东|储户|农户|师生|"
    "企业|单位|部门|支部|党委|机关|班级|学校|科室|网点|支行|公司|[^\\W\\d_]{1,8}人|[^\\W\\d_]{1,12}们|兄弟姐妹"
)
_OPENING = "(?:尊敬|敬爱|亲爱|可爱)的|各|全体|广大|致|全(?=[校园村镇乡县市区院厂行司社店馆局系军国])"
# An address: it opens like one, or ends in whom it addresses. What leads in a list is none (各单位要做到:).
_ADDRESS = re.compile(
    rf"(?:{_OPENING})[^。!?;:]{{1,40}}?|[^。!?;:]{{0,30}}?(?:{_ADDRESSEES})(?:朋友们?|们)?(?:\([^()]{{1,12}}\))?"
)
_LEADS_IN = re.compile(
    "如下|[几多]点|[嘱叮]|以下|下列|[请要须应将把对向]|做[到好]|通知|通报|安排|表示|强调|包括|是$|为$|说$"
)
_SALUTATION = re.compile(rf"(?P<address>{_ADDRESS.pattern})(?:[:!]|,(?=(?:大家|你们|您们|您|你)好)|,?$)")
_SALUTATION_LENGTH = 42
# A salutation stands at the top, under at most a few lines and a heading.
_SALUTATION_WINDOW = 6

_NUMBER = "[〇零○ΟО一二三四五六七八九十元正腊冬廿卅0-9]"
_YEAR = rf"(?:二[〇零○OΟО0]{_NUMBER}{{2}}|(?:19|20)\d\d|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])"
DATE_LINE = re.compile(
    rf"(?:写于|作于|写在|发布于|发布时间:|日期:|时间:)?\s?(?P<date>(?:农历)?{_YEAR}\s?[年./-]\s?{_NUMBER}{{1,3}}\s?(?:月|🈷\ufe0f?|[./-])\s?(?:{_NUMBER}{{1,3}}\s?[日号]?)?"
    rf"|(?:农历)?{_YEAR}年[^,。;:\d]{{1,8}}|{_NUMBER}{{1,2}}月{_NUMBER}{{1,3}}[日号])"
    r"\s?(?:\([^()]{1,10}\)|[日号]?(?:凌晨|清晨|夜|晚|午后|深夜)|(?:星期|周)[一二三四五六日天]|[于在]\w{2,12})?"
)
# The signs of what people do for an article; a few of them before a colon head a line of credits
# (图文, 责任编辑, 初审, 撰稿). Calibrated on corpus c14, c18, c21, c23 and letters 035.
_TASK_SIGNS = (
    "文图字稿案片照编辑责任排版制作美术初复终审核校对监总供撰写作者单位摄影像拍漫插绘画设计朗读诵配音乐录视频策划统筹签"
    "发布投通讯员记采整理入出品指导素材资料执笔主播后期推送翻译剪顾问改题"
)
_CREDIT = re.compile(
    rf"[\[【(]?\s*(?:©|[一二三四][审校]|来稿|指导(?:老师|教师)|[{_TASK_SIGNS}])(?:[{_TASK_SIGNS}/、&和与及·]|\s(?=\S[:|/丨])){{0,9}}人?\s*(?:[:|/丨】\]]\s*|\s{{2,}})[^\s。!?][^。!?]{{0,60}}$"
)
_CREDIT_TAIL = re.compile(r"\w{2,16}(?:供稿|编辑|制作|宣|供图|摄|撰稿)$")
# 宣传组 林小满 供稿
_CREDIT_WORDS = re.compile(
    r"[\w()]{2,14}\s[\w()]{2,12}\s?(?:供稿|供图|摄影|撰稿|报道|整理|编辑)|©\w{1,6}\s\S{2,12}"
)
# How many lines of the end may hold a signature: after it, a date, credits, wishes and a link.
_CLOSING_WINDOW = 8
# What may follow a date of signing is no longer than this: a wish, a note.
_SIGNED_NOTE = 40
# Two or three bodies may sign together, one under the other.
_MOST_SIGNERS = 3


def mark_letter_parts(rows: list[Row]) -> list[Row]:
    """`rows` with the roles of a letter's frame, a salutation parted from the greeting glued to it."""
    _mark_credits(rows)
    rows = _part_dates(_part_salutation(rows))
    _mark_signature(rows)
    return rows


def signers(row: Row) -> list[str]:
    """The bodies, or the person, that a line signs for; empty where it is no signature."""
    return split_signers(row.text) if row.role == "signature" else []


def signing_date(row: Row) -> str | None:
    """The date of signing as written, without what is said of it; None where the line has none."""
    found = DATE_LINE.search(row.folded) if row.role == "date" else None
    return row.text[found.start("date") : found.end("date")] if found else None


def _part_salutation(rows: list[Row]) -> list[Row]:
    lines = [index for index, row in enumerate(rows) if row.is_body][:_SALUTATION_WINDOW]
    for index in lines:
        row = rows[index]
        found = find_salutation(row)
        if found is None or row.line is None:
            continue
        if not row.folded[found.end() :].strip():
            row.role = "salutation"
            return rows
        if found.group().endswith("!"):
            continue
        head, tail = line_row(cut_line(row.line, 0, found.end())), line_row(cut_line(row.line, found.end()))
        head.role = "salutation"
        return [*rows[:index], head, tail, *rows[index + 1 :]]
    return rows


def find_salutation(row: Row) -> re.Match[str] | None:
    """The salutation at the head of a line, its `address` without the mark; None where there is none."""
    found = _SALUTATION.match(row.folded)
    if found is None or found.end() > _SALUTATION_LENGTH or _LEADS_IN.search(found["address"]):
        return None
    # A comma ends an address where a greeting follows, or where it opens like one (亲爱的同学,).
    if found.group()[-1] in ":!" or (
        found.group()[-1] == ","
        and (found.end() < len(row.folded.rstrip()) or re.match(_OPENING, found["address"]))
    ):
        return found
    # Without a mark only the full form is an address: 尊敬的各位家长.
    full = re.match(_OPENING, found["address"]) and re.search(rf"(?:{_ADDRESSEES})$", found["address"])
    return found if full and not row.look.bare else None


def _mark_credits(rows: list[Row]) -> None:
    lines = [row for row in rows if row.is_line]
    for row in reversed(lines[-_CLOSING_WINDOW:]):
        if (
            _CREDIT.match(row.folded)
            or _CREDIT_WORDS.fullmatch(row.folded.strip())
            or (row.look.align == "end" and _CREDIT_TAIL.fullmatch(row.folded))
        ):
            row.role = "credit"
    for row in lines[:2]:
        if re.match(r"文\s?/\s?\S{2,12}$", row.folded):
            row.role = "credit"


def _part_dates(rows: list[Row]) -> list[Row]:
    """`rows` with a signature and a date that share one of the last lines on a line each."""
    last = [index for index, row in enumerate(rows) if row.is_body][-_CLOSING_WINDOW:]
    for index in reversed(last):
        row = rows[index]
        at = split_signed_date(row.folded, DATE_LINE) if row.line is not None else 0
        if at and row.line is not None:
            parted = [line_row(cut_line(row.line, 0, at)), line_row(cut_line(row.line, at))]
            return [*rows[:index], *parted, *rows[index + 1 :]]
    return rows


def _mark_signature(rows: Sequence[Row]) -> None:
    lines = [row for row in rows if row.is_line]
    closing = lines[len(lines) // 2 :][-_CLOSING_WINDOW:]
    # Where days head paragraphs one after another, the last of them is no day of signing either.
    events = {id(row) for row, below in pairwise(lines) if _is_date(row) and ends_like_sentence(below.folded)}
    if len(events) > 1:
        closing = [row for row in closing if id(row) not in events]
    if not _mark_closing(closing):
        # A letter that encloses a document is signed above it.
        for one, other in pairwise(lines):
            if one.look.align == other.look.align == "end" and _is_date(other):
                _mark_closing([one, other])


def _mark_closing(closing: Sequence[Row]) -> bool:
    """Whether a signature was found among the lines of a closing; it and its date have their roles then."""
    dates = [at for at, row in enumerate(closing) if _is_date(row) and not _heads_text(closing, at)][-1:]
    signed = [at for at, row in enumerate(closing) if row.role == "body" and _signs(closing, at, dates)]
    for at in dates:
        closing[at].role = "date"
    run = signed[-1:]
    for at in reversed(signed[:-1]):
        if len(run) < _MOST_SIGNERS and at == run[0] - 1:
            run.insert(0, at)
    for at in run:
        closing[at].role = "signature"
    return bool(run)


def _heads_text(closing: Sequence[Row], at: int) -> bool:
    """Whether a paragraph follows that the line is the head of: the day of an event, not of signing."""
    below = closing[at + 1] if at + 1 < len(closing) else None
    return below is not None and len(below.folded) > _SIGNED_NOTE and "。" in below.folded


def _is_date(row: Row) -> bool:
    text = row.folded.strip()
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return row.role == "body" and DATE_LINE.fullmatch(bare) is not None


def _signs(closing: Sequence[Row], at: int, dates: Sequence[int]) -> bool:
    """Whether a line of the closing is a signature: it names who signs, and stands where one does."""
    row = closing[at]
    dated = bool(dates) and abs(dates[0] - at) <= _MOST_SIGNERS
    if not is_signer(row.folded.strip(), person=dated or row.look.align == "end"):
        return False
    last = all(other.role != "body" for other in closing[at + 1 :])
    ended = at > 0 and ends_like_sentence(closing[at - 1].folded)
    return row.look.bare or row.look.align == "end" or dated or "全体" in row.folded or (last and ended)
