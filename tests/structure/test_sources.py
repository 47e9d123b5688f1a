"""Where a case was told."""

import pytest

from docpipe.structure.facts import find_facts
from docpipe.structure.sources import find_common_source


def source(*lines: str) -> str | None:
    spot = find_facts(lines).source
    return lines[spot.line][spot.start : spot.end] if spot else None


def common_source(line: str) -> str | None:
    spot = find_common_source(line)
    return line[spot.start : spot.end] if spot else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("邱某受到警告处分。(甲省纪委监委)", "甲省纪委监委"),
        ("邱某受到警告处分。（乙市教育局网站）", "乙市教育局网站"),
        ("邱某受到警告处分(丙县融媒体中心)。", "丙县融媒体中心"),
        ("邱某受到警告处分。(来源:丁县纪委监委网站)", "丁县纪委监委网站"),
        ("邱某受到警告处分。【来源:丁县纪委监委】", "丁县纪委监委"),
        ("邱某受到警告处分。来源:戊市中级人民法院", "戊市中级人民法院"),
        ("来源:甲县纪委监委网站", "甲县纪委监委网站"),
        ("案例来源:己市公安局官方微信", "己市公安局官方微信"),
        ("信息来源:《庚报》2021年3月5日", "《庚报》2021年3月5日"),
        ("通报单位:辛镇纪委", "辛镇纪委"),
        ("(摘自《壬市廉政周刊》第3期)", "《壬市廉政周刊》第3期"),
        ("——癸县纪委监委通报", "癸县纪委监委通报"),
        ("(据甲市日报)", "甲市日报"),
        ("邱某受到警告处分。[乙区人民检察院]", "乙区人民检察院"),
        ("邱某受到警告处分。(据甲县纪委监委网站消息)", "甲县纪委监委网站"),
        ("邱某受到警告处分。(乙市纪委监委网站2020年3月2日)", "乙市纪委监委网站2020年3月2日"),
        ("邱某受到警告处分。(丙县人民法院(刑庭)公众号)", "丙县人民法院(刑庭)公众号"),
        ("来源|丁区教育局", "丁区教育局"),
        ("图片来源:网络", None),
        ("漫说廉洁(第一辑)", None),
        ("丙有限公司(以下简称丙公司)", None),
        ("2022年2月3日(正月初三)", None),
        ("驾驶救护车(空车)", None),
        ("大学生小岳(化名)", None),
        ("(文中人物均为化名)", None),
        ("发到群里(微信成员81人)。", None),
        ("据甲县纪委监委通报,邱某受到警告处分。", None),
        ("(本条暂无本地案例。)", None),
        ("资金来源不明,来源渠道待查。", None),
        ("他买了房(另案处理)。", None),
        ("他在群里说(见下图)", None),
    ],
)
def test_a_source_is_named_by_bracket_line_or_note(line: str, expected: str | None) -> None:
    assert source("开头一段。", line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("■以上案例来源于甲省保密教育中心2022年第三季度通报", "甲省保密教育中心2022年第三季度通报"),
        ("(以上案例摘自乙市纪委监委网站)", "乙市纪委监委网站"),
        ("注:以上三起案例均来自《丙县警示录》。", "《丙县警示录》"),
        ("※ 上述案例选自丁市纪检监察网", "丁市纪检监察网"),
        ("案例来源:戊县纪委监委", "戊县纪委监委"),
        ("以上案例根据己市公安局通报整理", "己市公安局通报"),
        ("以上案例由庚区纪委监委提供。", "庚区纪委监委"),
        ("(案例来源：辛市教育局)", "辛市教育局"),
        ("以上内容供大家学习参考。", None),
        ("以上案例告诉我们,侥幸不得。", None),
        ("以上案例发人深省。", None),
        ("根据上级要求,现通报如下。", None),
        ("资金来源于村集体账户。", None),
        ("本期案例由浅入深。", None),
    ],
)
def test_one_note_names_the_source_of_several_cases(line: str, expected: str | None) -> None:
    assert common_source(line) == expected
