"""The words by which a clause orders, forbids or advises."""

import re

PROHIBITION = re.compile(
    "不得|严禁|禁止|谢绝|不准|不许|不要|切勿|请勿|勿|不可|杜绝|拒绝|不买|不乱|不私自|不带|不到|不随意|莫|不(?:留|坐|闯|玩|碰|接受|参与|吃|喝|吸|打|追|攀|信|转|点|扫|扎堆|聚集|逆行)"
)
OBLIGATION = re.compile(
    "必须|一律|应当|应该|务必|(?<![主重索摘纪次将快想只])要(?!求|素|点|害|紧|闻)|要求(?=[^,。;]{0,6}(?:做到|按|在|不))|须|需|请(?![假客示教])|确保|做好|做到|遵守|加强|注意|牢记|保持|坚持|提高|自觉|配合"
)
# Words that begin an order or a piece of advice. Calibrated on the rules of the gold corpus and on
# the imperatives of school, bank and office notices.
IMPERATIVE = re.compile(
    "(?:不|勿|莫|严|禁|防|忌|拒|戒|谨|慎|常|勤|多|少|远离|遵守|注意|加强|做好|做到|保持|保证|保护|确保|坚持|合理|科学|文明|健康|安全|"
    "准备|备齐|配合|教育|监督|提醒|关注|关心|督促|引导|培养|养成|树立|学会|学习|牢记|严守|严格|规范|落实|完善|建立|"
    "按|依|凡|如|家长|学生|自觉|主动|积极|及时|提前|正确|戴|穿|走|乘|骑|用|管|讲|守|测|看|听|下|上|返回|途中|减少|避免|杜绝|"
    "车辆|居住|有|每|离|先(?!进)|穿|留意|理性|适度|妥善|恪守|依据|依法|首|最小|违规|公开|制造|泄露|妄议|诋毁|重大|为|瞒报|利益)"
)
# An order without a subject begins with its negation (不坐超员车); these words begin so and are none.
NEGATION = re.compile(
    "(?:^|[,;、:的得]|绝|一律|坚决|都|也)(?:绝)?不(?!仅|同|但|过|只|论|管|少|足|断|料|禁|幸|知|觉|是|如|妨|该|可|够|能|会|一|久|在于|由|曾|了|大|多|小|容|难|明)"
    # A limit (不超过四小时), and a clause that ends in its negated verb (身体不适不出车).
    "|不(?:超过|少于|低于|高于|早于|晚于|得)|[^,;。]{3}不(?!了|是|够|足|全|适|当|明|力|到位|严|实)[^\\W\\d_]{1,3}(?=[,;。]|$)"
)


FAILING = re.compile(
    "不(?:到位|及时|够|足|强|严|实|力|高|清|健全|完善|规范|落实|深入|扎实|彻底|主动|透|痛不痒)(?=[,。;:]|$)|不会[^,。;]{1,8}$|流于形式|走过场|偏[软弱低]|薄弱|缺失|滞后|淡薄|松懈|一拖再拖|形同虚设"
)
"""What says that something is wrong, in a list of failings; it orders nothing."""


def is_order(clause: str) -> bool:
    """Whether the folded `clause` tells somebody to do something or not to."""
    if FAILING.search(clause):
        return False
    return any(
        (
            IMPERATIVE.match(clause),
            *(words.search(clause) for words in (PROHIBITION, OBLIGATION, NEGATION)),
        )
    )
