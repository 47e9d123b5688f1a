"""Who: everyone whom the case names or disguises, as written, victims and bribers too.

Disguised names (孙某某, 李XX, 周女士, 小谭) are known by their form. A full name is known by what
introduces it: a post or a role before it, other names that it is listed with, a sanction that
follows, a bracket 化名.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from docpipe.structure.spots import HAN, Page, Spot, read_line
from docpipe.structure.surnames import (
    COMPOUND_SURNAMES,
    GIVEN_NAME_ENDS,
    NO_GIVEN_NAME,
    SURNAMES,
    WORDLIKE,
    WORDS,
)

_COMPOUND = "|".join(COMPOUND_SURNAMES)
_SINGLE = "".join(sorted(SURNAMES))
_SURNAME = f"(?:{_COMPOUND}|[{_SINGLE}])"
_HAN = re.compile(f"[{HAN}]")

# ── disguised by 某, X, × ────────────────────────────────────────────────────────────────────

_MOU = re.compile(rf"(?P<surname>{_COMPOUND}|[{HAN}])(?P<mou>某{{1,2}})(?P<given>[{HAN}A-Z\d]?)")
_CROSSED = re.compile(rf"(?<![{HAN}])(?:{_SURNAME})(?:[XxＸ×*○□●]{{1,2}})(?![A-Za-z×*])|{_SURNAME}(?:[X×*○□]{{1,2}}|xx)(?![A-Za-z×*\d])[{HAN}]?")
# Heavenly stems stand for places and parties (甲某, 乙某); 丁 and 辛 are surnames as well.
_STEMS = frozenset("甲乙丙戊己庚壬癸")
# What 某 may point at when it is a determiner: 某公司, 某建材公司业务员, 某日.
_BODY = (
    "公司|集团|银行|支行|分行|医院|卫生院|学校|学院|大学|中学|小学|幼儿园|机关|单位|部门|中心|[局厅部处科室所站队厂店馆院社办]|"
    "委|政府|法院|检察院|企业|工厂|商店|超市|酒店|饭店|宾馆|茶楼|会所|小区|广场|平台|网站|协会|[县市区镇乡村省州街道路]|社区|项目|工程|"
    "介绍人|中间人|朋友|亲戚|熟人|部队|系|APP|app|银|品牌|产品|软件"
)
_DETERMINED = re.compile(rf"(?:[{HAN}]{{0,8}}?(?:{_BODY})|[年月日天次种些人地处项个类名位段期份笔事案领商男女老业药国民外私建网镇县市区乡村])")
_DETERMINED_AT_ONCE = re.compile(
    "(?:公司|集团|银行|支行|分行|医院|学校|单位|部门|中心|[局厅县市镇乡](?!里|上|长|委)|机关|企业|小区|社区)"
)
_NO_BODY_INSIDE = frozenset("在的与和被因受将为以给是有从到向对把等利曾")
# A surname's character that ends another word before 某: 江苏某公司, 时任某局局长.
_WORD_ENDS = frozenset(
    "江苏 浙江 辽宁 上海 广东 山东 湖南 河南 云南 海南 吉林 长沙 成都 大连 沈阳 贵阳 洛阳 襄阳 武汉 南宁 西宁 龙江 黑龙 公司 股东 对方 地方 一方 甲方 "
    "乙方 双方 警方 部门 身边 路边 城区 县城 小区 辖区 社区 园区 当年 去年 今年 同年 每年 我国 全国 外国 各国 同时 此时 当时 时任 担任 现任 历任 曾任 "
    "兼任 主任 责任 委任 聘任 出任 升任 随后 之后 然后 以后 最后 事后 会后 案后 通过 经查 检查 调查 侦查 审查 方向 公路 道路 线路 铁路 高速 专门 "
    "上门 出门 内部 同步 逐步 附近 有关 相关 机关 海关 不同 其余 以及 共同 停车 驾车 乘车 开车 客车 汽车 货车 轿车 酒店 银行 党员 干部 教师 老师 律师 "
    "医师 厨师 大师 权利 便利 私利 胜利 股权 债权 产权 职权 办公 国家 一家 两家 三家 多家 大家 专家 商家 厂家 独家 私家 之家 自家 各家 几家 管家".split()
)
_AFTER_GIVEN = frozenset("在的受被因为将向利违等和与及任系于到以从先、,。;(),:")
# Their first character ends a post or a place before a plain surname: 科长孙某, 建设单于某.
_SPLIT_COMPOUNDS = frozenset("长孙 公孙 东方 南门 西门 东门 百里 第五 单于 公西 司空 东郭 闻人 段干".split())
_NAME_NUMBER = re.compile("[甲乙丙丁A-Z1-9]")
_AFTER_NUMBER = re.compile("[县市镇乡村区方级类年月日人名万元块岁个次时点%.\\d]|公司|银行")

# Surnames that join words far more often than they name: 向同学借, 和老师, 经某人.
_JOINERS = frozenset("向和由从但那代有来应能同因经")

# ── disguised by a form of address ───────────────────────────────────────────────────────────

_HONOUR = (
    "女士|先生|小姐|大爷|大妈|大娘|大叔|大姐|大哥|大伯|大嫂|大婶|阿姨|奶奶|爷爷|婆婆|老汉|老太太?|老伯|老爹|叔叔"
)
# These follow other words as well: 值班医生, 历史老师, 装修师傅.
_CALLING = "师傅|同学|同志|老师|医生|大夫|护士|律师|警官|法官|教授|教练|老人"
_POST_OF_ADDRESS = "书记|局长|科长|处长|主任|经理|行长|校长|院长|所长|站长|队长|厂长|镇长|乡长|村长|县长|老板|总"
_ADDRESSED = re.compile(
    rf"(?P<surname>{_COMPOUND}|[{_SINGLE}]|[A-Z])(?:(?P<honour>{_HONOUR})|{_CALLING}|(?P<post>{_POST_OF_ADDRESS})(?![{HAN}]))"
)
_FAMILIAR = re.compile(rf"(?P<size>[小老阿])(?P<surname>[{_SINGLE}甲乙])(?:某|(?=[^某]|$))")
# 小区, 老师, 小程序 are words; so are 大小, 缩小 before a surname.
_FAMILIAR_WORDS = re.compile(
    "小(?:区|时|路|车|费|米|麦|包|康|班|广告|程序|金库|项目|红书|平台|家|白|干部|官|单|商|习|利|满|鱼|羊|水|花|池|山|计|能|于|和|向|边|来|有|从|由|修)"
    "|老(?:师|年|党|家|干部|干|单位|路|农|边|房|城|将|有|来|向|是|化|百|两|牛|牌|方|言|法|商|史|司|官|宅|井|人|区|车|路|国)"
    "|阿(?:里|富|拉|胶|哥|姨|弥|利|尔|门|根廷)"
)
_BEFORE_FAMILIAR = re.compile("[大最从细缩窄矮弱幼较更太很极渺变胆微中家敬养衰古]$")
# What may stand before a form of address or a familiar name without being part of a longer word.
_LEFT_WORDS = (
    "[、,。;:!?“”‘’\"'()\\[\\]【】《》—\0…和与及同跟给向被把对让由替为将找问据经因的了见是为等及者及是叫称帮请劝当]|以及|"
    "名|位|姓|里|市|县|镇|村|区|户|人|员|长|师|生|友|民|客|主|商|妻|夫|子|女|儿|母|父|亲|妹|弟|姐|哥|属|事|学|工|农|士|者|记|任|理|计|纳|老|部|机|代|板|手|医|户|\\d"
)
_LEFT = re.compile(f"(?:^|{_LEFT_WORDS})$")

# ── full names ───────────────────────────────────────────────────────────────────────────────

_ROLE = re.compile(
    "(?:[书局处科县市镇乡区村校院所站队厂行社股组班部会董事监理秘]*长|书记|主任|经理|会计|出纳|委员|主席|董事|监事|总裁|总监|主管|助理|秘书|"
    "科员|职员|办事员|工作人员|公务员|驾驶员|业务员|统计员|采购员|信息员|协理员|网格员|保管员|柜员|店员|雇员|抄表员|技术员|专干|文书|干部|员工|职工|临时工|"
    "司机|医生|护士|护士长|教师|老师|教授|讲师|工程师|法官|检察官|警官|民警|辅警|律师|党员|代表|老板|商人|"
    "村民|居民|市民|群众|农民|渔民|妻子|丈夫|儿子|女儿|父亲|母亲|哥哥|弟弟|姐姐|妹妹|表弟|表哥|堂弟|堂哥|侄子|侄女|外甥|岳父|岳母|女婿|儿媳|亲戚|亲属|"
    "朋友|好友|同学|同事|下属|部下|战友|邻居|情妇|男子|女子|学生|大学生|负责人|责任人|法人|承包人|当事人|受害人|被害人|嫌疑人|被告人|举报人|请托人|卖粮人|中间人|合伙人|承包商|开发商|供应商|经销商|包工头|"
    "客户|储户|患者|病人|老人|书画家|检察长|巡视员|调研员|主任科员|原告|被告)$"
)
_ROLE_WINDOW = 6
_CUE = re.compile("(?:给予|追究|对|将|开除|免去|以及|和|与|、)$")
_NAME_ENDS = (
    "被|受到|受|因|在|违反|违规|违法|利用|收受|收取|接受|身为|作为|担任|任|犯|涉嫌|伙同|等|的|于|与|和|及|同|以|从|到|由|将|对|向|为|先后|多次|"
    "明知|未|不|没|擅自|参与|醉酒|酒后|驾驶|私自|虚|套取|贪污|挪用|截留|组织|安排|主持|要求|授意|指使|把|给|送|严重|系|是|说|称|表示|也|还|又|均|则|仍|已|"
    "曾|时任|通过|借|公款|公车|之|每|分别|两|二人|三人|夫妇|一家|家|开除|党内|撤销|留党|政务|诫勉|免职|职务|处分|记|负|履行|主动|承认|交代|得知|发现|认为|觉得|"
    "共同|一起|一同|合伙|串通|勾结|联合|联系|分[一二两三四五六七八九十\\d]|按|根据|为了|违|其|本人|当|自|\\d|签|审核|填|编造|经常|长期|开始|使用|领取|购买|经营|承包|办理"
)
_BREAK = re.compile(rf"(?:$|[^{HAN}])")
_GOES_ON = re.compile(f"(?:{_NAME_ENDS})")
# After a name that nothing introduces but its place at the head of a clause.
_SANCTIONED = re.compile("(?:被(?:开除|给予|撤销|免|诫勉|判处|移送|处|留党|通报|政务|党内|立案|责令|查|行政)|受到|(?:因[^,。;]{1,30})?(?:受到|被给予)|[,](?:男|女)[,。])")
_ALIAS = re.compile(rf"(?P<name>{_SURNAME}[{HAN}]{{1,2}}|小[{HAN}]{{1,2}}|阿[{HAN}])\((?:均?为?|系)?化名\)")
_BIO = re.compile(rf"(?:^|[。:;])(?P<name>{_SURNAME}[{HAN}]{{1,2}})[,(](?:男|女)[,);]")
_PLACE_GOES_ON = re.compile("[村镇县市区乡路街庄湾组社局院校厂]|公司|集团|银行|项目|牌")


def find_people(page: Page, heading: str = "") -> tuple[Spot, ...]:
    """The people that the lines name, each form once, in order; `heading` bears witness to full names."""
    names = _FullNames([*(reading.text for reading in page.readings), read_line(heading).text])
    found: list[tuple[int, int, int]] = []
    for line, reading in enumerate(page.readings):
        text = reading.text
        disguised = sorted({*_by_mou(text), *_crossed(text), *_addressed(text), *_familiar(text)})
        spans = _apart(disguised)
        spans += names.spans(reading.mask(spans).without_documents().text, dict(spans))
        found += [(line, start, end) for start, end in spans]
    return page.written(found)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _by_mou(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _MOU.search(text, at):
        at = found.end("mou")
        if len(found["surname"]) > 1 and not _is_disguised(text, found):
            found = _MOU.match(text, found.end("surname") - 1) or found
        if _is_disguised(text, found):
            at = _end_of_disguised(text, found)
            yield found.start(), at


def _is_disguised(text: str, found: re.Match[str]) -> bool:
    surname, start, after = found["surname"], found.start(), found.end("mou")
    if len(surname) > 1:
        return surname not in _SPLIT_COMPOUNDS or not _HAN.match(text[start - 1 : start])
    if surname in _STEMS or text[max(start - 1, 0) : start + 1] in _WORD_ENDS:
        return False
    if surname not in SURNAMES:
        return surname not in NO_GIVEN_NAME and _stands_free(text, start) and bool(_ends_name(text, after))
    if surname in _JOINERS and not (_ROLE.search(text[max(start - _ROLE_WINDOW, 0) : start]) or text[start - 1 : start] == "、"):
        return False
    if surname in WORDLIKE:
        return _stands_free(text, start) and not _determines(text, after, found["mou"])
    return not _DETERMINED_AT_ONCE.match(text, after) or _stands_free(text, start)


def _determines(text: str, after: int, mou: str) -> bool:
    """Whether 某 before `after` points at a body (于某公司) and is no name (于某)."""
    if mou == "某某" and not _DETERMINED_AT_ONCE.match(text, after):
        return False
    found = _DETERMINED.match(text, after)
    return found is not None and not _NO_BODY_INSIDE.intersection(found[0])


def _stands_free(text: str, start: int) -> bool:
    return bool(_LEFT.search(text[max(start - 2, 0) : start]))


def _ends_name(text: str, at: int) -> bool:
    return bool(_BREAK.match(text, at) or _GOES_ON.match(text, at))


def _end_of_disguised(text: str, found: re.Match[str]) -> int:
    given, end = found["given"], found.end("mou")
    if not given:
        return end
    if _NAME_NUMBER.match(given):
        return end if _AFTER_NUMBER.match(text, end + 1) else end + 1
    if given in GIVEN_NAME_ENDS and found["mou"] == "某" and text[end + 1 : end + 2] in _AFTER_GIVEN:
        return end + 1
    return end


def _crossed(text: str) -> Iterator[tuple[int, int]]:
    for found in _CROSSED.finditer(text):
        end = found.end()
        if _HAN.match(found[0][-1]) and not (
            found[0][-1] in GIVEN_NAME_ENDS and text[end : end + 1] in _AFTER_GIVEN
        ):
            end -= 1
        yield found.start(), end


def _addressed(text: str) -> Iterator[tuple[int, int]]:
    for found in _ADDRESSED.finditer(text):
        surname, start = found["surname"], found.start()
        if surname in _JOINERS or text[start : start + 2] in WORDS:
            continue
        # A post in quotation marks is a part that somebody plays (“王局长”让他转账).
        if found["post"] and text[start - 1 : start] in {"“", "‘", '"'}:
            continue
        if (found["honour"] and surname not in WORDLIKE) or _stands_free(text, start):
            yield found.span()


def _familiar(text: str) -> Iterator[tuple[int, int]]:
    for found in _FAMILIAR.finditer(text):
        before = text[max(found.start() - 2, 0) : found.start()]
        if _FAMILIAR_WORDS.match(text, found.start()) or _BEFORE_FAMILIAR.search(before):
            continue
        if _stands_free(text, found.start()):
            yield found.span()


class _FullNames:
    """Full names, by what introduces them; how often a form recurs says where a name ends."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            for index, char in enumerate(text):
                if char in SURNAMES:
                    self._counts[text[index : index + 2]] += 1
                    self._counts[text[index : index + 3]] += 1

    def spans(self, text: str, disguised: dict[int, int]) -> list[tuple[int, int]]:
        """The spans of full names in `text`, where other names are masked; `disguised` maps their starts to ends."""
        ends = set(disguised.values())
        spans = {found.span("name") for pattern in (_ALIAS, _BIO) for found in pattern.finditer(text)}
        for index, char in enumerate(text):
            if char in SURNAMES and index + 1 < len(text):
                end = self._end_of_name(text, index, ends)
                if end:
                    ends.add(end)
                    spans.add((index, end))
        return _apart(sorted(spans))

    def _end_of_name(self, text: str, start: int, ends: set[int]) -> int | None:
        before = text[max(start - _ROLE_WINDOW, 0) : start]
        introduced = bool(_ROLE.search(before)) or self._continues_list(text, start, ends)
        if not introduced and not _CUE.search(before) and _HAN.match(before[-1:] or "。"):
            return None
        end = self._choose_end(text, start)
        if end is None or _PLACE_GOES_ON.match(text, end):
            return None
        name = text[start:end]
        if introduced:
            # A word-like surname needs a second witness: 书记和主任, 干部任职.
            sure = name[0] not in WORDLIKE or self._counts[name] > 1
            return end if sure else None
        if _SANCTIONED.match(text, end) or (_CUE.search(before) and _OF_SANCTION.match(text, end)):
            return end if name[0] not in WORDLIKE or self._counts[name] > 1 else None
        return None

    def _continues_list(self, text: str, start: int, ends: set[int]) -> bool:
        return any(start - len(join) in ends and text.startswith(join, start - len(join)) for join in _LIST_JOINS)

    def _choose_end(self, text: str, start: int) -> int | None:
        surname = next((s for s in COMPOUND_SURNAMES if text.startswith(s, start)), text[start])
        first = start + len(surname)
        if surname in _JOINERS or (len(surname) == 1 and text[start : start + 2] in WORDS):
            return None
        short = first + 1 if _is_given(text, first, first + 1) else None
        long = first + 2 if _is_given(text, first, first + 2) else None
        if long and self._counts[text[start:long]] == self._counts[text[start:short]] > 1:
            return long
        if long and _BREAK.match(text, long) and text[first + 1] not in _NEVER_SECOND:
            return long
        if short and _ends_name(text, short):
            return short
        if long and (_ends_name(text, long) or text[first + 1] in GIVEN_NAME_ENDS):
            return long
        return None


_OF_SANCTION = re.compile("[^,。;]{0,16}(?:处分|处理|诫勉|职务|立案|批评|警告)")
_LIST_JOINS = ("以及", "、", "和", "与", "及")
_NEVER_SECOND = frozenset("在被因受犯等及与")


def _is_given(text: str, start: int, end: int) -> bool:
    given = text[start:end]
    return len(given) == end - start and all(_HAN.match(c) and c not in NO_GIVEN_NAME for c in given)
