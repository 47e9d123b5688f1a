"""Cases and rules of several trades in every layout that articles give them, and what only looks like them."""

from collections.abc import Sequence

import pytest
from understand import understand

from docpipe.index import build_index

Told = tuple[str, str]
"""A title, and the text below it."""

TRADES: dict[str, Sequence[Told]] = {
    "discipline": [
        (
            "伸向食堂的手",
            "2020年3月至2021年9月,甲校总务处副主任尚某多次收受供货商现金共计3.2万元。2022年1月,尚某受到党内严重警告处分。",
        ),
        (
            "一张加油卡",
            "乙镇农技站原站长别某将公务加油卡交给其子使用。2021年7月,别某受到政务记过处分,退缴费用8760元。",
        ),
        ("消失的补助款", "丙村文书郏某私自截留养老补助6240元。郏某被开除党籍,涉嫌犯罪问题移送检察机关。"),
    ],
    "fraud": [
        (
            "“校长”的短信",
            "10月11日,家长浦女士收到“班主任”发的二维码,扫码交了资料费398元,后来才知道头像是被人盗用的。",
        ),
        ("免费的“保健课”", "辖区72岁的扈老伯听了五天讲座,买下一台15800元的“理疗仪”,回家发现只是电热垫。"),
        ("下载就贷款", "在外打工的尤某下载了一款软件,先后以“验证流水”为名转出11400元,对方随后失联。"),
    ],
    "fire": [
        (
            "飞线充电",
            "6月15日22时许,东街一家早餐店因私拉电线起火,过火面积12平方米,店主夫妇被困二楼,幸被救出。",
        ),
        ("油锅无人看", "8月2日中午,翠竹苑8栋住户炖肉时下楼取快递,油锅起火,厨房全部烧毁,损失约3万元。"),
        ("孩子与打火机", "9月20日下午,柳坪村两名7岁男童在草垛旁玩打火机,大火烧毁农用车一辆、房屋两间。"),
    ],
    "road": [
        (
            "逆行的三轮",
            "4月9日17时,邓庄村农某驾驶三轮摩托车逆行,与轿车相撞,农某当场死亡,车上两人受伤。",
        ),
        ("看了一眼手机", "5月30日上午,货车司机阳某行至省道116公里处时低头看手机,追尾前车,被刑事拘留。"),
        ("没系的头盔", "7月21日晚,骑手訾某骑电动车闯红灯,被右转大货车碾压,经抢救无效死亡。"),
    ],
    "bank": [
        (
            "代填的单子",
            "2021年5月,客户经理堵某替客户代填问卷,导致客户亏损4.3万元。堵某受到警告处分,罚款2000元。",
        ),
        ("飞走的对账单", "2020年第三季度,柜员冀某未将12户企业的对账单送达。冀某被记过,调离柜面岗位。"),
        ("微信里的身份证", "2022年2月,大堂经理郤某将客户身份证照片转发到私人群。郤某被解除劳动合同。"),
    ],
}
NO_CASES: dict[str, Sequence[Told]] = {
    "chronicle": [
        ("建校之初", "1956年9月,学校借用祠堂开学,首任校长尚先生带着三名教师白手起家。"),
        ("风雨操场", "1983年4月,全校师生搬砖运瓦,建成第一个操场,一名学生家长捐出木料。"),
        ("新的起点", "2019年8月,新校区落成,孩子们搬进了新教室。"),
    ],
    "honours": [
        ("坚守", "护士申女士在急诊科工作了二十三年,2021年被评为市级先进工作者。"),
        ("拾金不昧", "4月9日,保洁员訾大姐捡到现金8000元,原地等候失主两个小时。"),
        ("见义勇为", "7月21日,快递员农某跳入河中救起一名落水儿童,受到县政府表彰。"),
    ],
    "statistics": [
        ("总体情况", "2022年1至9月,全县共查处违规收送礼金问题12起,处理15人,给予党纪政务处分9人。"),
        ("类型分布", "违规吃喝问题8起,占38.1%;公车私用问题5起,占23.8%。"),
        ("趋势分析", "与去年同期相比,案件数量下降21%,处分人数下降17%。"),
    ],
    "law": [
        ("贪污罪", "利用职务便利,侵吞、骗取公共财物的,是贪污罪。数额在3万元以上的,处三年以下有期徒刑。"),
        ("受贿罪", "索取他人财物的,或者非法收受他人财物,为他人谋取利益的,是受贿罪。"),
        ("挪用公款罪", "挪用公款归个人使用,超过三个月未还的,处五年以下有期徒刑或者拘役。"),
    ],
    "meetings": [
        ("开班", "5月6日,县纪委组织43名新任干部开展廉政谈话,强调严禁违规收受礼品。"),
        ("参观", "5月13日,全体党员参观警示教育基地,观看违纪违法典型案例展板。"),
        ("总结", "5月20日,各支部书记交流体会,表示坚决防止类似问题发生。"),
    ],
}
NUMBERS = "一二三四五"
CIRCLED = "①②③④⑤"


# One case in each layout; {n}, {chinese} and {circled} are its number.
LABELLED = {
    "label and title": "<p>【案例{chinese}】{title}</p><p>{text}</p>",
    "label after 之": "<p>案例之{chinese} {title}</p><p>{text}</p>",
    "label in brackets": "<p>案例({chinese}):{title}</p><p>{text}</p>",
    "label alone": "<p><b>案例{n}</b></p><p>{text}</p>",
    "ordinal label": "<p>第{chinese}案</p><p>{text}</p>",
    "run-in label": "<p>  案例{chinese}:{text}</p>",
    "run-in bracket": "<p>  【案例{n}】{text}</p>",
    "labelled parts": "<p><b>【案例{n}】{title}</b></p><p>【案情】{text}</p><p>【警示】小事不小,切莫大意。</p>",
    "parts on lines of their own": (
        "<p><b>案例{chinese}:{title}</b></p><p><b>案情回顾</b></p><p>{text}</p>"
        "<p><b>案例点评</b></p><p>小事不小,切莫大意。</p>"
    ),
    "parts without a label above": "<p>【基本案情】{text}</p><p>【以案为鉴】小事不小,切莫大意。</p>",
}
UNLABELLED = {
    "numbered titles": "<p><b>{chinese}、{title}</b></p><p>{text}</p>",
    "bold titles": "<p><b>{title}</b></p><p>{text}</p>",
    "bare titles": " {title} <p>{text}</p>",
    "centred titles": '<p style="text-align: center;">{title}</p><p>{text}</p>',
    "circled titles": "<p><b>{circled}{title}</b></p><p>{text}</p>",
    "circled": "<p>{circled}{text}</p>",
    "triangles": "<p>▲{text}</p>",
    "emoji": "<p>🔔{text}</p>",
    "emoji titles": "<p><b>👉{title}</b></p><p>{text}</p>",
    "numbers run in": "<p>{n}.{text}</p>",
    "numbers and titles run in": "<p>  {n}.{title}。{text}</p>",
    "numbers alone": '<p style="text-align: center;">0{n}</p><p>{text}</p>',
    "numbers over titles": (
        '<p style="text-align: center;"><b>0{n}</b></p><p style="text-align: center;"><b>{title}</b></p>'
        "<p>{text}</p>"
    ),
    "paragraphs": "<p>{text}</p>",
    "segments": " <p>{text}</p>",
    "old format": "<h3>{chinese}、{title}</h3><h3>{text}</h3>",
    "list": "<li>{text}</li>",
    "table rows": "<tr><td>{title}</td><td>{text}</td></tr>",
}
_AROUND = {
    "list": "<ul>{}</ul>",
    "table rows": "<table><tr><td>案例</td><td>经过</td></tr>{}</table>",
}


def _laid_out(layout: str, told: Sequence[Told]) -> str:
    form = {**LABELLED, **UNLABELLED}[layout]
    body = "".join(
        form.format(n=at + 1, chinese=NUMBERS[at], circled=CIRCLED[at], title=title, text=text)
        for at, (title, text) in enumerate(told)
    )
    return _AROUND.get(layout, "{}").format(body)


def _cases(body: str) -> list[str]:
    framed = f"<p>下面几件事,请大家看一看、想一想。</p>{body} <p>安全和纪律,靠的是平时。</p>"
    return [
        f"{case['heading'] or ''} {case['title'] or ''} {case['text']}"
        for case in build_index(understand(framed))["cases"]
    ]


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("layout", [*LABELLED, *UNLABELLED])
def test_cases_of_every_trade_are_told_in_every_layout(layout: str, trade: str) -> None:
    told = TRADES[trade]
    found = _cases(_laid_out(layout, told))
    assert len(found) == len(told)
    assert all(text[:12] in case for case, (_, text) in zip(found, told, strict=True))


@pytest.mark.parametrize("sort", NO_CASES)
@pytest.mark.parametrize("layout", [name for name in UNLABELLED if name != "table rows"])
def test_what_befell_nobody_is_no_case_in_any_layout(layout: str, sort: str) -> None:
    assert _cases(_laid_out(layout, NO_CASES[sort])) == []


RULES: dict[str, Sequence[str]] = {
    "school": ["上下楼梯靠右行走", "课间不追逐打闹", "按时到校,有事请假", "爱护花草树木", "离开教室关灯关窗"],
    "bank": ["柜员离柜须锁屏", "印章入柜保管", "严禁代客户输入密码", "大额取款双人复核", "可疑交易立即上报"],
    "hospital": [
        "就诊实行一人一诊一室",
        "不得随意调节滴速",
        "病房内禁止吸烟",
        "出院带药请遵医嘱",
        "探视不超过两人",
    ],
    "village": ["红白喜事先登记", "酒席不超过十桌", "不放高音喇叭扰民", "家禽家畜圈养", "垃圾入桶不落地"],
    "traffic": [
        "开车不看手机",
        "礼让斑马线上的行人",
        "骑车佩戴头盔",
        "夜间会车使用近光灯",
        "儿童坐后排用安全座椅",
    ],
}
NO_RULES: dict[str, tuple[str, Sequence[str]]] = {
    "steps": ("办理流程如下:", ["打开手机银行", "选择还款账户", "核对信息,输入密码", "等待处理", "保存回单"]),
    "failings": (
        "存在以下问题:",
        ["思想认识不到位", "制度执行不严,检查走过场", "培训流于形式", "整改不及时,一拖再拖", "责任追究偏软"],
    ),
    "names": (
        "领导小组名单:",
        ["组长:尚建国", "副组长:别红梅", "成员:各科室负责人", "联络员:农小丽", "监督电话:8800123"],
    ),
    "tricks": (
        "常见的骗术有:",
        ["冒充客服索要验证码", "冒充领导要求转账", "诱导私下交易", "骗取垫付资金", "推荐炒股软件"],
    ),
    "papers": ("需要提供以下材料:", ["身份证", "户口簿", "照片两张", "缴费证明", "租赁合同"]),
    "thanks": (
        "在这里,我们要",
        ["感谢医护人员", "感谢社区干部", "感谢志愿者", "感谢居民朋友", "感谢每一个你"],
    ),
}
# The number before each item, and the mark at its end.
SERIES = {
    "decimal": ("{n}.", "。"),
    "decimal without a mark at the end": ("{n}、", ""),
    "with a nought": ("0{n} ", ""),
    "bracketed": ("({chinese})", ";"),
    "circled": ("{circled}", ";"),
    "keys": ("{n}️⃣", "。"),
    "chinese": ("{chinese}、", "。"),
    "run in": ("{chinese}是", "。"),
}


def _items(series: str, texts: Sequence[str]) -> str:
    number, mark = SERIES[series]
    forms = (number.format(n=at + 1, chinese=NUMBERS[at], circled=CIRCLED[at]) for at in range(len(texts)))
    return "".join(f"<p>{form}{text}{mark}</p>" for form, text in zip(forms, texts, strict=True))


def _rules(body: str) -> list[str]:
    article = understand(f"{body} <p>祝大家平安健康!</p>")
    return [rule["title"] for rule in build_index(article)["rules"]]


@pytest.mark.parametrize("trade", RULES)
@pytest.mark.parametrize("series", SERIES)
def test_rules_of_every_trade_are_told_under_every_number(series: str, trade: str) -> None:
    lead = "<p>为了大家的安全,现提出如下要求:</p>"
    assert _rules(lead + _items(series, RULES[trade])) == list(RULES[trade])


@pytest.mark.parametrize("trade", RULES)
def test_numbers_alone_head_the_rules_of_every_trade(trade: str) -> None:
    number = '<p style="text-align: center;">0{}</p>'
    items = "".join(f"{number.format(at)}<p>{text}。</p>" for at, text in enumerate(RULES[trade], 1))
    assert _rules("<p><b>注意事项</b></p>" + items) == list(RULES[trade])


@pytest.mark.parametrize("sort", NO_RULES)
@pytest.mark.parametrize("series", SERIES)
def test_a_list_of_something_else_states_no_rules(series: str, sort: str) -> None:
    lead, texts = NO_RULES[sort]
    assert _rules(f"<p>{lead}</p>{_items(series, texts)}") == []
