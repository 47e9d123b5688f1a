"""Punctuation restored to full width: a line for every rule and every trap."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import article, bold, case, inlines, marker, paragraph, section
from docpipe.diagnostics import Report
from docpipe.model import Article, Citation, LineBreak, Link, Meta, Reference, Text
from docpipe.transforms.punctuation import PUNCTUATION, restore
from docpipe.walk import article_text, plain_text
from strategies import articles, texts

RESTORED = [
    # stops
    ("雨停了,我们出发", "雨停了，我们出发"),
    ("合计2800元;转账2次", "合计2800元；转账2次"),
    ("到2020,一切都变了", "到2020，一切都变了"),
    ("使用Word,打开文件", "使用Word，打开文件"),
    ("“清单”,请看", "“清单”，请看"),
    ("《办法》:共五条", "《办法》：共五条"),
    ("真的吗?!", "真的吗？！"),
    ("占93.4%,3人缺席", "占93.4%，3人缺席"),
    ("甲 , 乙", "甲 ， 乙"),
    ("案例1:甲县", "案例1：甲县"),
    ("电话:2023-0606。", "电话：2023-0606。"),
    # full stops
    ("我来了.你呢", "我来了。你呢"),
    ("说明完毕.", "说明完毕。"),
    ("他说“好.”就走了", "他说“好。”就走了"),
    ("会议结束(另行通知).", "会议结束（另行通知）。"),
    # brackets
    ("案例:(某省纪委)", "案例：（某省纪委）"),
    ("第(二)项", "第（二）项"),
    ("系统(OA)上线", "系统（OA）上线"),
    ("甲(乙(丙)丁)戊", "甲（乙（丙）丁）戊"),
    ("甲((2020))乙", "甲（（2020））乙"),
    ("甲（乙)丙", "甲（乙）丙"),
    ("甲(乙）丙", "甲（乙）丙"),
    ("正确的是( )", "正确的是（ ）"),
    ("办结。( )", "办结。（ ）"),
    ("(1)2020年", "（1）2020年"),
    ("1)先看;2)后办", "1）先看；2）后办"),
    ("(见附件", "(见附件"),
    # document numbers
    ("(武公(花)行罚决字(2020)326号)", "（武公（花）行罚决字〔2020〕326号）"),
    ("某发[2018]23号文", "某发〔2018〕23号文"),
    ("某办函(2021)第7号", "某办函〔2021〕第7号"),
    ("城东(2020)3号楼", "城东（2020）3号楼"),
    ("(2020)京01刑初5号", "（2020）京01刑初5号"),
    # quotes
    ('他说:"走吧"', "他说：“走吧”"),
    ("\"这叫'面子'工程\",对吗", "“这叫‘面子’工程”，对吗"),
    ('请点"OK"按钮', "请点“OK”按钮"),
    ('标题("副题")完', "标题（“副题”）完"),
    # ellipses and dashes
    ("漂离岸边......", "漂离岸边……"),
    ("等等...然后", "等等……然后"),
    ("然后。。。没有了", "然后……没有了"),
    ("他来了--又走了", "他来了——又走了"),
    ("--写在前面", "——写在前面"),
    ("10月1日--10月7日(共计7天)", "10月1日—10月7日（共计7天）"),
    ("周一--周五", "周一—周五"),
    # Latin sentences in Chinese
    ('他写道:"I\'m fine, thanks for asking!"完', "他写道：“I'm fine, thanks for asking!”完"),
    ("(World Health Organization (WHO))是世卫", "（World Health Organization (WHO)）是世卫"),
    # what stands after an address
    ("见http://a.cn/b?c=d,e,谢谢", "见http://a.cn/b?c=d,e，谢谢"),
    ("网址(http://a.cn/x(1))在此", "网址（http://a.cn/x(1)）在此"),
    ("看www.a.cn/b?c:d!好", "看www.a.cn/b?c:d！好"),
    ("C:\\资料(新)\\a.txt,请看", "C:\\资料(新)\\a.txt，请看"),
    ("真好(^_^),是吧", "真好(^_^)，是吧"),
]

KEPT = [
    "20:17到10:30",
    "比分3:1",
    "共1,000元、3.5米、5.20版v1.2.3",
    "1.准备",
    "一.准备",
    "第二.准备",
    "A.第一项",
    "卡尔.马克思",
    "二〇二〇.一.二",
    "邮箱a.b@c-d.cn中",
    "甲&nbsp;乙",
    "GB/T 9704-2012标准",
    "ISO 9001:2015体系",
    "开心:)",
    "难过:-( 唉",
    "文件报告(1).docx",
    "函数f(x)的值",
    "区号(010)12345678",
    '27"显示器和15"电视',
    "他说it's fine的",
    "[微笑]",
    "目录........5",
    "——已有——……",
    'Hello, world! (really); "yes" -- no...',
    "目录/home/资料(新)/a.txt",
]


@pytest.mark.parametrize(("written", "restored"), RESTORED)
def test_punctuation_between_chinese_is_restored(written: str, restored: str) -> None:
    assert restore(written) == restored


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_chinese_punctuation_stays(text: str) -> None:
    assert restore(text) == text


@pytest.mark.parametrize("restored", [restored for _, restored in RESTORED])
def test_restored_text_stays_as_it_is(restored: str) -> None:
    assert restore(restored) == restored


CHANGED = "—…-.。,;:?!()[]\"'，；：？！（）〔〕“”‘’"


def _skeleton(text: str) -> str:
    """`text` without what the rules may change."""
    return "".join(char for char in text if char not in CHANGED)


@given(st.lists(texts(), min_size=1, max_size=4).map("".join))
@example("3,...;甲")
@example("甲---,3")
@example("use (the app 微信)")
@settings(max_examples=300)
def test_restoring_twice_is_restoring_once(text: str) -> None:
    assert restore(restore(text)) == restore(text)


@given(st.text(alphabet="甲乙一12aB,;:?!.()\"'-—…。（）“”， :/\\[]^_", max_size=40))
@settings(max_examples=600)
def test_restoring_dense_marks_twice_is_restoring_once(text: str) -> None:
    assert restore(restore(text)) == restore(text)


@given(texts(60))
def test_nothing_but_punctuation_changes(text: str) -> None:
    assert _skeleton(restore(text)) == _skeleton(text)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_text_without_chinese_is_never_changed(text: str) -> None:
    assert restore(text) == text


@pytest.mark.parametrize(
    "unit", ["(", ")", '"', "'", ", ", "a.", "http://", "--", '甲"(', "...", "/a", "\\\\", "甲."]
)
def test_a_line_of_a_hundred_thousand_marks_ends(unit: str) -> None:
    line = unit * 100_000 + "甲"
    assert _skeleton(restore(line)) == _skeleton(line)


# ── articles ─────────────────────────────────────────────────────────────────────────────────


def _apply(source: Article) -> tuple[Article, Report]:
    report = Report()
    return PUNCTUATION.apply(source, report), report


def test_a_document_number_split_by_bold_is_restored_and_keeps_its_bold() -> None:
    source = article(paragraph(bold("决定书(武公(花)行罚决字("), bold("2020)326号)处罚"), "(来源)"))
    expected = article(paragraph(bold("决定书（武公（花）行罚决字〔"), bold("2020〕326号）处罚"), "（来源）"))
    assert _apply(source)[0] == expected


def test_a_pair_is_found_across_links_citations_and_line_breaks() -> None:
    cited = Citation(inlines("第(一)项"), (Reference(document=None, item=1),))
    linked = Link(address="http://a.cn/?q=(x),y", inlines=inlines("点此,"))
    source = article(paragraph("(见", cited, LineBreak(), linked, "谢谢)"))
    expected = article(
        paragraph(
            "（见",
            Citation(inlines("第（一）项"), cited.references),
            LineBreak(),
            Link(address="http://a.cn/?q=(x),y", inlines=inlines("点此，")),
            "谢谢）",
        )
    )
    assert _apply(source)[0] == expected


def test_an_ellipsis_split_across_runs_leaves_no_run_empty() -> None:
    source = article(paragraph("漂走了.", bold("."), Text(".", italic=True)))
    restored, _ = _apply(source)
    assert restored == article(paragraph("漂走了…", bold("…"), Text(".", italic=True)))


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        ("1.", "1."),
        ("2、", "2、"),
        ("(一)", "（一）"),
        ("(1)", "（1）"),
        ("1)", "1）"),
        ("一:", "一："),
        ("3:", "3："),
        ("案例1:", "案例1："),
        ("A.", "A."),
        ("（二）", "（二）"),
    ],
)
def test_a_marker_is_restored_as_print_writes_it(written: str, restored: str) -> None:
    changed, _ = _apply(article(section("要求", mark=marker(written))))
    assert changed == article(section("要求", mark=marker(restored)))


def test_a_marker_of_an_article_without_chinese_stays() -> None:
    source = article(section("Rules", mark=marker("(1)")), title="Notes")
    assert _apply(source)[0] == source


def test_title_and_organisation_are_restored() -> None:
    source = Article(meta=Meta(title="警惕!莫“任性”", organisation="某局(纪检组)"), body=())
    assert _apply(source)[0].meta == Meta(title="警惕！莫“任性”", organisation="某局（纪检组）")


def test_one_diagnostic_says_how_many_marks_were_restored() -> None:
    source = article(section("甲,乙", paragraph("(丙)等等...丁--戊")), title="问?")
    _, report = _apply(source)
    assert [(found.code, found.values) for found in report.diagnostics] == [
        ("restored-punctuation", {"count": "6"})
    ]


def test_a_run_in_title_is_not_counted_twice() -> None:
    source = article(case("甲,乙", paragraph("甲,乙"), level=0), title=None)
    _, report = _apply(source)
    assert [found.values for found in report.diagnostics] == [{"count": "1"}]


def test_an_article_with_nothing_to_restore_has_no_diagnostic() -> None:
    source = article(paragraph("雨停了，我们出发。"))
    restored, report = _apply(source)
    assert (restored, report.diagnostics) == (source, ())


@given(articles(depth=1, max_blocks=2))
@settings(max_examples=60)
def test_restoring_an_article_keeps_its_words_and_is_done_once(source: Article) -> None:
    restored, _ = _apply(source)
    assert _skeleton(article_text(restored)) == _skeleton(article_text(source))
    again, report = _apply(restored)
    assert (again, report.diagnostics) == (restored, ())


def test_a_line_of_inlines_reads_as_its_text_does() -> None:
    parts = paragraph("甲,", bold("乙("), "丙)")
    restored, _ = _apply(article(parts))
    assert plain_text(restored.body[0].inlines) == restore("甲,乙(丙)")  # type: ignore[union-attr]
