"""The facts of a case together: order, places, outcomes without a name, hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.structure.facts import FoundFacts, Spot, find_facts


def outcomes(*lines: str) -> list[str]:
    return [lines[spot.line][spot.start : spot.end] for spot in find_facts(lines).other_outcomes]


def every_spot(found: FoundFacts) -> list[Spot]:
    placed = [*found.people, *found.dates, *found.amounts, *found.other_outcomes]
    return [*placed, *(spot for _, spot in found.sanctions), *([found.source] if found.source else [])]


def test_a_case_tells_all_its_facts_with_their_places() -> None:
    lines = ["2020年3月,站长陆某收受荣某 3000 元。", "陆某受到党内警告处分。(甲县纪委)"]
    assert find_facts(lines) == FoundFacts(
        people=(Spot(0, 10, 12), Spot(0, 14, 16)),
        dates=(Spot(0, 0, 7),),
        amounts=(Spot(0, 17, 23),),
        sanctions=(("警告", Spot(1, 4, 8)),),
        other_outcomes=(),
        source=Spot(1, 12, 16),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("银行给予柜员翁某记过处分,扣减绩效收入5000元。", ["记过处分", "扣减绩效收入5000元"]),
        ("公司与荀某解除劳动合同。", ["解除劳动合同"]),
        ("羊某被吊销机动车驾驶证,责令作出书面检查。", ["吊销机动车驾驶证", "作出书面检查"]),
        ("违纪所得予以收缴。", ["违纪所得予以收缴"]),
        ("惠某被暂停执业活动六个月。", ["暂停执业活动六个月"]),
        ("检察机关依法作出不起诉决定。", ["不起诉决定"]),
        ("县纪委在全县进行了通报。", ["在全县进行了通报"]),
        ("情节严重的,吊销机动车驾驶证。", []),
        ("拟与甄某解除劳动合同。", []),
    ],
)
def test_an_outcome_without_a_standard_name_is_kept_as_written(line: str, expected: list[str]) -> None:
    assert outcomes(line) == expected


def test_no_lines_tell_nothing() -> None:
    assert find_facts([]) == FoundFacts((), (), (), (), (), None)


PIECES = st.sampled_from(
    [
        *"张李某王于向局长书记党内警告处分给予开除籍的,。、()《》“”0123456789年月日元万 \u3000\u200b×X曾未",
        "严重警告",
        "2020年",
        "来源:",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=40).map("".join), max_size=4))
def test_every_place_lies_within_its_line(lines: list[str]) -> None:
    spots = every_spot(find_facts(lines))
    assert [spot for spot in spots if not 0 <= spot.start < spot.end <= len(lines[spot.line])] == []


@pytest.mark.parametrize(
    "unit", ["(", "《", "张某", "警告、", "1", "曾因", "局长李明、", "的,给予", ",并", "免去", "2020年"]
)
def test_a_monotonous_line_of_a_hundred_thousand_characters_ends(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    assert all(spot.end <= len(line) for spot in every_spot(find_facts([line])))
