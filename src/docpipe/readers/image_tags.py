"""What the attributes of an `img` say: where the image is, or which character it stands for."""

import re

# The real address before a placeholder, by the habits of lazy loaders and of Meipian's zoom.
_ADDRESSES = (
    "data-src",
    "data-original",
    "data-original-src",
    "data-lazy-src",
    "data-croporisrc",
    "show-img",
    "src",
)
# Addresses for screens of several widths, the first of which will do where there is no other.
_CHOICES = ("data-srcset", "srcset")
_FIRST = re.compile(r"[^\s,]\S*[^\s,]")
# A point of one pixel that stands in until the page has loaded; longer data: addresses are images.
_PLACEHOLDER = re.compile(
    r"data:image/(?:gif|png|svg\+xml)[^,]*,.{0,120}\Z|about:blank", re.IGNORECASE | re.DOTALL
)
# What a browser that saves a page makes of the address of an image: the image itself, or a file in the
# folder beside the page. The attributes that it leaves alone still have the address on the web.
_SAVED = re.compile(
    r"data:image/(?!svg)[^,]{0,200},.{121}|(?:\./)?[^:?#/]{1,255}[_.]files/", re.IGNORECASE | re.DOTALL
)
# Watermarks are drawn by the server, which is told the author's nickname and number in the query.
_WATERMARK = re.compile(r"[?&|](?:[^?]*?(?:watermark|/nickname/|/userid/)).*\Z", re.IGNORECASE | re.DOTALL)

_EMOTICON_CLASSES = frozenset(
    "emoji wp-smiley wx_emoji we-emoji emoji_img emoticon icon_emotion_single js_emotion".split()  # noqa: SIM905 - as a list it takes half a screen
)
_EMOTICON_FOLDER = re.compile(
    r"/(?:we-emoji|wxemoji|emoji|twemoji|emoticons?|smile?y|smilies|qqface)/", re.IGNORECASE
)
# twemoji and its kin name a file after the code points: 1f600.png, 1f1e8-1f1f3.svg, u1f44d.png.
_CODE_POINTS = re.compile(
    r"(?:/|\A)(?:emoji_?)?u?((?:[0-9a-f]{4,5}[-_])*[0-9a-f]{4,6})\.\w{3,4}(?:\?.*)?\Z", re.IGNORECASE
)
# The characters that emoji are made of; a file may be called 1234.png for another reason.
_EMOJI = re.compile(
    "[#*0-9\xa9\xae\u200d\u203c-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_STEM = re.compile(r"(?:/|\A)([\w%-]{1,40})\.\w{3,4}(?:[?#].*)?\Z")
_LARGEST_EMOTICON = 72
"""CSS px; the emoticons of editors have 16 to 32, those of WeChat's desktop 64."""


def image_address(attributes: dict[str, str]) -> str:
    """The address of the image, watermarks cut off; of the placeholder where there is no other, "" for none."""
    given = [attributes[name].strip() for name in _ADDRESSES if attributes.get(name, "").strip()]
    given += [found[0] for name in _CHOICES if (found := _FIRST.match(attributes.get(name, "").strip()))]
    saved = next((address for address in given if _SAVED.match(address)), None)
    real = saved or next((address for address in given if not _PLACEHOLDER.match(address)), None)
    return cut_watermark(real or next(iter(given), ""))


def cut_watermark(address: str) -> str:
    """`address` without a query that has the server draw the author's name into the image."""
    return address if address.startswith("data:") else _WATERMARK.sub("", address)


def emoticon_text(address: str, attributes: dict[str, str]) -> str:
    """The characters that an emoticon stands for; "" for an image that is none."""
    classes = frozenset(attributes.get("class", "").lower().split())
    if not classes & _EMOTICON_CLASSES and not _EMOTICON_FOLDER.search(address):
        return ""
    sizes = [attributes.get(name, "").removesuffix("px") for name in ("data-w", "width", "height")]
    if any(size.isascii() and size.isdigit() and int(size[:6]) > _LARGEST_EMOTICON for size in sizes):
        return ""
    if alternative := attributes.get("alt", "").strip():
        return alternative
    if points := _CODE_POINTS.search(address):
        numbers = [int(point, 16) for point in re.split("[-_]", points[1])]
        emoji = "".join(chr(number) for number in numbers if number < 0x110000)
        if _EMOJI.fullmatch(emoji):
            return emoji
    stem = _STEM.search(address)
    return f"[{stem[1]}]" if stem else ""
