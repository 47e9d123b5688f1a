"""Which rows begin a case, and where each case and its commentary end.

A case is told by evidence, not by its layout: somebody, named or anonymised, and something that
was done or that befell them. Labels (案例一) are taken at their word; a series of headings, items
or dates is a series of cases where most of its members have the evidence.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from docpipe.model import Quote, Table, child_blocks
from docpipe.structure.bare import ends_like_sentence
from docpipe.structure.fold import fold
from docpipe.structure.headings import COMMENTARY_LABEL, SUB_LABEL
from docpipe.structure.rows import Row
from docpipe.walk import block_text

_HAN = r"[\u4e00-\u9fff]"
# A person as these articles anonymise one, or by title. Calibrated on the gold cases.
PERSON = re.compile(
    rf"(?P<name>{_HAN}(?:某某?(?!地|市|县|区|镇|乡|村|局|单位|公司|银行|部门|学校|国|省|处|科|院|企|平台|网|支行|分行|行)|[×XＸ*]{{1,2}}))"
    rf"|小(?![区学组时孩镇村麦吃心姐伙朋车说数型额米队店]){_HAN}(?=[(在被把将与和、,])"
    rf"|{_HAN}(?:女士|先生|大爷|大妈|阿姨|老汉)|\(化名\)|(?:站长|书记|主任|局长|科长|经理|会计|院长|校长|干部|部长|村民|教师|司机){_HAN}{{2,3}}(?=[因在违被受利,])"
)
_INTRODUCED = re.compile(
    rf"(?:长|书记|主任|会计|员|干部|师|司机|村民|经理|出纳|老师|医生|护士|警|工|户主|老板){_HAN}{{1,2}}(?:某|[×X*])"
)
# What makes an event a case. Calibrated on the gold cases and on the verbs of discipline bulletins,
# police warnings and accident notices.
ACT = re.compile(
    "处分|查处|问责|收受|受贿|行贿|贪污|挪用|侵占|套取|骗取|虚报|虚列|截留|判处|处罚|罚款|免职|诫勉|立案|违规|违纪|违法|"
    "被骗|诈骗|转账|汇款|骗走|泄露|泄密|拘留|批评教育|通报批评|开除|移送|酒后|醉酒|饮酒|"
    "落水|溺水|溺亡|遇难|身亡|获救|救起|滑入|坠楼|触电|车祸|火灾|受伤|死亡|失踪|离家出走|偷转|欠贷"
)
_BYSTANDER = re.compile(
    "有人|少年|儿童|老人|学生|[小初高中大]\\w?生|村民|男子|女子|群众|某生|男孩|女孩|孩子|居民|旅客|司机|幼儿"
)
_CASE_TITLE = re.compile("案例|案件|典型案|一案|案$|警示录|以案")
_CASE_LABEL = re.compile(r"(?:典型|身边|警示|真实)?案例?|案件|事例|例")
_RUN_IN_LABEL = re.compile(
    r"[【\[(](?:\w{0,4}案例?\w{0,2}|以案\w{1,4}|案件\w{0,4})[】\])](?=.{8})|(?:典型|身边)案例[:](?=.{8})"
)
# Any other label before an event told by its date: 【身边事】2021年6月, 以案说法:2022年9月.
_TOLD_LABEL = re.compile(r"(?:[【\[(]\w{2,8}[】\])]|\w{2,6}:)\s*(?=\S)")
_OTHER_LABEL = re.compile(r"[【\[]\w{2,8}[】\]]")
_DATE_LEAD = re.compile(
    r"(?:(?:19|20)\d\d年|二[〇零]\S{2}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
    r"[^,。;:]{0,14},|(?:19|20)\d\d年[^,。;:]{0,12},"
)
# A last paragraph that draws the lesson belongs to no single case.
_LESSON = re.compile(
    "告诉我们|警示我们|启示|教训|结局|以上案例|上述案例|希望|号召|倡议|提醒|让我们|广大党员|可以看出|不难看出|为此"
)
_COMMON_SOURCE = re.compile(r"[■●※▪*(\s]*(?:以上|上述)[^。]{0,12}案例[^。]{0,10}(?:来源|摘|选|整理|转)")
_TABLE_HEAD = re.compile("案例|警情|案情|案件|事件|违纪|违法|违规|问题|处理|处分|损失")
_SERIES_SHARE = 0.6
_SHORTEST_EVENT = 16
_HEADLINE_LENGTH = 30


def has_evidence(text: str) -> bool:
    """Whether `text`, folded, tells of somebody and of something done or suffered."""
    return bool(PERSON.search(text) and ACT.search(text))


def introduces(text: str) -> bool:
    """Whether `text`, folded, introduces somebody by post and tells how it ended for them."""
    return bool(_INTRODUCED.search(text) and ACT.search(text))


def is_dated_event(text: str) -> bool:
    """Whether `text`, folded, begins with a date and tells of somebody and something done."""
    return bool(_DATE_LEAD.match(text)) and has_evidence(text)


def mark_cases(rows: Sequence[Row]) -> None:
    """Set `unit`, `commentary` and `ends_unit` of the rows at which cases begin and end."""
    _mark_run_in_cases(rows)
    _mark_item_cases(rows)
    _mark_headed_cases(rows)
    _mark_dated_cases(rows)
    _mark_strung_cases(rows)
    _mark_line_cases(rows)
    _mark_quoted_cases(rows)
    _mark_ends(rows)
    _mark_commentary(rows)


def section_end(rows: Sequence[Row], start: int) -> int:
    """The index after the last row below the heading at `start`."""
    level = rows[start].level
    return next((at for at in range(start + 1, len(rows)) if 0 < rows[at].level <= level), len(rows))


def _mark_run_in_cases(rows: Iterable[Row]) -> None:
    for row in rows:
        if not row.is_body:
            continue
        labelled = (
            row.marker is not None
            and row.marker.scheme == "label"
            and _CASE_LABEL.match(row.marker.text.strip("【】"))
        )
        if labelled or _RUN_IN_LABEL.match(row.folded) or _is_told_label(row.folded):
            row.unit = "case"


def _is_told_label(text: str) -> bool:
    label = _TOLD_LABEL.match(text)
    if label is None or SUB_LABEL.match(label.group()) or COMMENTARY_LABEL.match(label.group()):
        return False
    rest = text[label.end() :]
    return is_dated_event(rest)


def _mark_item_cases(rows: Sequence[Row]) -> None:
    """Items of one scheme below one heading, most of which tell of somebody."""
    below = 0
    keyed: list[tuple[tuple[int, str], Row]] = []
    for at, row in enumerate(rows):
        below = at if row.level else below
        if row.is_body and row.marker is not None and row.unit is None:
            sign = row.folded[0] if row.marker.scheme == "bullet" else row.marker.scheme
            keyed.append(((below, sign), row))
    for _, group in groupby(sorted(keyed, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        members = [row for _, row in group]
        telling = [row for row in members if has_evidence(row.folded)]
        if len(members) > 1 and len(telling) >= _SERIES_SHARE * len(members):
            for row in members:
                row.unit = "case"


def _mark_headed_cases(rows: Sequence[Row]) -> None:
    # The lowest first, so that what is told below a heading belongs to the case that tells it.
    for members in sorted(heading_series(rows), key=lambda run: -rows[run[0]].level):
        heads = [rows[at] for at in members]
        labelled = all(_is_labelled(row) for row in heads)
        telling = [at for at in members if has_evidence(_own_text(rows, at))]
        enough = len(telling) >= _SERIES_SHARE * len(members) and (
            len(members) > 1 or _CASE_TITLE.search(heads[0].title)
        )
        if not (labelled or enough) or any(row.part for row in heads):
            continue
        if (
            not labelled
            and len(members) == 1
            and re.fullmatch(r"(?:典型|身边|警示|被?问责)?案例\w{0,2}", heads[0].title.strip())
        ):
            continue
        for row in heads:
            row.unit = "case"
        for at in members:
            for row in rows[at + 1 : section_end(rows, at)]:
                row.unit = None
        end_last_member(rows, members)


def _is_labelled(row: Row) -> bool:
    marker = row.marker
    return (
        marker is not None
        and marker.scheme == "label"
        and bool(_CASE_LABEL.match(marker.text.strip("【】 ")))
    )


def heading_series(rows: Sequence[Row]) -> list[list[int]]:
    """The indexes of headings that are siblings of one kind, series by series."""
    series: dict[tuple[int, int, str], list[int]] = {}
    ordered: list[list[int]] = []
    parents: list[int] = []
    for at, row in enumerate(rows):
        if not row.level:
            continue
        del parents[row.level - 1 :]
        parent = parents[-1] if parents else -1
        parents.append(at)
        scheme = row.marker.scheme if row.marker else f"{row.look.bold}{row.look.colour}{row.look.bare}"
        run = series.get((parent, row.level, scheme))
        if run is None or _restarts(rows[run[-1]], row):
            run = series[parent, row.level, scheme] = []
            ordered.append(run)
        run.append(at)
    return ordered


def _restarts(before: Row, row: Row) -> bool:
    """Whether the numbering begins anew at `row`."""
    first, second = (other.marker.value if other.marker else None for other in (before, row))
    return first is not None and second is not None and second <= first


def _own_text(rows: Sequence[Row], start: int) -> str:
    """The text below the heading at `start` that no case of its own has claimed."""
    claimed, level = False, 0
    texts: list[str] = []
    for row in rows[start + 1 : section_end(rows, start)]:
        if row.unit == "case":
            claimed, level = True, row.level
        elif (row.level and row.level <= max(level, 1)) or (row.level and not level):
            claimed = False
        if not claimed and row.role == "body":
            texts.append(row.folded)
    return "\n".join(texts)


def _mark_dated_cases(rows: Sequence[Row]) -> None:
    """Paragraphs that begin with a date, two or more in a row of sections without a case."""
    stretch: list[int] = []
    inside = 0
    for at, row in enumerate(rows):
        if row.level and row.level <= inside:
            inside = 0
        if row.unit == "case" and row.level:
            inside = row.level
        if row.level:
            _settle_dated(rows, stretch)
            stretch = []
        elif not inside and row.unit is None and row.is_body:
            stretch.append(at)
    _settle_dated(rows, stretch)


def _settle_dated(rows: Sequence[Row], stretch: Sequence[int]) -> None:
    starts: list[int] = []
    known: set[str] = set()
    for at in stretch:
        text = rows[at].folded
        names = people_in(text)
        if _DATE_LEAD.match(text) and len(text) >= _SHORTEST_EVENT and not (names & known):
            starts.append(at)
            known = names
        else:
            known |= names
    telling = [at for at in starts if _is_event(rows[at].folded)]
    if len(telling) > 1 and len(telling) >= _SERIES_SHARE * len(starts):
        for at in telling:
            rows[at].unit = "case"


def inside_cases(rows: Sequence[Row]) -> set[int]:
    """The indexes of the rows that belong to a case with a heading, or begin one without."""
    inside: set[int] = set()
    for at, row in enumerate(rows):
        if row.unit == "case":
            inside.update(range(at, section_end(rows, at) if row.level else at + 1))
    return inside


def _mark_strung_cases(rows: Sequence[Row]) -> None:
    """Mark the cases that were strung together in one paragraph, which ended each in a semicolon."""
    taken = inside_cases(rows)
    for at, (row, following) in enumerate(pairwise(rows)):
        if at in taken and (row.level or row.unit is None):
            continue
        free = following.unit in (None, "case")
        strung = (
            row.folded.endswith(";")
            and row.is_body
            and following.is_body
            and not (row.marker or following.marker)
        )
        if free and strung and introduces(row.folded) and introduces(following.folded):
            row.unit = following.unit = "case"


def _mark_line_cases(rows: Sequence[Row]) -> None:
    """Two or more lines on end that are each the headline of an event."""
    run: list[Row] = []
    taken = inside_cases(rows)
    for at, row in enumerate([*rows, None]):
        if (
            row is not None
            and at not in taken
            and row.is_body
            and not row.marker
            and not row.unit
            and _is_headline(row)
        ):
            run.append(row)
            continue
        if len(run) > 1:
            for member in run:
                member.unit = "case"
        run = []


def _is_headline(row: Row) -> bool:
    return (
        len(row.folded) <= _HEADLINE_LENGTH and not ends_like_sentence(row.folded) and _is_event(row.folded)
    )


def _mark_quoted_cases(rows: Iterable[Row]) -> None:
    for row in rows:
        if isinstance(row.block, Quote) and (_RUN_IN_LABEL.match(row.folded) or has_evidence(row.folded)):
            row.unit = "case"
        if isinstance(row.block, Table):
            lines = [
                fold("".join(map(block_text, child_blocks(Table(rows=(line,)))))) for line in row.block.rows
            ]
            telling = [line for line in lines[1:] if is_told(line)]
            if len(telling) > 1 and (_TABLE_HEAD.search(lines[0]) or all(map(has_evidence, telling))):
                row.unit = "case"


def tells_case(text: str) -> bool:
    """Whether a row of a table of cases, folded, is one: it tells of somebody, or of something done."""
    return bool((PERSON.search(text) or ACT.search(text)) and re.search("[,。]", text))


def names_somebody(text: str) -> bool:
    """Whether a cell of a table, folded, holds a name and no sentence."""
    return bool(PERSON.search(text) or _INTRODUCED.search(text)) and not re.search("[,。;]", text)


def is_told(text: str) -> bool:
    """Whether a row of a table, folded, tells of somebody in a sentence."""
    return bool(PERSON.search(text) and re.search("[,。]", text))


def _is_event(text: str) -> bool:
    return bool(ACT.search(text) and (PERSON.search(text) or _BYSTANDER.search(text)))


def people_in(text: str) -> set[str]:
    """The anonymised names in `text`, folded."""
    return {match.group("name") for match in PERSON.finditer(text) if match.group("name")}


def _mark_ends(rows: Sequence[Row]) -> None:
    """End a case without heading at the first paragraph that no longer tells of it."""
    names: set[str] | None = None
    for row in rows:
        if row.level:
            names = None
        if row.unit == "case" and not row.level:
            names = people_in(row.folded)
        elif names is not None and not row.level and not _goes_on(row, names):
            row.ends_unit = True
            names = None
    for row in rows:
        if _COMMON_SOURCE.match(row.folded):
            row.ends_unit = True


def end_last_member(rows: Sequence[Row], members: Sequence[int]) -> None:
    """End the last of a series of headed units at a gap inside it, where none of the others has one."""
    inner = [_inner_gap(rows, at) for at in members]
    last = inner[-1]
    if last is not None and len(members) > 1 and all(gap is None for gap in inner[:-1]):
        rows[last].ends_unit = True


def _inner_gap(rows: Sequence[Row], start: int) -> int | None:
    """The index of the first paragraph after the first that a gap parts from the heading at `start`."""
    below = range(start + 2, section_end(rows, start))
    return next((at for at in below if rows[at].is_body and rows[at].look.gap_before), None)


def _goes_on(row: Row, names: set[str]) -> bool:
    if row.role != "body" or _OTHER_LABEL.match(row.folded):
        return bool(_is_source(row.folded))
    if COMMENTARY_LABEL.match(row.folded) or _is_source(row.folded):
        return True
    if _LESSON.search(row.folded):
        return False
    if names:
        return bool(people_in(row.folded) & names)
    return bool(_BYSTANDER.search(row.folded) or ACT.search(row.folded))


def is_source_line(row: Row) -> bool:
    """Whether a line says where a case was taken from, and nothing else."""
    return row.is_line and _is_source(row.folded)


def _is_source(text: str) -> bool:
    return text.startswith(("来源", "(来源", "据", "(据")) and len(text) < 40


def _mark_commentary(rows: Sequence[Row]) -> None:
    """Mark the first row of each case's own comment, by its label."""
    inside: Row | None = None
    for row in rows:
        if row.unit == "case":
            inside = row
            continue
        if row.ends_unit or (inside is not None and 0 < row.level <= inside.level):
            inside = None
        if inside is None:
            continue
        if COMMENTARY_LABEL.match(row.folded) and row.role == "body":
            row.commentary = True
