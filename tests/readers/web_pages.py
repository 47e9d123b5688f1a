"""Web pages of our own in the manner of news, government, school, blog and forum sites, with what a reader wants of each."""

from typing import NamedTuple

LEAD = "为进一步严明纪律，江城市纪委监委日前通报了三起典型问题。"
FIRST = "江城市某局原科长李某某违规收受礼金，受到党内警告处分，违纪所得予以收缴。"
SECOND = "青山县某镇干部周某某公车私用，受到批评教育，相关费用由个人承担。"
LAST = "通报要求，各级党组织要以案为鉴，举一反三，把纪律要求落到实处。"
BODY = (LEAD, FIRST, SECOND, LAST)
TITLE = "江城市通报三起违反纪律的典型问题"


class WebPage(NamedTuple):
    """A page: what it is, its markup, the lines that its article has, and what its head says."""

    name: str
    markup: str
    lines: tuple[str, ...] = BODY
    title: str | None = TITLE
    author: str | None = None
    published: str | None = None


def paragraphs(*texts: str) -> str:
    """`texts`, a paragraph each."""
    return "".join(f"<p>{text}</p>" for text in texts or BODY)


def links(*texts: str) -> str:
    """A list of links that say `texts`."""
    return (
        "<ul>"
        + "".join(f'<li><a href="/x/{index}.html">{text}</a></li>' for index, text in enumerate(texts))
        + "</ul>"
    )


_MENU = links("首页", "要闻", "审查调查", "党纪法规", "巡视巡察", "互动交流")
_OTHERS = links(
    "青山县召开警示教育大会", "江城市开展节前检查", "市纪委监委发布本月通报", "一图读懂新规", "乡镇纪委这样做"
)


def whole(body: str, *, title: str = f"{TITLE}_江城清风网", head: str = "") -> str:
    """A page with `body`."""
    return f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n<body>{body}</body></html>'


NEWS = WebPage(
    "news",
    whole(
        f'<div class="top"><div class="nav">{_MENU}</div></div><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/y">要闻</a></div>'
        f'<div class="main"><div class="left"><h1>{TITLE}</h1>'
        '<div class="info"><span>2024-05-06 09:30</span> <span>来源：江城日报</span> <span>作者：周明</span> 浏览：128次</div>'
        f'<div class="txt">{paragraphs()}</div><div class="edit">（责任编辑：王五）</div>'
        f'<div class="share">分享到：<a href="#">微信</a></div><h3>相关阅读</h3>{_OTHERS}</div>'
        f'<div class="right"><h3>热点排行</h3>{_OTHERS}</div></div>'
        '<div class="footer">版权所有：江城清风网 地址：江城市人民路1号 电话：123456 备案号：江ICP备1号</div>'
    ),
    author="周明",
    published="2024-05-06T09:30",
)
GOVERNMENT = WebPage(
    "government",
    whole(
        f'<div class="header">{_MENU}</div><div class="con"><h1>{TITLE}</h1>'
        f'<div class="pages-date">2024年5月6日　来源：市政府办公室</div><div class="TRS_Editor">{paragraphs()}'
        '<p>附件：</p><ul><li><a href="./a.docx">1.申报表.docx</a></li><li><a href="./b.pdf">2.名单.pdf</a></li>'
        '<li><a href="./c.xls">3.汇总表.xls</a></li><li><a href="./d.doc">4.说明.doc</a></li></ul></div>'
        '<div class="print">【打印本页】【关闭窗口】</div></div><div class="foot">主办：江城市人民政府办公室</div>',
        head=f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-05-06 10:20">'
        '<meta name="ContentSource" content="市政府办公室">',
    ),
    lines=(*BODY, "附件：", "1.申报表.docx", "2.名单.pdf", "3.汇总表.xls", "4.说明.doc"),
    author="市政府办公室",
    published="2024-05-06T10:20",
)
TABLES = WebPage(
    "a page of 2004, laid out in tables",
    whole(
        f'<table width="780"><tr><td>{"|".join(f"<a href=/{n}>{n}</a>" for n in ("首页", "新闻", "论坛", "下载"))}</td></tr></table>'
        f'<table width="780"><tr><td width="180" valign="top"><table>{"".join(f"<tr><td><a href=/{i}>{t}</a></td></tr>" for i, t in enumerate(("今日要闻", "专题报道", "往日回顾", "读者来信")))}</table></td>'
        f'<td><table><tr><td align="center"><font size="5"><b>{TITLE}</b></font></td></tr>'
        '<tr><td align="center">2004-3-2 8:15:00　来源：江城晚报　阅读：35次</td></tr>'
        f'<tr><td><font size="3">{"<br><br>".join("　　" + text for text in BODY)}</font></td></tr></table></td></tr></table>'
        '<table width="780"><tr><td align="center">Copyright 2004 江城网 版权所有</td></tr></table>'
    ),
    author="江城晚报",
    published="2004-03-02T08:15",
)
BLOG = WebPage(
    "blog",
    whole(
        f'<header><a href="/">周明的博客</a><nav>{_MENU}</nav></header><main><article class="post"><header><h1 class="entry-title">{TITLE}</h1>'
        '<div class="entry-meta">发表于 <time datetime="2023-11-02">2023年11月2日</time> 由 <a href="/a">周明</a></div></header>'
        f'<div class="entry-content">{paragraphs(LEAD)}<h2>一、违规收礼</h2>{paragraphs(FIRST)}<h2>二、公车私用</h2>{paragraphs(SECOND, LAST)}</div>'
        f'<footer class="post-tags">标签：<a href="/t">纪律</a></footer></article><div id="comments"><h3>2 条评论</h3><ol><li><p>写得很好，受教育了，谢谢楼主分享这些内容。</p></li><li><p>转走学习，希望以后多写一些这样的文章。</p></li></ol></div></main>'
        f"<aside>{_OTHERS}</aside><footer>© 2023</footer>",
        title=f"{TITLE} - 周明的博客",
        head='<meta name="author" content="周明"><meta property="article:published_time" content="2023-11-02T20:15:00+08:00">',
    ),
    lines=(LEAD, "一、违规收礼", FIRST, "二、公车私用", SECOND, LAST),
    author="周明",
    published="2023-11-02T20:15",
)
FORUM = WebPage(
    "forum",
    whole(
        f'<div id="hd">{_MENU}</div><div id="ct"><h1 class="ts"><a href="/t">{TITLE}</a></h1>'
        f'<div id="post_1"><div class="authi">楼主 发表于 2019-8-1 12:00</div><td class="t_f" id="postmessage_1">{"<br>".join(BODY)}</td></div>'
        '<div id="post_2"><div class="authi">张三 发表于 2019-8-1 12:05</div><td class="t_f" id="postmessage_2">支持楼主，说得太好了，这些问题身边也有，希望能够认真整改，不要流于形式。</td></div></div>',
        title=f"{TITLE} - 纪律论坛 - Powered by Discuz!",
    ),
    published="2019-08-01T12:00",
)
PLAIN = WebPage(
    "a page that is nothing but its text",
    whole(f"<h1>{TITLE}</h1>{paragraphs()}", title=TITLE),
)
LOOSE = WebPage(
    "text without paragraphs, beside a menu",
    whole(
        f'<div id="menu">{_MENU}</div><div id="main"><h2>{TITLE}</h2>{"<br>".join(BODY)}</div>', title=TITLE
    ),
)
LEADING = WebPage(
    "a summary before the text",
    whole(
        f'<div class="nav">{_MENU}</div><div class="box"><h1>{TITLE}</h1><div class="abstract">{LEAD}</div>'
        f'<div class="cnt">{paragraphs(FIRST, SECOND, LAST)}</div></div><div class="side">{_OTHERS}</div>'
    ),
)
JIANSHU = WebPage(
    "简书",
    whole(
        f'<header class="nav">{_MENU}</header><section class="ouvJEz"><h1 class="_1RuRku" title="{TITLE}">{TITLE}</h1>'
        '<div class="rEsl9f"><span class="_22gUMi">周明</span><time datetime="2021-06-01">2021.06.01 10:00:00</time>字数 1,024阅读 35</div>'
        f'<article class="_2rhmJa">{paragraphs(LEAD, FIRST)}<div class="image-package"><div class="image-container"><div class="image-view">'
        '<img data-original-src="//upload-images.jianshu.io/upload_images/1.jpg" src="data:image/gif;base64,R0lGOD"></div></div><div class="image-caption">image</div></div>'
        f"{paragraphs(SECOND, LAST)}</article></section><section>推荐阅读{_OTHERS}</section>"
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"initialState":{"note":{"data":{"public_title":"'
        + TITLE
        + '","user":{"nickname":"周明"},"first_shared_at":1622512800}}}}}</script>',
        title=f"{TITLE} - 简书",
        head='<link rel="canonical" href="https://www.jianshu.com/p/1">',
    ),
    author="周明",
    published="2021-06-01T10:00:00+08:00",
)

COMMENTED = WebPage(
    "comments and a list of pages with dates, without a name of their own",
    whole(
        f'<div class="nav">{_MENU}</div><div class="w1"><h1>{TITLE}</h1><p>2022年3月4日 08:00</p><div class="c1">{paragraphs()}'
        "<p>全部评论 2条</p><p>写得很好，大家都应该学习，这样的通报要常发常讲。</p><p>支持，希望越来越好。</p></div>"
        + "".join(
            f'<div class="x"><a href="/n/{day}.html">另一篇文章的标题在这里</a><p>2022-03-0{day}</p></div>'
            for day in (1, 2, 3, 4)
        )
        + "</div>"
    ),
    published="2022-03-04T08:00",
)
TAILED = WebPage(
    "other pages at the end of the text",
    whole(
        f'<h1>{TITLE}</h1><div class="txt">{paragraphs()}'
        + "".join(
            f'<p><a href="/n/{day}.html">另一篇文章的标题在这里</a></p><p>2022-03-0{day}</p>'
            for day in (1, 2, 3)
        )
        + "</div>"
    ),
)
REFERRING = WebPage(
    "links to elsewhere at the end of the text",
    whole(
        f'<h1>{TITLE}</h1><div class="txt">{paragraphs()}'
        + "".join(
            f'<p><a href="https://law.example.org/{word}">{word}</a></p>'
            for word in ("条例全文", "规定全文", "办法全文")
        )
        + "</div>"
    ),
    lines=(*BODY, "条例全文", "规定全文", "办法全文"),
)
SPAMMED = WebPage(
    "an article beside more hidden text than it has",
    whole(
        f'<div style="display:none">{paragraphs(*("看不见的广告，说得天花乱坠，一句也不要相信，写在这里只为了骗过机器。",) * 40)}</div>'
        f'<h1>{TITLE}</h1><div class="txt">{paragraphs()}</div>'
    ),
)

PAGES = (
    COMMENTED,
    TAILED,
    REFERRING,
    SPAMMED,
    NEWS,
    GOVERNMENT,
    TABLES,
    BLOG,
    FORUM,
    PLAIN,
    LOOSE,
    LEADING,
    JIANSHU,
)

NO_ARTICLES = {
    "a list": (
        whole(
            f'<div class="nav">{_MENU}</div><div class="list">{_OTHERS * 4}</div>', title="要闻_江城清风网"
        ),
        "links",
    ),
    "not found": (
        whole("<center><h1>404 Not Found</h1></center><hr><center>nginx</center>", title="404 Not Found"),
        "gone",
    ),
    "deleted": (
        whole('<div class="tip">抱歉，该文章不存在或已被删除</div><a href="/">返回首页</a>', title="提示"),
        "gone",
    ),
    "login": (
        whole(
            '<form>用户名 <input> 密码 <input type="password"><button>登录</button></form>', title="用户登录"
        ),
        "login",
    ),
    "check": (whole("<div>请完成安全验证后继续访问</div>", title="安全验证"), "robots"),
    "shell": (whole('<div id="app"></div><script src="/app.js"></script>', title="江城清风网"), "scripts"),
}
"""Pages that hold no article, and a word of the reason that is given."""
