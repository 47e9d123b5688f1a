"""How much: number and unit of money as written, without 约, 共计 and 人民币."""

import re
from collections.abc import Iterator

from docpipe.structure.spots import Page, Spot

_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,15})(?:\.\d{1,6})?"
_CHINESE = "[〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]{1,16}"
_VAGUE = "(?:[数几上]?[百千十]{0,2}|近)"
_MANY = "[余多几]?"
_SCALE = f"(?:[百千]?[万亿]|[百千]){_MANY}"
_NUMBER = f"(?:{_ARABIC}{_MANY}(?:{_SCALE})?|{_CHINESE}{_MANY}(?:[万亿](?:{_CHINESE})?{_MANY})?|[数几上][十百千]?{_MANY}[万亿]?)"
_CURRENCY = "(?:人民币|美|港|欧|日|韩|澳|加|新台|台)"
# 元 of 元旦, 元月, 元素 begins a word of its own.
_UNIT = f"(?:{_CURRENCY}?元(?![旦月宵素件老首帅勋凶论化])(?:[一二三四五六七八九\\d]角)?(?:[一二三四五六七八九\\d]分(?!钟|别))?|美金|欧元|英镑|港币|日元|卢布|泰铢|越南盾|比特币|块(?!地|田|钢|砖|石|牌|头|状))"
_RANGE = f"(?:{_ARABIC}(?:{_SCALE})?(?:至|到|-|—|~))?"
_AMOUNT = re.compile(
    f"(?:{_RANGE}{_NUMBER}{_UNIT}|[¥￥$]{_ARABIC}(?:{_SCALE})?(?:元)?|(?P<bare>{_ARABIC}{_MANY}万{_MANY})(?=[,。;、)!?]|$))"
)
# Without 元 a number in 万 is money only after a word of money (骗走5万, 罚款2万).
_MONEY_WORD = re.compile(
    "(?:骗|罚|款|现金|钱|币|转账|转走|汇|送|收受|受贿|借|损失|赔|退|贷|付|积蓄|存款|欠|还)[^,。;]{0,6}$"
)
# 1000元/月 and the like stay; the name of a product in quotation marks is none (“99元套餐”).
_PRODUCT = re.compile('[^“”‘’"]{0,8}(?:套餐|课程?|卡|券|保障|计划|礼包|保险|理财|年费|店|机|团购|菜)[”’"]')
_OPEN_QUOTE = re.compile('[“‘"][^“”‘’"]{0,6}$')


def find_amounts(page: Page) -> tuple[Spot, ...]:
    """The sums of money that the lines name, each once, in order."""
    return page.written(
        (line, start, end)
        for line, reading in enumerate(page.readings)
        for start, end in _amounts(reading.without_documents().text)
    )


def _amounts(text: str) -> Iterator[tuple[int, int]]:
    for found in _AMOUNT.finditer(text):
        before = text[max(found.start() - 12, 0) : found.start()]
        if found["bare"] and not _MONEY_WORD.search(before):
            continue
        if _OPEN_QUOTE.search(before) and _PRODUCT.match(text, found.end()):
            continue
        yield found.span()
