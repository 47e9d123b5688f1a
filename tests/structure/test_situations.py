"""The hard situations of real articles, each in invented words."""

import pytest
from understand import cases, headings, rules, understand

from docpipe.index import build_index
from docpipe.model import Paragraph, Verse, descend

ONE = "2021年3月,甲县林业局科员许某收受礼金3000元。2021年8月,许某受到党内警告处分。"
OTHER = "2022年5月,乙镇会计方某挪用公款2万元,被开除党籍。"
FIRST_NOTICE = "甲县财政局干部钱某违规收受礼品,受到党内警告处分。"
SECOND_NOTICE = "乙县教育局干部孙某公车私用,受到政务警告处分。"


def test_headings_whose_images_were_lost_are_split() -> None:
    body = "<p>中秋到了。</p> 由来 习俗 提示 <p>月亮圆了。</p>"
    assert headings(understand(body)) == ["1 由来", "1 习俗", "1 提示"]


def test_five_numbered_headings_on_one_line_are_split() -> None:
    body = " 一、开幕 二、比赛 三、颁奖 四、合影 五、闭幕 <p>圆满结束。</p>"
    expected = ["1 一、开幕", "1 二、比赛", "1 三、颁奖", "1 四、合影", "1 五、闭幕"]
    assert headings(understand(body)) == expected


def test_a_space_inside_a_numbered_heading_is_no_boundary() -> None:
    body = "<p>开幕了。</p> 一、出场 二、升旗 唱歌 <p>大家很高兴。</p>"
    assert headings(understand(body)) == ["1 一、出场", "1 二、升旗 唱歌"]


def test_a_couplet_is_one_heading() -> None:
    body = "<p>放假了。</p> 欢度国庆 平安出游 <p>注意安全。</p>"
    assert headings(understand(body)) == ["1 欢度国庆 平安出游"]


def test_a_parent_merged_with_its_first_child_is_parted_from_it() -> None:
    body = (
        f" 典型案例 一、饭局里的算盘 <p>{ONE}</p> 二、账本外的账 <p>{OTHER}</p> 以案说纪 <p>纪律不可违。</p>"
    )
    expected = ["1 典型案例", "2 一、饭局里的算盘", "2 二、账本外的账", "1 以案说纪"]
    assert headings(understand(body)) == expected


def test_a_bare_caption_is_no_heading() -> None:
    article = understand("<p>前文。</p> 图2:同学们在种树 <p>大家种下了三十棵树苗,浇了水。</p>")
    assert headings(article) == []
    roles = [node.role for node in descend(article) if isinstance(node, Paragraph)]
    assert roles == ["body", "caption", "body"]


def test_a_bare_sentence_is_no_heading() -> None:
    body = "<p>前文在此。</p> 秋天来了,树叶黄了,孩子们背着书包走在上学的路上。 <p>后文。</p>"
    assert headings(understand(body)) == []


def test_in_the_old_format_a_heading_tag_is_body_text() -> None:
    body = (
        "<h3>今天我们去了山里,看到许多花。</h3><h3>一、出发</h3><h3>早上八点在校门口集合,坐车前往。</h3>"
        "<h3>二、登山</h3><h3>山路很陡,大家互相搀扶着向上走。</h3>"
    )
    assert headings(understand(body)) == ["1 一、出发", "1 二、登山"]


def test_in_a_body_all_bold_the_numbers_tell_the_headings() -> None:
    body = (
        "<p><b>秋季开学在即,学校提醒各位同学。</b></p><p><b>一、报到时间</b></p><p><b>九月一日上午八点到十一点。</b></p>"
        "<p><b>二、携带物品</b></p><p><b>请带好暑假作业和学生证。</b></p>"
    )
    assert headings(understand(body)) == ["1 一、报到时间", "1 二、携带物品"]


def test_short_unpointed_numbered_lines_with_text_of_their_own_are_headings() -> None:
    article = understand("一、安排\n上午开会,下午参观。\n二、纪律\n按时到场,不得缺席。")
    assert headings(article) == ["1 一、安排", "1 二、纪律"]


def test_numbered_sentences_are_items() -> None:
    article = understand("开车上路要记住:\n一、不闯红灯。\n二、不超速。\n三、不酒驾。")
    assert headings(article) == []
    assert rules(article) == ["一、不闯红灯", "二、不超速", "三、不酒驾"]


def test_one_series_may_mix_a_sentence_and_headings() -> None:
    lines = "一、活动定于5月6日举行。\n二、活动要求\n1.按时参加。\n2.不得迟到。\n三、注意事项\n1.带好水杯。\n2.穿运动鞋。"
    article = understand(lines)
    assert headings(article) == ["1 二、活动要求", "1 三、注意事项"]
    assert rules(article) == ["1.按时参加", "2.不得迟到", "1.带好水杯", "2.穿运动鞋"]


def test_points_and_enumeration_commas_may_mix_in_one_list() -> None:
    article = understand(
        "家长朋友请注意:\n1.接送孩子不要停在门口。\n2、骑电动车要戴头盔。\n3.不要让孩子吃零食上学。"
    )
    expected = ["1.接送孩子不要停在门口", "2、骑电动车要戴头盔", "3.不要让孩子吃零食上学"]
    assert rules(article) == expected


def test_a_colon_may_follow_the_number() -> None:
    article = understand("请注意:\n一:用电安全\n不私拉电线。\n二:用火安全\n不玩火。")
    assert headings(article) == ["1 一:用电安全", "1 二:用火安全"]
    assert rules(article) == ["一:用电安全", "二:用火安全"]


def test_a_number_alone_heads_the_sentence_after_it() -> None:
    article = understand("安全提醒如下。\n01\n不在楼道内停放电动车。\n02\n不把电池带回家充电。")
    assert headings(article) == ["1 01", "1 02"]
    assert rules(article) == ["01不在楼道内停放电动车", "02不把电池带回家充电"]


def test_rules_joined_in_one_paragraph_are_parted() -> None:
    article = understand("暑期安全要记牢。\n1.不到河边玩耍;2.不独自外出;3.不和陌生人说话。")
    assert rules(article) == ["1.不到河边玩耍", "2.不独自外出", "3.不和陌生人说话"]


def test_a_list_goes_on_across_gaps() -> None:
    article = understand("<p>请做到:</p> <p>1.不串门。</p> <p>2.不聚餐。</p> <p>3.不信谣。</p>")
    assert rules(article) == ["1.不串门", "2.不聚餐", "3.不信谣"]


@pytest.mark.parametrize("sign", ["·", "▲", "①"])
def test_items_that_tell_of_somebody_are_cases(sign: str) -> None:
    second = "②" if sign == "①" else sign
    article = understand(f"近期通报如下:\n{sign}{FIRST_NOTICE}\n{second}{SECOND_NOTICE}")
    assert cases(article) == [f"{sign}甲县财政局干部", f"{second}乙县教育局干部"]


def test_paragraphs_led_by_a_date_are_cases() -> None:
    assert cases(understand(f"<p>{ONE}</p> <p>{OTHER}</p>")) == ["2021年3月,", "2022年5月,"]


def test_a_label_alone_on_its_line_heads_a_case() -> None:
    body = f"<p><b>案例一</b></p><p>{ONE}</p><p><b>案例二</b></p><p>{OTHER}</p>"
    assert cases(understand(body)) == ["案例一", "案例二"]


def test_bracketed_labels_part_a_case_and_its_commentary() -> None:
    part = "<p>【案情】</p><p>{}</p><p>【案例警示】</p><p>小事不小。</p>"
    body = f"<p><b>【案例1】一顿饭</b></p>{part.format(ONE)}<p><b>【案例2】一笔账</b></p>{part.format(OTHER)}"
    article = understand(body)
    assert cases(article) == ["【案例1】一顿饭", "【案例2】一笔账"]
    assert [heading[0] for heading in headings(article)] == ["1", "2", "2", "1", "2", "2"]
    assert [len(case.commentary) for case in article.cases] == [1, 1]


def test_a_number_alone_may_head_a_case() -> None:
    number = '<p style="text-align:center">{}</p>'
    body = f"{number.format(1)}<p>{ONE}</p>{number.format(2)}<p>{OTHER}</p>"
    assert cases(understand(body)) == ["1", "2"]


def test_a_category_over_bulleted_cases_is_no_case() -> None:
    body = (
        f"<p><b>一、失足</b></p><p>·{FIRST_NOTICE}</p><p>·{SECOND_NOTICE}</p><p><b>二、失管</b></p>"
        "<p>·丙局局长李某履行主体责任不力,受到诫勉。</p><p>·丁局局长周某履责不力,受到通报批评。</p>"
    )
    article = understand(body)
    assert headings(article) == ["1 一、失足", "1 二、失管"]
    assert cases(article) == ["·甲县财政局干部", "·乙县教育局干部", "·丙局局长李某履", "·丁局局长周某履"]


@pytest.mark.parametrize(
    "lines",
    [
        "2019年3月,学校建成新教学楼。\n2020年9月,学校迎来第一批新生。\n2021年6月,学校获评先进单位。",
        "怎么办理\n第一步:带上身份证到窗口取号。\n第二步:填写申请表并签字。\n第三步:等待短信通知。",
        "自测题\n1.下列哪项是错误的?A.甲 B.乙\n2.判断:要按时交作业。( )\n3.简答:你怎么看?",
        "获奖名单如下:\n1.一等奖:三年级二班\n2.二等奖:四年级一班\n3.三等奖:五年级三班",
    ],
    ids=["chronology", "steps", "quiz", "prizes"],
)
def test_what_is_numbered_or_dated_need_be_neither_case_nor_rule(lines: str) -> None:
    article = understand(lines)
    assert (cases(article), rules(article)) == ([], [])


def test_four_even_lines_are_verse() -> None:
    article = understand("春风吹绿柳丝长,\n细雨无声润稻秧。\n最是江南三月好,\n一篙烟水入斜阳。")
    assert [len(node.lines) for node in descend(article) if isinstance(node, Verse)] == [4]


def test_a_salutation_is_parted_from_the_greeting_glued_to_it() -> None:
    article = understand("尊敬的各位家长:您好!感谢您的支持。\n请注意安全。")
    assert build_index(article)["salutation"] == "尊敬的各位家长:"
    assert isinstance(article.body[1], Paragraph)


def test_a_signature_may_stand_at_the_left() -> None:
    index = build_index(understand("各位业主:\n请注意安全。\n幸福里物业服务中心\n2023年6月1日"))
    assert (index["signature"], index["date"]) == ("幸福里物业服务中心", "2023年6月1日")


def test_credits_are_told_from_the_text() -> None:
    index = build_index(understand("我们去了山里。\n图文:一年级组 王某\n初审:李某"))
    assert index["credits"] == ["图文:一年级组 王某", "初审:李某"]


def test_the_title_may_be_the_first_centred_lines() -> None:
    centred = '<p style="text-align:center"><b>{}</b></p>'
    body = f"{centred.format('关于开展')}{centred.format('垃圾分类的倡议书')}<p>各位居民朋友:</p><p>大家好,请分类投放。</p>"
    article = understand(body, title=None, author=None)
    assert article.meta.title == "关于开展垃圾分类的倡议书"
    assert "title-from-body" in [diagnostic.code for diagnostic in article.diagnostics]


def test_broken_markup_loses_nothing() -> None:
    article = understand(
        '<p style="font-family: "Foo"">春天来了,万物复苏。</h3><p>一、出发</p><p>我们走吧,一起去看花。</p>'
    )
    assert headings(article) == ["1 一、出发"]
    assert len(article.body) == 2


def test_commentary_of_all_cases_is_a_section_of_its_own() -> None:
    body = f" 一、一顿饭 <p>{ONE}</p> 二、一笔账 <p>{OTHER}</p> 案例点评 <p>小事不小。</p>"
    article = understand(body)
    assert cases(article) == ["一、一顿饭", "二、一笔账"]
    assert [section.role for section in article.sections] == ["commentary"]


def test_what_a_gap_parts_from_the_last_rule_belongs_to_the_section() -> None:
    rule = '<p><b style="color: rgb(237, 35, 8);">{}</b></p><p>{}</p>'
    body = (
        " 工作提醒 <p>请注意:</p> "
        + rule.format("1. 不传谣", "不得传播谣言。")
        + rule.format("2. 不泄密", "不得泄露秘密。")
        + " <p>此外,还要远离赌博。</p>"
    )
    article = understand(body)
    assert rules(article) == ["1.不传谣", "2.不泄密"]
    assert [len(rule.blocks) for rule in article.rules] == [1, 1]


def test_a_noun_counted_up_labels_rules_whatever_the_noun() -> None:
    body = (
        "<p>请对照检查。</p><p><b>雷点之一:借公车</b></p><p>公车不得借给他人使用。</p>"
        "<p><b>雷点之二:吃公款</b></p><p>严禁用公款宴请。</p>"
    )
    article = understand(body)
    assert headings(article) == ["1 雷点之一:借公车", "1 雷点之二:吃公款"]
    assert rules(article) == ["雷点之一:借公车", "雷点之二:吃公款"]


def test_the_only_unstyled_paragraphs_of_a_bold_body_are_the_headings() -> None:
    body = (
        "<p><b>暑期将至,社区提醒各位居民注意。</b></p> <p>楼道安全</p><p><b>电动车一律停到车棚。</b></p>"
        " <p>阳台安全</p><p><b>花盆不要放在窗台外面。</b></p>"
    )
    assert headings(understand(body)) == ["1 楼道安全", "1 阳台安全"]


def test_several_words_after_a_numbered_heading_are_headings_below_it() -> None:
    body = "<p>运动会开始了。</p> 一、比赛 两人三足 袋鼠跳 拔河 <p>大家玩得很开心。</p>"
    assert headings(understand(body)) == ["1 一、比赛", "2 两人三足", "2 袋鼠跳", "2 拔河"]


def test_a_decorated_look_that_recurs_makes_headings_and_a_slogan_does_not() -> None:
    look = '<p style="text-align: center;"><b>{}</b></p>'
    body = (
        f"{look.format('🎈吹一吹')}<p>孩子们吹起了泡泡。</p>{look.format('🌞晒一晒')}<p>被子搬到了院子里。</p>"
        '<p style="text-align: center;">🍀平安是福🍀</p>'
    )
    assert headings(understand(body)) == ["1 🎈吹一吹", "1 🌞晒一晒"]


def test_signs_with_a_number_on_a_key_count_rules_on_across_headings() -> None:
    body = "<p><b>入馆</b></p><p>1️⃣请出示读者证。</p><p><b>阅览</b></p><p>2️⃣请勿在书上涂画。</p>"
    assert rules(understand(body)) == ["1️⃣请出示读者证", "2️⃣请勿在书上涂画"]


def test_points_strung_together_by_words_of_order_are_rules() -> None:
    article = understand(
        "各支部要引以为戒。一是摸清家底,对账目逐笔核对;二是堵住漏洞,不得一人包办;三是抓好整改,限期完成。"
    )
    assert rules(article) == ["一是摸清家底", "二是堵住漏洞", "三是抓好整改"]


def test_a_threat_is_no_part_of_the_rule() -> None:
    article = understand("注意:\n1.不得代打卡,一经发现,扣发奖金。\n2.不得早退,违者通报批评。")
    assert rules(article) == ["1.不得代打卡", "2.不得早退"]


def test_an_order_without_any_usual_word_is_told_by_its_negated_verb() -> None:
    article = understand("爬山口诀\n1.天气不好不登顶。\n2.不离队伍。\n3.一步一步走稳。")
    assert rules(article) == ["1.天气不好不登顶", "2.不离队伍", "3.一步一步走稳"]


def test_a_document_sent_with_a_notice_lies_below_its_title_and_states_duties() -> None:
    end, centre = '<p style="text-align: right;">{}</p>', '<p style="text-align: center;"><b>{}</b></p>'
    title = '<p style="text-align: center;"><b style="font-size: 22px;">值班管理办法</b></p>'
    body = (
        "<p>各科室:</p><p>现将办法印发给你们。</p>"
        + end.format("丙医院办公室")
        + end.format("2024年3月1日")
        + " "
        + title
        + centre.format("第一章 总则")
        + "<p>第一条 为规范值班,制定本办法。</p>"
        + centre.format("第二章 值班")
        + "<p>第二条 值班人员应当提前十分钟到岗。</p><p>第三条 值班期间不得饮酒。</p>"
        + "<p>第四条 本办法自印发之日起施行。</p>"
    )
    article = understand(body)
    assert headings(article) == ["1 值班管理办法", "2 第一章 总则", "2 第二章 值班"]
    assert rules(article) == ["第二条值班人员应当提前十分钟到岗", "第三条值班期间不得饮酒"]
    index = build_index(article)
    assert (index["signature"], index["date"]) == ("丙医院办公室", "2024年3月1日")


def test_cases_strung_together_after_a_lead_in_are_parted() -> None:
    article = understand(
        "去年有人没守住底线:2023年1月,司机常某酒后驾驶被罚款1000元;2023年3月,会计于某挪用公款,受到警告处分;"
        "2023年5月,科长钱某收受礼金,被免职。教训深刻。"
    )
    assert cases(article) == ["2023年1月,", "2023年3月,", "2023年5月,"]


def test_an_event_behind_any_label_is_a_case() -> None:
    article = understand("严禁虚报。\n【镜子】2022年4月,站长吴某虚报费用3000元,受到党内警告处分。")
    assert cases(article) == ["【镜子】2022"]


def test_cases_in_the_rows_of_a_table_are_named_by_the_cell_with_the_person() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    body = "<p>通报如下。</p><table>" + row.format("当事人", "问题", "处理")
    body += row.format("甲镇会计郑某", "2021年套取补助款两万元,用于吃喝。", "郑某受到警告处分。")
    body += row.format("乙镇站长冯某", "2022年违规收受礼品,价值三千元。", "冯某受到警告处分。")
    titles = [case["title"] for case in build_index(understand(body + "</table>"))["cases"]]
    assert titles == ["甲镇会计郑某", "乙镇站长冯某"]


def test_a_paragraph_closed_as_a_heading_ends_its_segment() -> None:
    article = understand("<p>秋游就要开始了,请看安排。</h3> <p>随身物品</p><p>请带好水壶和雨衣。</p>")
    assert headings(article) == ["1 随身物品"]


@pytest.mark.parametrize(
    ("line", "salutation"),
    [
        ("各位驾驶员师傅:", "各位驾驶员师傅:"),
        ("全校师生员工:", "全校师生员工:"),
        ("亲爱的老乡,您好!", "亲爱的老乡,"),
        ("各单位要做到:", None),
    ],
)
def test_an_address_is_told_from_a_lead_in(line: str, salutation: str | None) -> None:
    assert build_index(understand(f"{line}\n春天到了,注意防火。"))["salutation"] == salutation


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("二〇二四年元月", "二〇二四年元月"),
        ("2019年1月20日(农历腊月十五)", "2019年1月20日"),
        ("写于2022年8月10日", "2022年8月10日"),
        ("2月26日", "2月26日"),
        ("2024年中秋前夕", "2024年中秋前夕"),
    ],
)
def test_the_date_of_signing_is_given_without_what_is_said_of_it(line: str, date: str) -> None:
    assert build_index(understand(f"请注意安全。\n谢谢配合。\n幸福里社区\n{line}"))["date"] == date


def test_two_bodies_on_one_line_both_sign() -> None:
    index = build_index(understand("过年好。\n等你回家!\n柳村党支部 柳村村民委员会\n2019年1月20日"))
    assert index["signature"] == "柳村党支部、柳村村民委员会"


@pytest.mark.parametrize(
    "number", ["案例({})", "第{}案", "案例之{}", "NO.{}"], ids=["brackets", "ordinal", "after 之", "NO."]
)
def test_a_label_of_any_form_heads_a_case(number: str) -> None:
    body = f"<p><b>{number.format(1)}</b></p><p>{ONE}</p><p><b>{number.format(2)}</b></p><p>{OTHER}</p>"
    assert cases(understand(body)) == [number.format(1), number.format(2)]


def test_a_date_alone_on_its_line_heads_a_case_and_is_its_date() -> None:
    body = f"<p><b>2021年3月</b></p><p>{FIRST_NOTICE}</p><p><b>2022年5月</b></p><p>{SECOND_NOTICE}</p>"
    found = build_index(understand(body))["cases"]
    assert [(case["heading"], case["dates"]) for case in found] == [
        ("2021年3月", ["2021年3月"]),
        ("2022年5月", ["2022年5月"]),
    ]


def test_the_label_of_the_first_part_begins_a_case_without_heading() -> None:
    body = f"<p><b>【事件经过】</b></p><p>{ONE}</p><p><b>【处理结果】</b></p><p>许某被调离岗位。</p><p><b>【下一步】</b></p><p>加强教育。</p>"
    article = understand(body)
    assert cases(article) == ["【事件经过】"]
    assert headings(article) == ["1 【事件经过】", "1 【处理结果】", "1 【下一步】"]
    assert build_index(article)["cases"][0]["other_outcomes"] == ["调离岗位"]


def test_one_case_alone_in_its_category_is_known_by_the_others() -> None:
    body = (
        f"<p><b>一、失足</b></p><p><b>(一)小礼</b></p><p>{FIRST_NOTICE}</p><p><b>(二)小车</b></p><p>{SECOND_NOTICE}</p>"
        f"<p><b>二、失管</b></p><p><b>(一)小账</b></p><p>{OTHER}</p>"
    )
    assert cases(understand(body)) == ["(一)小礼", "(二)小车", "(一)小账"]


def test_sentences_strung_together_that_each_tell_of_a_stranger_are_cases() -> None:
    text = f"节日期间问题仍有发生。{FIRST_NOTICE}{SECOND_NOTICE}丙镇出纳李某虚报票据,被免职。教训深刻。"
    assert cases(understand(f"<p>{text}</p>")) == ["甲县财政局干部钱", "乙县教育局干部孙", "丙镇出纳李某虚报"]


def test_an_example_inside_a_rule_makes_the_rule_no_case() -> None:
    lines = f"1.严禁收受礼金。如{FIRST_NOTICE}\n2.严禁公车私用。如{SECOND_NOTICE}\n3.严禁公款吃喝。"
    article = understand(lines)
    assert cases(article) == []
    assert rules(article) == ["1.严禁收受礼金", "2.严禁公车私用", "3.严禁公款吃喝"]


def test_titles_that_name_whose_case_it_was_are_headings_without_any_look() -> None:
    lines = f"甲县财政局干部钱某收礼问题\n2021年3月,{FIRST_NOTICE}\n乙县教育局干部孙某用车问题\n2022年5月,{SECOND_NOTICE}"
    assert headings(understand(lines)) == ["1 甲县财政局干部钱某收礼问题", "1 乙县教育局干部孙某用车问题"]
    assert len(cases(understand(lines))) == 2


def test_a_verb_counted_up_numbers_rules() -> None:
    lines = "一戒贪财。不该拿的不拿。\n二戒弄权。大事上会。\n三戒懒政。七日答复。"
    assert rules(understand(lines)) == ["一戒贪财", "二戒弄权", "三戒懒政"]


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("{n}.【{t}】{x}", "【{t}】"),
        ("{n}.<b>{t}安全</b> {x}", "{t}安全"),
        ("<b>{n}.{t}安全</b>{x}", "{t}安全"),
        ("<b>【{t}安全】</b>{x}", "【{t}安全】"),
    ],
    ids=["in brackets", "emphasised", "emphasised with its number", "emphasised brackets"],
)
def test_a_head_that_brackets_or_emphasis_part_from_its_sentence_is_the_title(form: str, title: str) -> None:
    told = {"用电": "外出时拔掉插头,不私拉电线。", "用气": "睡前关闭阀门。", "用火": "不卧床吸烟。"}
    items = "".join(
        f"<p>{form.format(n=at, t=head, x=text)}</p>" for at, (head, text) in enumerate(told.items(), 1)
    )
    article = understand(f"<p>为了大家的安全,请注意:</p>{items}")
    assert [rule["title"] for rule in build_index(article)["rules"]] == [
        title.format(t=head) for head in told
    ]


def test_a_question_may_be_a_heading_and_its_answer_is_no_rule() -> None:
    body = "<p><b>什么是流感?</b></p><p>流感是一种传染病。</p><p><b>它怎么传播?</b></p><p>它经飞沫传播。</p>"
    article = understand(body)
    assert headings(article) == ["1 什么是流感?", "1 它怎么传播?"]
    assert rules(article) == []


def test_a_label_that_recurs_below_each_case_is_a_part_of_it() -> None:
    body = f"<p>案例1</p><p>{ONE}</p><p>警方提示</p><p>不轻信,不转账。</p><p>案例2</p><p>{OTHER}</p><p>警方提示</p><p>有疑问,打电话。</p>"
    assert headings(understand(body)) == ["1 案例1", "2 警方提示", "1 案例2", "2 警方提示"]


def test_a_comment_on_all_cases_is_no_case_whoever_it_speaks_of() -> None:
    article = understand(
        " 典型案例 <p><b>一、挪用水费</b></p><p>2021年3月,水站会计蓝某挪用水费2万元。2021年9月,蓝某受到党内警告处分。</p>"
        "<p><b>二、公款聚餐</b></p><p>2021年5月,站长宫某用公款聚餐。2021年10月,宫某受到政务记过处分。</p>"
        " 案例点评 <p>管钱管物的岗位,每一名党员干部都要经得起考验。在使用公款的时候,党员干部必须公私分明。</p>"
    )
    assert cases(article) == ["一、挪用水费", "二、公款聚餐"]


def test_a_bullet_alone_in_its_category_is_a_case_where_those_of_the_others_are() -> None:
    article = understand(
        "<p><b>一、贪小</b></p><p>·2022年5月,甲站干部宗某用公车接送子女。2022年9月,宗某受到政务警告处分。</p>"
        "<p>·2022年7月,乙站站长晏某用公款聚餐。2022年11月,晏某受到党内警告处分。</p>"
        "<p><b>二、失大</b></p><p>·2019年,丙站会计耿某挪用公款20万元。2020年4月,耿某被开除公职。</p>"
    )
    assert [case.facts.people[0].text for case in article.cases] == ["宗某", "晏某", "耿某"]
    assert headings(article) == ["1 一、贪小", "1 二、失大"]


def test_a_heading_over_a_marked_up_list_is_the_name_of_a_group_of_rules() -> None:
    article = understand(
        "<h2>一、门诊区域</h2><ol><li>窗口不得空岗。</li><li>主动引导老年患者。</li></ol>"
        '<h2>二、病房区域</h2><ol start="3"><li>不得收受红包。</li><li>谢绝夜间探视。</li></ol>'
    )
    assert headings(article) == ["1 一、门诊区域", "1 二、病房区域"]
    assert rules(article) == ["窗口不得空岗", "主动引导老年患者", "不得收受红包", "谢绝夜间探视"]
