"""The articles in samples/: what a visitor sees first, so each must be understood without a flaw."""

from pathlib import Path

import pytest

import docpipe
from docpipe.model import Article, Figure, Paragraph, Section, Verse, descend
from docpipe.walk import heading_text, plain_text

SAMPLES = Path(__file__).parent.parent / "samples"
PATHS = sorted(SAMPLES.glob("*.txt"))
REGULATION = "中国共产党纪律处分条例"
FULL_WIDTH = "，！（）：；？％０１２３４５６７８９"


def sample(name: str) -> Article:
    return docpipe.read(SAMPLES / f"{name}.txt")


def headings(article: Article) -> list[str]:
    """Every heading that stands on a line of its own."""
    sections = [node for node in descend(article) if isinstance(node, Section) and node.role != "part"]
    return [heading_text(node.marker, node.title) for node in sections]


def closing(article: Article) -> list[tuple[str, str]]:
    return [(node.role, plain_text(node.inlines)) for node in article.closing if isinstance(node, Paragraph)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_sample_is_in_the_export_s_own_punctuation(path: Path) -> None:
    assert [char for char in path.read_text("utf-8") if char in FULL_WIDTH] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_sample_is_read_without_a_warning(path: Path) -> None:
    found = docpipe.read(path).diagnostics
    assert [diagnostic.code for diagnostic in found if diagnostic.severity != "note"] == []


def test_the_discipline_article_has_three_cases_with_their_facts() -> None:
    facts = [case.facts for case in sample("01-discipline-cases").cases]
    assert [[person.text for person in each.people] for each in facts] == [
        ["周某", "吴某", "郑某", "王某"],
        ["冯某", "陈某"],
        ["秦某"],
    ]
    assert [[sanction.name for sanction in each.sanctions] for each in facts] == [
        ["严重警告", "政务记大过"],
        ["撤销党内职务", "警告"],
        ["警告"],
    ]
    sources = [each.source.text for each in facts if each.source]
    assert sources == ["某市纪委监委", "某县纪委监委网站", "某县纪委监委"]


def test_the_discipline_article_has_seven_rules_with_what_they_cite_and_threaten() -> None:
    rules = sample("01-discipline-cases").rules
    cited = [[(each.document, each.article) for each in rule.citations] for rule in rules]
    assert cited == [[(REGULATION, number)] for number in (88, 89, 91, 92, 103, 105, 107)]
    assert [rule.max_sanction for rule in rules] == [
        "开除党籍",
        "留党察看",
        "开除党籍",
        "留党察看",
        "开除党籍",
        "开除党籍",
        "留党察看",
    ]


def test_the_second_paragraph_of_the_first_rule_belongs_to_it() -> None:
    assert len(sample("01-discipline-cases").rules[0].blocks) == 2


def test_the_discipline_article_is_signed_and_its_title_bare() -> None:
    meta = sample("01-discipline-cases").meta
    assert (meta.title, meta.organisation) == ("中秋将至,别让“节礼”变了味", "某市水务局机关纪委")


def test_the_bank_s_note_has_three_cases_each_with_its_commentary() -> None:
    cases = sample("02-bank-compliance").cases
    assert [bool(case.commentary) for case in cases] == [True, True, True]
    assert [[sanction.name for sanction in case.facts.sanctions] for case in cases] == [
        ["诫勉"],
        ["有期徒刑", "缓刑", "罚金", "开除党籍", "警告"],
        ["批评教育", "通报批评"],
    ]


def test_the_bank_s_note_has_eight_prohibitions() -> None:
    rules = sample("02-bank-compliance").rules
    assert [rule.kind for rule in rules] == ["prohibition"] * 8


def test_the_letter_greets_and_is_signed_and_dated() -> None:
    letter = sample("03-letter-to-parents")
    first = letter.body[0]
    assert isinstance(first, Paragraph)
    assert (first.role, plain_text(first.inlines)) == ("salutation", "亲爱的家长朋友:")
    assert closing(letter) == [("signature", "青禾实验小学"), ("date", "2025年7月4日")]


def test_the_letter_has_three_headings_and_six_rules() -> None:
    letter = sample("03-letter-to-parents")
    assert headings(letter) == ["一、放假时间", "二、假期安排", "三、安全提醒"]
    titles = [plain_text(rule.title) for rule in letter.rules]
    assert titles == ["防溺水", "守交规", "慎用电火", "讲卫生", "健康上网", "学会自护"]


def test_the_notice_keeps_its_ladder() -> None:
    notice = sample("04-office-notice")
    assert [(section.level, section.marker.text) for section in notice.sections if section.marker] == [
        (1, "一、"),
        (1, "二、"),
        (2, "(一)"),
        (2, "(二)"),
        (2, "(三)"),
        (1, "三、"),
        (1, "四、"),
    ]
    assert closing(notice) == [("signature", "青岚市图书馆办公室"), ("date", "2025年12月22日")]


def test_the_essay_has_headings_a_poem_and_pictures_but_no_case() -> None:
    essay = sample("05-travel-essay")
    nodes = list(descend(essay))
    assert (essay.cases, essay.rules) == ((), ())
    assert headings(essay) == ["老樟树下", "石桥人家", "灯火可亲"]
    assert [len(node.lines) for node in nodes if isinstance(node, Verse)] == [5]
    assert len([node for node in nodes if isinstance(node, Figure)]) == 2
    assert closing(essay) == [("credit", "文字:阿禾"), ("credit", "摄影:老秦")]
