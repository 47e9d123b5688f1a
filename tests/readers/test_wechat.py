"""WeChat pages: where the text is, what the head says, what is left out and what stands in for it."""

import pytest
from msgspec.structs import replace
from wechat_pages import NOTES, data_script, page

from docpipe.contest import choose_reader
from docpipe.errors import NoArticleError
from docpipe.model import Figure, Listing, Quote, Table
from docpipe.readers.decode import decode
from docpipe.readers.wechat import WECHAT
from docpipe.source import Line, ReadOptions, Source
from docpipe.walk import block_text, plain_text


def read(markup: str, *, keep_boilerplate: bool = False) -> Source:
    raw = decode("test.html", markup.encode())
    source = WECHAT.read(replace(raw, options=ReadOptions(keep_boilerplate=keep_boilerplate)))
    assert isinstance(source, Source)
    return source


def texts(source: Source) -> list[str]:
    return [
        plain_text(block.inlines) if isinstance(block, Line) else block_text(block) for block in source.blocks
    ]


def codes(source: Source) -> list[str]:
    return [found.code for found in source.diagnostics]


def test_an_article_has_its_title_byline_account_time_and_origin() -> None:
    source = read(
        page(
            NOTES,
            scripts=data_script(
                nick_name="江城清风",
                author="周明",
                ori_create_time=1762747210,
                link="https://mp.weixin.qq.com/s/abc",
            ).replace("base_resp:", "copyright_info: {copyright_stat: '1' * 1,}, base_resp:"),
        )
    )
    assert (source.title, source.author, source.published) == (
        "清廉一课",
        "周明",
        "2025-11-10T12:00:10+08:00",
    )
    provenance = source.provenance
    assert (provenance.account, provenance.original) == ("江城清风", True)
    assert provenance.address == "https://mp.weixin.qq.com/s/abc"
    assert texts(source) == ["一段正文，说明整治的经过。"]


def test_a_page_without_data_says_as_much_in_its_elements_and_variables() -> None:
    script = '<script>var msg_title = \'旧题 &amp; 新题\'.html(false); var ct = "1659274471"; var nickname = htmlDecode("江城");</script>'
    meta = '<span class="rich_media_meta rich_media_meta_text">\n 李华 </span><span id="copyright_logo">原创</span>'
    source = read(page(NOTES, title="旧题 &amp; 新题", scripts=script, meta=meta))
    assert (source.title, source.author, source.published) == (
        "旧题 & 新题",
        "李华",
        "2022-07-31T21:34:31+08:00",
    )
    assert source.provenance.original


def test_the_label_of_a_paid_article_is_no_part_of_its_title_and_a_preview_is_told() -> None:
    title = '<span class="pay__tag">付费</span>整治实录'
    markup = page(NOTES, title=title, scripts=data_script(is_pay_subscribe=1))
    source = read(markup)
    assert source.title == "整治实录"
    assert "paid-preview" in codes(source)


@pytest.mark.parametrize("carrier", ["template", "data"])
def test_the_text_of_a_repost_stands_in_a_script(carrier: str) -> None:
    scripts = (
        f'<script id="content_tpl" type="text/html">{NOTES}</script>'
        if carrier == "template"
        else data_script(content_noencode=NOTES)
    )
    note = '<p class="original_primary_card_tips"><span>以下文章来源于清风</span><span>，作者周明</span></p>'
    source = read(page("", scripts=scripts, meta=note))
    assert texts(source) == ["以下文章来源于清风，作者周明", "一段正文，说明整治的经过。"]


def test_a_picture_post_is_its_pictures_and_then_its_words() -> None:
    data = data_script(
        item_show_type=8, title="看展", nick_name="江城", content_noencode="看一场展览\n\n很好 &lt;推荐&gt;"
    )
    data = data.replace(
        "base_resp:",
        "picture_page_info_list: [{cdn_url: JsDecode('https://mmbiz.qpic.cn/a?x\\x3d1\\x26amp;y'), width: '290' * 1,"
        " height: '286' * 1, watermark_info: {cdn_url: JsDecode('https://mmbiz.qpic.cn/mark')},},], base_resp:",
    )
    source = read(f'<html><body class="wx_wap_page page_share_img">{data}</body></html>')
    figure = source.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.address, figure.width, figure.height) == ("https://mmbiz.qpic.cn/a?x=1&y", 290, 286)
    assert texts(source)[1:] == ["看一场展览", "很好 <推荐>"]
    assert (source.title, source.author) == ("看展", "江城")


def test_a_text_post_is_read_from_its_data_and_not_from_the_stub() -> None:
    data = data_script(item_show_type=10, title="两点体会", nick_name="江城").replace(
        "base_resp:", "text_page_info: {content_noencode: JsDecode('第一点\\x0a第二点')}, base_resp:"
    )
    markup = f'<html><body class="wx_wap_page"><div id="js_content"><div class="wx_follow_context">江城</div></div>{data}</body></html>'
    assert texts(read(markup)) == ["第一点", "第二点"]


@pytest.mark.parametrize(
    ("said", "chinese", "english"),
    [
        ("该内容已被发布者删除", "已被发布者删除", "its author has deleted it"),
        ("The content has been deleted by the author.", "已被发布者删除", "its author has deleted it"),
        ("此内容因违规无法查看", "因违规无法查看", "banned"),
        ("该内容暂时无法查看", "暂时无法查看", "for the time being"),
        ("该公众号已迁移", "已迁移", "has moved"),
        ("此帐号已被屏蔽", "已被停用", "blocked or gone"),
        ("环境异常，完成验证后即可继续访问", "验证页", "check"),
        ("本文需要授权", "本文需要授权", "本文需要授权"),
    ],
)
def test_a_page_without_the_article_says_why_in_both_languages(said: str, chinese: str, english: str) -> None:
    markup = (
        '<html><head><title></title></head><body class="zh_CN wx_wap_page"><div class="weui-msg">'
        f'<div class="weui-msg__title warn">{said}</div></div></body></html>'
    )
    raw = decode("gone.html", markup.encode())
    assert choose_reader(raw).reader.name == "wechat"
    with pytest.raises(NoArticleError) as caught:
        WECHAT.read(raw)
    assert chinese in caught.value.problem.zh
    assert english in caught.value.problem.en
    assert caught.value.exit_status == 1


def test_lists_tables_quotations_and_code_keep_their_form() -> None:
    source = read(
        page(
            '<ul class="list-paddingleft-1"><li><section><span leaf="">甲</span></section></li><li><p>乙</p></li></ul>'
            "<table><tr><td>单位</td><td>人数</td></tr><tr><td>江城</td><td>3</td></tr></table>"
            "<blockquote><p>引文</p></blockquote>"
            '<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li>ounter(line</li></ul>'
            '<pre class="code-snippet__js" data-lang="c"><code><span leaf="">if (a)</span></code><code>    b();</code></pre>'
            f"</section>{NOTES * 3}"
        )
    )
    assert [type(block) for block in source.blocks[:4]] == [Listing, Table, Quote, Quote]
    assert block_text(source.blocks[3]) == "if (a)\n\xa0\xa0\xa0\xa0b();"  # type: ignore[arg-type]


def test_hidden_transparent_and_tiny_text_is_left_out_and_told() -> None:
    source = read(
        page(
            '<h2><span style="display:none">前缀</span><span>标题</span><span style="display: none;">后缀</span></h2>'
            '<p>看<span style="color: rgba(255,255,255,0)">暗</span><span style="font-size:0px">小</span>'
            '<span style="visibility:hidden">隐<b style="visibility:visible">显</b></span>'
            '<span style="opacity:0">淡</span><span style="color:rgb(255, 0, 0)">红</span></p>'
        )
    )
    assert texts(source) == ["标题", "看显红"]
    found = next(found for found in source.diagnostics if found.code == "hidden-text")
    assert found.values == {"count": "8", "sample": "前缀 / 后缀 / 暗 / 小 / 隐 / 淡"}


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        (
            '<mp-common-profile data-nickname="江城清风" data-signature="x"></mp-common-profile>',
            "[公众号] 江城清风",
        ),
        ('<mp-common-mpaudio name="廉政课" play_length="191000"></mp-common-mpaudio>', "[音频] 廉政课 3:11"),
        ('<mpvoice name="录音"></mpvoice>', "[音频] 录音"),
        ('<iframe class="video_iframe" data-src="https://v.qq.com/x"></iframe>', "[视频]"),
        ('<mp-weapp data-miniprogram-nickname="便民"></mp-weapp>', "[小程序] 便民"),
        ('<iframe class="vote_iframe" src="/mp/newappmsgvote"></iframe>', "[投票]"),
        ('<span class="js_editor_vote_card" data-title="去哪里"></span>', "[投票] 去哪里"),
    ],
)
def test_what_is_embedded_leaves_a_label(markup: str, label: str) -> None:
    source = read(page(f"<p>前</p><section>{markup}</section><p>后</p>"))
    assert texts(source) == ["前", label, "后"]
    assert "embedded-content" in codes(source)


def test_boilerplate_goes_and_is_told_and_stays_on_request() -> None:
    markup = page(
        "<p>点击上方蓝字关注我们</p><p>关注身边的腐败问题</p><p>分享</p><p>▲ 长按识别二维码关注我们</p>"
        '<p>往期推荐</p><p><a href="https://mp.weixin.qq.com/s/1">旧文一</a></p>'
        '<p>· <a href="https://mp.weixin.qq.com/s/2">旧文二</a></p><p>觉得好看，请点赞、在看</p><p>江城纪委</p>'
    )
    source = read(markup)
    assert texts(source) == ["关注身边的腐败问题", "分享", "江城纪委"]
    told = " ".join(found.text for found in source.diagnostics if found.code == "removed-boilerplate")
    assert all(
        line in told for line in ("点击上方蓝字关注我们", "旧文一", "旧文二", "觉得好看，请点赞、在看")
    )
    assert len(read(markup, keep_boilerplate=True).blocks) == 9


def test_an_emoticon_becomes_characters_and_a_dead_link_plain_text() -> None:
    source = read(
        page(
            '<p>好<img class="wx_emoji" alt="[加油]" data-w="20" src="https://res.wx.qq.com/we-emoji/a.png">的'
            '<a href="javascript:void(0);">名片</a></p>'
        )
    )
    assert texts(source) == ["好[加油]的名片"]
    assert isinstance(source.blocks[0], Line)
    assert all(type(inline).__name__ == "Text" for inline in source.blocks[0].inlines)


def test_an_ordinal_in_a_box_of_its_own_joins_its_title() -> None:
    source = read(
        page(
            '<section style="display:flex"><section><p>01</p></section><section><p><b>事前防范</b></p></section></section>'
            f"{NOTES}<section><p>PART</p><p>02</p><p>事后整改</p></section><p>3</p><p>这一句很长，是正文，不是标题，所以不并。</p>"
        )
    )
    assert texts(source)[0] == "01 事前防范"
    assert texts(source)[2:] == ["PART 02 事后整改", "3", "这一句很长，是正文，不是标题，所以不并。"]


def test_a_place_in_the_page_is_known() -> None:
    markup = page("<p>甲<span style='display:none'>隐</span></p>\n<p>乙</p>")
    line = read(markup).blocks[1]
    assert isinstance(line, Line)
    before = markup[: markup.index("乙")]
    assert (line.position.line, line.position.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )


def test_what_is_prettified_gains_no_white_space() -> None:
    pretty = page(
        "<p>\n  <span>\n   本刊\n  </span>\n  <b>\n   开源\n  </b>\n  <span>\n   ，欢迎 all\n   of you\n  </span>\n</p>"
    )
    assert texts(read(pretty)) == ["本刊开源，欢迎 all of you"]


def test_a_page_whose_text_is_missing_is_refused() -> None:
    with pytest.raises(NoArticleError):
        read(page(""))


def test_the_pages_around_are_not_wechats() -> None:
    raw = decode("a.html", b"<html><body><p>mp.weixin.qq.com</p></body></html>")
    assert WECHAT.detect(raw).confidence == 0


@pytest.mark.parametrize(
    "line",
    [
        "长按识别二维码，关注江城清风公众号",
        "▼ 扫描下方二维码关注“江城清风”",
        "点击上方“江城清风”关注我们",
        "点击蓝字 关注江城发布",
        "欢迎关注江城清风微信公众号",
        "更多精彩，请扫一扫二维码关注我们",
        "喜欢就点个在看，分享给更多人吧",
    ],
)
def test_a_call_to_follow_goes_whatever_the_account_is_called(line: str) -> None:
    assert texts(read(page(f"<p>{line}</p>{NOTES}"))) == ["一段正文，说明整治的经过。"]


def test_the_time_that_an_exporter_writes_above_an_article_is_its_time() -> None:
    markup = f'<html><body><div class="__page_content__"><div class="__meta__">周明 江城清风 2024-01-01 10:00</div><div id="js_content" class="rich_media_content">{NOTES}</div></div></body></html>'
    assert read(markup).published == "2024-01-01T10:00:00+08:00"


@pytest.mark.parametrize(
    "line",
    [
        "关注身边的腐败问题，就是关注我们自己",
        "扫描二维码参与投票，11月2日截止",
        "请关注青山县公众号发布的停水通知。",
        "点击率高的谣言引发群众关注",
        "他在朋友圈转发了这条消息",
        "群众点赞：办事快，态度好",
    ],
)
def test_what_the_author_says_of_following_and_scanning_stays(line: str) -> None:
    assert texts(read(page(f"<p>{line}</p>{NOTES}")))[0] == line
