"""WeChat pages of our own, in the shapes that WeChat's have."""

NOTES = "<p>一段正文，说明整治的经过。</p>"


def escaped(text: str) -> str:
    """`text` as WeChat writes it into a script."""
    for character, escape in (
        ("\\", "\\x5c"),
        ("<", "\\x3c"),
        (">", "\\x3e"),
        ('"', "\\x22"),
        ("'", "\\x27"),
        ("&", "\\x26"),
        ("\n", "\\x0a"),
    ):
        text = text.replace(character, escape)
    return text


def data_script(**members: str | int) -> str:
    """The script that assigns `cgiDataNew`."""
    lines = [
        f"{name}: '{value}' * 1," if isinstance(value, int) else f"{name}: JsDecode('{escaped(value)}'),"
        for name, value in members.items()
    ]
    return (
        "<script>(function() { function JsDecode(str) { return str; }\n try { window.cgiDataNew = {\n"
        "base_resp: { ret: '0' * 1, errmsg: JsDecode('ok'), },\n"
        + "\n".join(lines)
        + "\n};} catch (e) {} })();</script>"
    )


def page(content: str, *, title: str = "清廉一课", scripts: str = "", head: str = "", meta: str = "") -> str:
    """An article page whose text is `content`."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}">{head}'
        f'<title></title></head><body id="activity-detail" class="zh_CN wx_wap_page mm_appmsg">'
        f'<div id="js_article" class="rich_media"><h1 class="rich_media_title" id="activity-name">\n  {title}</h1>'
        f'<div id="meta_content">{meta}<span class="rich_media_meta rich_media_meta_nickname">'
        '<a href="javascript:void(0);" id="js_name"> 江城清风 </a></span><em id="publish_time"></em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{content}</div>'
        f'</div>{scripts}<span class="weui-a11y_ref" style="display:none">，轻点两下取消赞</span></body></html>'
    )
