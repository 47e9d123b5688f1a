import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.model import Reference
from docpipe.structure.citations import parse_citations


def show(reference: Reference) -> str:
    """A reference on one line: 公务员法@2018 c3 s2 59之1.2(3)[4] is 2018, 第三章第二节第五十九条之一第二款第(三)项第4目."""
    written = str(reference.document)
    for sign, value, end in (
        ("@", reference.edition, ""),
        (" c", reference.chapter, ""),
        (" s", reference.section, ""),
        (" ", reference.article, ""),
        ("之", reference.sub_article, ""),
        (".", reference.paragraph, ""),
        ("(", reference.item, ")"),
        ("[", reference.point, "]"),
    ):
        written += f"{sign}{value}{end}" if value is not None else ""
    return written


def cited(*lines: str, title: str | None = None) -> list[str]:
    return [
        show(reference)
        for line in parse_citations(lines, title)
        for found in line
        for reference in found.references
    ]


def spans(line: str) -> list[str]:
    return [line[found.start : found.end] for found in parse_citations([line])[0]]


# One document, one expression: what is written, and the provisions of 林业条例 that it means.
PROVISIONS = [
    ("第四十五条", "45"),
    ("第四十五条、第四十六条", "45 46"),
    ("第四十五条和第四十七条", "45 47"),
    ("第四十五、四十六条", "45 46"),
    ("第45条、46条", "45 46"),
    ("第十、十八、二十六条", "10 18 26"),
    ("第八十五条至第八十八条", "85 86 87 88"),
    ("第八十五至八十七条", "85 86 87"),
    ("第385-388条", "385 386 387 388"),
    ("第9条~第11条", "9 10 11"),
    ("第九条——第十一条", "9 10 11"),
    ("第九条到第十一条", "9 10 11"),
    ("第九条到第九千条", "9 9000"),
    ("第十一条至第九条", "11 9"),
    ("第31条", "31"),
    ("第３１条第２款", "31.2"),
    ("第廿三条", "23"),
    ("第一百三十三条之一", "133之1"),
    ("第一百三十三条之一第二款", "133之1.2"),
    ("第九十一条之规定", "91"),
    ("第二十条第一款第(一)、(三)项", "20.1(1) 20.1(3)"),
    ("第二十条第一款第(一)项、第(三)项", "20.1(1) 20.1(3)"),
    ("第二十条第(一)(二)(四)项", "20(1) 20(2) 20(4)"),
    ("第二十条（一）、（二）项", "20(1) 20(2)"),
    ("第二十条第(一)至(三)项", "20(1) 20(2) 20(3)"),
    ("第二十条第三项", "20(3)"),
    ("第二十条第㈢项", "20(3)"),
    ("第二十条第一款第三项第2目", "20.1(3)[2]"),
    ("第20条1款3项", "20.1(3)"),
    ("第二十条第一款、第二款", "20.1 20.2"),
    ("第二十条第一至三款", "20.1 20.2 20.3"),
    ("第三十四条第一款第(二)项和第(十三)项、第一百二十三条第一款第(六)项", "34.1(2) 34.1(13) 123.1(6)"),
    ("第二十条的第二款", "20.2"),
    ("中第二十条", "20"),
    ("的第二十条", "20"),
    ("分则第二十条", "20"),
    (" 第 二十 条 第（ 三 ）项", "20(3)"),
    ("（国务院令第541号）第二十五条", "25"),
    ("第五条、七项措施", "5"),
]


@pytest.mark.parametrize(("written", "meant"), PROVISIONS)
def test_a_provision_is_read_as_the_law_writes_it(written: str, meant: str) -> None:
    assert cited(f"违反《林业条例》{written}，应予处罚。") == [
        f"林业条例 {article}" for article in meant.split()
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("《林业条例》第三章", ["林业条例 c3"]),
        ("《林业条例》第三章第二节", ["林业条例 c3 s2"]),
        ("《林业条例》第六章至第八章", ["林业条例 c6", "林业条例 c7", "林业条例 c8"]),
        ("《林业条例》第三章第四十条", ["林业条例 c3 40"]),
        ("《民法典》婚姻家庭编第一千零七十九条", ["民法典 1079"]),
    ],
)
def test_chapters_and_sections_are_cited(line: str, expected: list[str]) -> None:
    assert cited(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("《林业条例》(2019年修正)第七条", ["林业条例@2019 7"]),
        ("《林业条例》（2019修订）第七条", ["林业条例@2019 7"]),
        ("《林业条例（2019年修订）》第七条", ["林业条例@2019 7"]),
        ("《林业条例》2019年版第七条", ["林业条例@2019 7"]),
        ("2019年修订的《林业条例》第七条", ["林业条例@2019 7"]),
        ("二〇一九年版《林业条例》第七条", ["林业条例@2019 7"]),
        ("《林业条例》(2019年修订)第七条、第九条", ["林业条例@2019 7", "林业条例@2019 9"]),
        (
            "《林业条例》(2019年修订，下称《条例》)第七条。《条例》第九条",
            ["林业条例@2019 7", "林业条例@2019 9"],
        ),
        (
            "2018年修订的《林业条例》第七条改为2023年新修订的《林业条例》第九条",
            ["林业条例@2018 7", "林业条例@2023 9"],
        ),
        ("2018年版《林业条例》第七条，新修订的《林业条例》第九条", ["林业条例@2018 7", "林业条例 9"]),
        ("《林业条例》(2019年5月1日起施行)第七条", ["林业条例 7"]),
        ("《林业条例》第七条，2023年修订的《林业条例》第九条", ["林业条例 7", "林业条例@2023 9"]),
        ("依据2019年《林业条例》第七条", ["林业条例@2019 7"]),
        ("信访工作条例（2022年修订）第三十四条", ["信访工作条例@2022 34"]),
    ],
)
def test_the_edition_is_the_year_written_with_the_document(line: str, expected: list[str]) -> None:
    assert cited(line) == expected


@pytest.mark.parametrize(
    "definition",
    [
        "《国有林场管理规定》(以下简称《规定》)",
        "《国有林场管理规定》（下称《规定》）",
        "《国有林场管理规定》(下称“规定”)",
        "《国有林场管理规定》(以下称《规定》)",
        "《国有林场管理规定》（简称《规定》）",
        "《国有林场管理规定》，以下简称规定，",
        "国有林场管理规定（以下简称《规定》）",
    ],
)
@pytest.mark.parametrize(
    "use", ["《规定》第七条", "根据规定第七条", "依照本规定第七条", "该规定第七条", "“规定”第七条"]
)
def test_a_short_name_given_in_passing_stands_for_the_document(definition: str, use: str) -> None:
    assert cited(f"{definition}已经印发。", f"{use}的要求是明确的。") == ["国有林场管理规定 7"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["《甲县林业条例》(下称《林条》)", "林条第三条"], ["甲县林业条例 3"]),
        (["《员工手册》（以下简称手册）", "手册第三条"], ["员工手册 3"]),
        (["《中国共产党问责条例》要学。", "《问责条例》第八条"], ["中国共产党问责条例 8"]),
        (["《问责条例》第八条", "《中国共产党问责条例》要学。"], ["中国共产党问责条例 8"]),
        (["《中华人民共和国刑法》", "刑法第385条"], ["中华人民共和国刑法 385"]),
        (
            ["《中华人民共和国公职人员政务处分法》", "政务处分法第七条"],
            ["中华人民共和国公职人员政务处分法 7"],
        ),
        (["《中华人民共和国社会保险法》", "《保险法》第七条"], ["保险法 7"]),
        (["对照《条例》第八条；《林业条例》（以下简称《条例》）"], ["林业条例 8"]),
        (
            [
                "《甲林业条例》(下称《林条》)和《乙矿业条例》(下称《矿条》)",
                "《林条》第七条",
                "《矿条》第八条",
                "该条例第九条",
            ],
            ["甲林业条例 7", "乙矿业条例 8", "乙矿业条例 9"],
        ),
        (["《林业条例》(下称《条例》)", "大家要读懂条例第二十条"], ["林业条例 20"]),
        (["《林业条例》(下称《条例》)", "依据物业管理条例第二十条"], ["物业管理条例 20"]),
    ],
)
def test_a_name_is_resolved_to_the_full_title(lines: list[str], expected: list[str]) -> None:
    assert cited(*lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("触犯刑法第385条，构成受贿罪。", ["刑法 385"]),
        ("根据我国刑法第二百六十四条的规定", ["刑法 264"]),
        ("他的行为已构成刑法第二百六十四条规定的盗窃罪", ["刑法 264"]),
        ("民法典：第一千一百六十五条规定", ["民法典 1165"]),
        ("刑法和治安管理处罚法第四十二条", ["治安管理处罚法 42"]),
        ("依据刑法 第三百八十五条、三百八十六条", ["刑法 385", "刑法 386"]),
        ("按本行员工违规处理办法第三十一条处理", ["本行员工违规处理办法 31"]),
        ("依据《林业条例》第五条和本场护林员管理办法第三条处理", ["林业条例 5", "本场护林员管理办法 3"]),
        ("违反了劳动合同法实施条例第十九条", ["劳动合同法实施条例 19"]),
        ("中华人民共和国刑法第二百六十四条", ["中华人民共和国刑法 264"]),
        ("〈公务员法〉第五十九条", ["公务员法 59"]),
        ("“公务员法”第五十九条", ["公务员法 59"]),
        ("《公务员法第五十九条", ["公务员法 59"]),
        ("《关于印发〈差旅费管理办法〉的通知》第二条", ["关于印发〈差旅费管理办法〉的通知 2"]),
        ("《甲省实施〈林业法〉办法》第二条", ["甲省实施〈林业法〉办法 2"]),
        ("《刑法修正案(十一)》第一条", ["刑法修正案（十一） 1"]),
        ("《刑法》《监察法》第三条", ["监察法 3"]),
        ("《刑法》第三条与《监察法》第五条", ["刑法 3", "监察法 5"]),
    ],
)
def test_a_document_is_known_with_and_without_its_brackets(line: str, expected: list[str]) -> None:
    assert cited(line) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["《林业条例》第十条第一款规定，甲。", "同条第二款规定，乙。"], ["林业条例 10.1", "林业条例 10.2"]),
        (
            ["《林业条例》第十条第一款；该条第三款", "前款第(五)、第(六)项"],
            ["林业条例 10.1", "林业条例 10.3", "林业条例 10.2(5)", "林业条例 10.2(6)"],
        ),
        (
            ["《林业条例》第十条和《矿业条例》第九条。违反《林业条例》该条规定的"],
            ["林业条例 10", "矿业条例 9", "林业条例 10"],
        ),
        (["《林业条例》第十条规定，有前条所列行为的"], ["林业条例 10", "林业条例 9"]),
        (["《林业条例》第五条规定，违反本条例第三条的"], ["林业条例 5", "林业条例 3"]),
        (["《林业条例》第十七条有几种情形，其中第(一)项最常见"], ["林业条例 17", "林业条例 17(1)"]),
        (["上述《林业条例》中，第二十五条所列情形"], ["林业条例 25"]),
        (["《林业条例》总则部分第七条"], ["林业条例 7"]),
        (
            ["《林业条例》选读。", "【第八条】防火职责", "【第二十五条】野外用火"],
            ["林业条例 8", "林业条例 25"],
        ),
        (["《林业条例》选读。", "第八条 防火职责"], ["林业条例 8"]),
        (
            ["《林业条例》(下称《条例》)。", "《公务员法》第五条。", "答：见第六十条第一款。"],
            ["公务员法 5", "林业条例 60.1"],
        ),
        (
            ["《林业条例》(下称《条例》)。", "《公务员法》第五条。", "第六条规定"],
            ["公务员法 5", "公务员法 6"],
        ),
        (["《林业条例》修订前后", "原条例第四十四条，现条例第四十九条"], ["林业条例 44", "林业条例 49"]),
        (["【法条】《林业条例》：", "第二十条【防火】甲", "第三十条　乙"], ["林业条例 20", "林业条例 30"]),
        (["《林业条例》自5月1日起施行。第三十四条第一款规定"], ["林业条例 34.1"]),
    ],
)
def test_what_points_back_is_resolved(lines: list[str], expected: list[str]) -> None:
    assert cited(*lines) == expected


def test_the_title_introduces_a_document_and_is_not_reported() -> None:
    assert cited("第二十条讲的是防火。", title="一起读《林业条例》第九条") == ["林业条例 20"]


@pytest.mark.parametrize(
    "line",
    ["根据第四十五条规定，给予处分。", "根据条例第四十五条规定，给予处分。"],
)
def test_a_provision_of_no_document_has_none(line: str) -> None:
    assert cited(line) == ["None 45"]


def test_documents_in_traditional_characters_are_given_in_simplified() -> None:
    lines = [
        "《中國共產黨紀律處分條例》（以下簡稱《條例》）第九十七條第一款",
        "依據條例第一百零三條第（二）項",
    ]
    assert cited(*lines) == ["中国共产党纪律处分条例 97.1", "中国共产党纪律处分条例 103(2)"]


@pytest.mark.parametrize(
    "lines",
    [
        ["依据《林业条例》等规定严肃处理。"],
        ["第一条红线碰不得，第二条经验值得学。"],
        ["《林业条例》要学好。", "第一条红线是纪律", "第二条：不乱砍"],
        ["《身边案》第4期 第(2)期 第一讲 第3页 第三章"],
        ["说明：①第3条所称“近亲属”，包括配偶；②违反第14条、第16条的"],
        ["根据《林业条例》制定。", "1.不抽烟", "2.不生火", "违反第2条的，罚款。"],
        ["一、不抽烟", "二、不生火", "违反第二条的，罚款。"],
        [
            "第一条 为了护林，制定本办法。",
            "第二条 本办法适用于全场。",
            "第三条 违反第二条、第一条的，依本办法第三条处理。",
        ],
        ["林场管理办法", "第一条 甲", "第二条 乙", "第三条 依《林场管理办法》第一条"],
        ["《员工行为负面清单（2023版）》", "1.甲", "2.乙", "违反《员工行为负面清单》第2条"],
        ["涉案合同第三条约定"],
        ["同条线路", "同款商品", "该条信息", "前款已付"],
        ["《林业条例》第一款"],
        ["《第三条》"],
    ],
)
def test_what_only_looks_like_a_citation_is_none(lines: list[str]) -> None:
    assert cited(*lines) == []


def test_a_span_covers_the_document_and_the_provisions_as_written() -> None:
    line = "依据《林业条例》(2019年修订)第 五 条、第七条和林场管理办法第三条第(一)、(二)项处理。"
    assert spans(line) == ["《林业条例》(2019年修订)第 五 条、第七条", "林场管理办法第三条第(一)、(二)项"]


def test_a_span_counts_in_the_line_and_not_in_the_part_between_breaks() -> None:
    assert spans("第一讲\n依据《林业条例》第五条") == ["《林业条例》第五条"]


ALPHABET = "第一二三十条款项章目之至、（）()《》〈〉“”同该本前法例下称简 12\n，。"


@given(st.lists(st.text(ALPHABET, max_size=60), max_size=5))
def test_spans_ascend_inside_the_line_and_each_cites_something(lines: list[str]) -> None:
    found = parse_citations(lines)
    assert len(found) == len(lines)
    for line, of_line in zip(lines, found, strict=True):
        bounds = [0, *(bound for span in of_line for bound in (span.start, span.end)), len(line)]
        assert bounds == sorted(bounds)
        assert all(span.start < span.end and span.references for span in of_line)


@given(st.integers(0, 30), st.sampled_from([" ", "\u3000", "\u200b", "\xa0"]))
def test_white_space_inside_a_citation_changes_nothing(at: int, space: str) -> None:
    line = "按《林业条例》第二十条第一款第（一）、（三）项和刑法第385条办"
    assert cited(line[:at] + space + line[at:]) == cited(line)


HOSTILE = {
    "the mark of an ordinal": ["第" * 100_000],
    "opening title brackets": ["《" * 50_000],
    "opening brackets": ["(" * 50_000 + "第三条"],
    "nested titles": ["《" * 20_000 + "》" * 20_000 + "第三条"],
    "articles in a row": ["第一条" * 20_000],
    "an endless list": ["第一、" * 30_000],
    "an endless numeral": ["第" + "一" * 100_000 + "条"],
    "numbered lines": ["第一条 甲"] * 20_000,
    "short names": ["以下简称条例" * 10_000],
    "closing quotes": ["”第一条" * 20_000],
    "names of laws": ["法第一条" * 20_000],
    "items in brackets": ["《公务员法》第三条第" + "(一)" * 20_000 + "项"],
    "white space": ["《" + " " * 100_000 + "》第三条"],
    "ranges": ["《公务员法》第一条至第九十九条" * 1000],
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_lines_are_read_through(lines: list[str]) -> None:
    assert len(parse_citations(lines)) == len(lines)
