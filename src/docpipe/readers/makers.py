"""Who made a page or a piece of one, by the marks that only that maker leaves."""

import re
from typing import NamedTuple

from docpipe.errors import Message


class Maker(NamedTuple):
    """An editor or a site: its name, and a mark in the markup that no other leaves."""

    name: Message
    mark: re.Pattern[str]


EDITORS = (
    Maker(
        Message("135 编辑器", "the 135 editor"), re.compile(r"_135editor|135brush|135editor\.com|article135")
    ),
    Maker(
        Message("秀米", "Xiumi"), re.compile(r"powered-by=.xiumi|opera-tn-ra|xiumi\.us|tn-cell-type|xiumius")
    ),
    Maker(
        Message("mdnice", "mdnice"),
        re.compile(r"""data-tool=["']mdnice|data-website=["'][^"']{0,40}mdnice"""),
    ),
    Maker(Message("壹伴", "Yiban"), re.compile(r"mpa-from-tpl|data-mpa-|mpa-font-style|mpa-is-content")),
    Maker(
        Message("微信编辑器", "WeChat's editor"), re.compile(r"""\b(?:nodeleaf|leaf|data-pm-slice)=["']""")
    ),
    Maker(Message("Word 粘贴", "Word, pasted"), re.compile(r"<o:p>|class=.?Mso[A-Z]|mso-[a-z]+-[a-z]+\s*:")),
)
"""Layout editors, whose pieces people save without a page around them."""

SITES = (Maker(Message("简书", "Jianshu"), re.compile(r"""class=["']?_2rhmJa\b""")),)
"""Sites whose pages are known by more than their article."""


def find_maker(markup: str, makers: tuple[Maker, ...]) -> Maker | None:
    """The first of `makers` whose mark is in `markup`; None where there is none."""
    return next((maker for maker in makers if maker.mark.search(markup)), None)
