"""A Meipian article of the tests' own, in every form that it is saved in."""

import json
from typing import Any

SECRETS = {
    "phone_num": "13800001111",
    "ip_address": "198.51.100.7",
    "device_id": "DEVICE-0001",
    "wechat_id": "wx-secret",
    "latitude": "22.8170",
    "longtitude": "108.3660",
    "ip_province": "某省甲",
    "balance": 987654,
}
"""What no Article, log or output may hold."""


def segment(text: str | None = None, kind: int = 1, **more: Any) -> dict[str, Any]:
    """A segment as the data of a page has it."""
    base: dict[str, Any] = {
        "type": kind,
        "text_strong": 0,
        "text_large": 0,
        "text_center": 0,
        "text_color": 0,
    }
    own = {} if text is None else {"text": text}
    return {
        **base,
        **own,
        "sell_key": "x",
        "ext": {"unique_id": "0" * 32, "ip": SECRETS["ip_address"]},
        **more,
    }


def detail(*segments: dict[str, Any], places: str = "both", **article: Any) -> dict[str, Any]:
    """The object of a page; `places` says where the segments stand: inner, outer or both."""
    inner = {"article_id": 1, "content": list(segments) if places != "outer" else None}
    return {
        "article": {
            "title": "值班提醒",
            "mask_id": "abc12def",
            "create_time": "1733817813",
            "ext": {"ip": SECRETS["ip_address"]},
            "ip_province": SECRETS["ip_province"],
            "content": inner,
            **article,
        },
        "author": {"nickname": "丙县小芮", "id": "638", **SECRETS},
        "content": list(segments) if places != "inner" else [],
        "visitor": {**SECRETS},
    }


def page(value: Any, variable: str = "var ARTICLE_DETAIL") -> str:
    """A page with `value` in a script, as the desktop has it."""
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return (
        '<!DOCTYPE html>\n<html style="font-size:50px"><head><meta charset="utf-8"><title>值班提醒 - 美篇</title>\n'
        f"<script>\n    {variable} = {data};\n    var detail = ARTICLE_DETAIL;\n</script></head>"
        '<body><div id="app">请打开应用</div></body></html>'
    )


def export(*texts: str) -> str:
    """The text export of segments with `texts`."""
    return f"值班提醒\n\n丙县小芮\n\n{' '.join(texts)}"
