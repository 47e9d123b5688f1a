"""Faults planted in invented articles, and sound articles in which none is found."""

from pathlib import Path

import pytest
from understand import understand

from docpipe.diagnostics import CATALOGUE, describe
from docpipe.model import Article, Diagnostic
from docpipe.proof import check_article

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
CASE = "2021年3月,甲县林业局科员许某收受礼金3000元。2021年8月,许某受到党内警告处分。"


def found(article: Article) -> list[str]:
    return [diagnostic.code for diagnostic in check_article(article)]


def only(article: Article, code: str) -> Diagnostic:
    (diagnostic,) = [each for each in check_article(article) if each.code == code]
    return diagnostic


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_nothing_false_is_found_in_a_sample(sample: Path) -> None:
    title, author, *rest = [line for line in sample.read_text("utf-8").splitlines() if line.strip()]
    article = understand("\n".join(line for line in rest if "<" in line), title=title, author=author)
    assert [code for code in found(article) if CATALOGUE[code].severity != "note"] == []


@pytest.mark.parametrize(
    ("lines", "code", "text"),
    [
        ("一、安排\n上午开会。\n三、纪律\n按时到场。", "numbering-gap", "三、"),
        ("请注意:\n1.不迟到。\n2.不早退。\n2.不缺席。", "numbering-repeat", "2."),
        ("请注意:\n1.不迟到。\n2.不早退。\n1.不缺席。", "numbering-repeat", "1."),
        ("请注意:\n1.不迟到。\n2、不早退。", "numbering-mixed", "2、"),
        ("他说:“今天天气很好。", "unpaired-mark", "“"),
        ("会议地点(三楼会议室已经定好。", "unpaired-mark", "("),
        ("请学习《条例的有关规定。", "unpaired-mark", "《"),
        ("会议定于2月30日召开。", "impossible-date", "2月30日"),
        ("会议定于2023年2月29日召开。", "impossible-date", "2023年2月29日"),
        ("会议定于13月1日召开。", "impossible-date", "13月1日"),
        ("展览从2023年5月到2022年6月举行。", "dates-out-of-order", "2023年5月到2022年6月"),
        ("收受购物卡12张,每张500元,合计5000元。", "sum-mismatch", "12张,每张500元,合计5000元"),
        ("他收受现金3000元、烟酒2000元,共计6000元。", "sum-mismatch", "6000元"),
    ],
)
def test_a_planted_fault_is_found_in_its_place(lines: str, code: str, text: str) -> None:
    diagnostic = only(understand(lines), code)
    assert diagnostic.text == text
    assert diagnostic.position.line == 5


@pytest.mark.parametrize(
    "lines",
    [
        "一、安排\n上午开会。\n二、纪律\n按时到场。",
        "一、安全\n1.不跑。\n2.不跳。\n二、卫生\n1.洗手。\n2.扫地。",
        "他说:“老师讲‘学习《论语》’(第三章)。”",
        "1)到场 2)签到",
        "会议定于2024年2月29日召开。",
        "展览从2022年12月到2023年1月举行。",
        "收受购物卡12张,每张500元,合计6000元。",
        "他收受现金3000元、烟酒2000元,共计5000元。",
        "他收受现金约3000元、烟酒2000余元,共计6000元。",
        "共捐款7200元,其中一班1850元。",
        "用时3个月,历时1年零2个月。",
    ],
)
def test_what_is_sound_is_left_alone(lines: str) -> None:
    assert found(understand(lines)) == []


def test_a_total_is_held_against_the_paragraph_that_takes_it_apart() -> None:
    total = "2016年,副站长章某先后多次收受卖粮人的现金,共计{}元,被开除党籍。"
    parts = (
        "这些钱物中,红包14个,每个200元,合计2800元;转账2次,每次2000元,合计4000元;另外,他还收受现金21000元。"
    )
    body = "<p><b>案例一</b></p><p>{}</p><p>{}</p>"
    assert found(understand(body.format(total.format(27800), parts))) == []
    diagnostic = only(understand(body.format(total.format(30288), parts)), "sum-mismatch")
    assert diagnostic.values == {"total": "30288元", "parts": "2800+4000+21000=27800"}


def test_a_rule_whose_title_and_text_name_two_sanctions_is_found() -> None:
    rule = '<p><b style="color: red">{}</b></p><p>{}</p>'
    text = "情节较重的,给予撤销党内职务处分;情节严重的,给予{}处分。"
    body = " 提醒 <p>请注意:</p> " + rule.format("1. 不传谣,严重者开除党籍", text.format("留党察看"))
    body += rule.format("2. 不泄密,严重者开除党籍", text.format("开除党籍"))
    diagnostic = only(understand(body), "sanction-mismatch")
    assert diagnostic.values == {"title": "开除党籍", "text": "留党察看"}


def test_a_case_without_an_outcome_is_found_among_cases_that_have_one() -> None:
    loose = "2022年5月,乙镇会计方某挪用公款2万元用于赌博。"
    body = f"<p><b>案例一</b></p><p>{CASE}</p><p><b>案例二</b></p><p>{loose}</p>"
    assert only(understand(body), "case-without-outcome").values == {"case": "案例二"}


def test_a_sanction_before_the_deed_is_out_of_order() -> None:
    text = "2021年3月,甲县科员许某收受礼金。2020年8月,许某受到党内警告处分。"
    diagnostic = only(understand(f"<p><b>案例一</b></p><p>{text}</p>"), "dates-out-of-order")
    assert diagnostic.text == "2020年8月"


def test_an_edition_follows_from_the_latest_date_of_the_article() -> None:
    cited = "《中国共产党纪律处分条例》第一百二十八条规定了泄密的处分。"
    assert (
        only(understand(f"{cited}\n2020年5月1日"), "superseded-citation").values["now_zh"]
        == "第128条现为第144条"
    )
    assert found(understand(f"{cited}\n2024年5月1日")) == []
    assert found(understand(cited)) == []


def test_an_edition_written_with_the_citation_wins() -> None:
    cited = "《中国共产党纪律处分条例》(2018年修订)第四十五条作了规定。\n2024年5月1日"
    assert only(understand(cited), "superseded-citation").values["now_zh"] == "第45条现为第50条"


def test_an_article_not_known_to_have_moved_gets_no_invented_number() -> None:
    cited = "《中国共产党纪律处分条例》第八条作了规定。\n2020年5月1日"
    assert only(understand(cited), "superseded-citation").values["now_zh"] == "现行条号请核对"


def test_a_citation_without_a_document_is_a_note() -> None:
    diagnostic = only(understand("依照第三十一条第二款处理。"), "citation-without-document")
    assert diagnostic.severity == "note"


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_can_be_told_in_both_languages(code: str) -> None:
    diagnostic = Diagnostic(code=code, severity=CATALOGUE[code].severity)
    assert describe(diagnostic, "zh") != describe(diagnostic, "en")


def test_hostile_text_is_checked_in_linear_time() -> None:
    marks = ("(" * 50_000, "“" * 50_000, "1." * 10_000, "(1)的的" * 10_000, "一是" * 20_000)
    figures = ("2月30日" * 5_000, "每个1元合计" * 5_000, "111," * 20_000, "1+" * 20_000, "9月9日至" * 5_000)
    for text in marks + figures:
        check_article(understand(text + "。"))
