"""Whether a sanction that is named was imposed in this case: not threatened, proposed, earlier, counted or denied."""

import re
from typing import NamedTuple

_REACH = 90
"""How far back, in characters, a sentence is read; the longest gold sentence before a sanction has 60."""


class Mention(NamedTuple):
    """Where a sanction is named in a reading: its span, and where its sentence begins."""

    text: str
    start: int
    end: int
    sentence: int

    @property
    def before(self) -> str:
        """The sentence up to the mention, as far back as it matters."""
        return self.text[max(self.sentence, self.start - _REACH) : self.start]

    @property
    def clause(self) -> str:
        """The clause up to the mention; a clause that goes on from another (并, 同时) includes it."""
        before = self.before
        at = before.rfind(",")
        while at > 0 and _GOES_ON.match(before, at + 1):
            at = before.rfind(",", 0, at)
        return before[at + 1 :]

    @property
    def after(self) -> str:
        """What follows the mention, up to the end of the sentence."""
        return _SENTENCE_END.split(self.text[self.end : self.end + _REACH], maxsplit=1)[0]


_SENTENCE_END = re.compile("[。;!?]")
_GOES_ON = re.compile("并|且|同时|及|直至")

# Said before the sanction in the same clause: it is a threat, a proposal, a possibility, a fear.
# 委员会被, 将被告人, 将受贿款, 可能影响公正 are none of these.
_NOT_YET = re.compile(
    "(?:建议|提请|提议)[^,。;]{0,24}$|提出(?:给予|处分)|(?<![虚模])拟(?:给予|与|对|被|以|处|追究|将|作|予)|"
    "(?<![即必麻])将(?:会|是|被(?![告害骗盗])|受到|面临|给予|予以|依法|依规|依纪|严肃|视|处以|判处|对其处)|[即必]将|或将|"
    "可能(?!影响|造成|导致|引发|存在)|(?<![委协工议商大宴聚年晚常学])会(?:被|受到)|面临[^,。;]{0,8}$|"
    "(?<![相对响适反供呼])应(?:当|该)?(?:依[法规纪]|先行|予以|一律)?(?:给予|受到?|予以?|被|处|移送|以|追究)|"
    "一律|视情[节况]?|直至|轻则|重则|可以?(?:给予|处|对|依法|并处)|有权|不排除|(?:(?<![即必麻])将|拟|应当?|可以?)$|(?:是否|要不要)[^,。;]{0,8}$|"
    "(?:以免|避免|担心|怕|唯恐)[^,。;]{0,8}$|(?:运用|用好)[^。;]{0,20}$|(?:逃避|躲避|规避|免受)[^,。;被受]{0,6}$|"
    "(?:分为|种类|依次为)[^,。;]{0,40}$|如果|倘若|一旦|否则|(?<!假)若(?![干无])|凡(?:是|属)|凡.{0,12}的$"
)
# The same with effect over the commas of the sentence.
_FROM_AFAR = re.compile(
    "如果|倘若|一旦|否则|凡是|若(?:再|有|是)|规定的?(?:,|:)?凡|者处(?=[以一二三五十\\d])|"
    # A swindler threatens: 谎称其涉嫌洗钱,要对其行政拘留. But: 谎称能办事,骗取…,被判处….
    "(?:谎称|声称|自称|威胁|恐吓|扬言|称其?)[^。;]{0,50}(?:要|将|会|不然)(?:对|被|把|受|以|追究|面临)?[^,。;]{0,8}$"
)
# 未被…, 免予…: the denial stands at the sanction itself.
_DENIED = re.compile(
    "(?:未(?!满)|没有?|不(?!仅|但|服|久|履|力|实|当|正|法)|免[予于]|免除|不予|不再|无需|并非|而非|不是|从未|尚未|未能|暂不|不宜|不必|不得以?|撤销对?)"
    "(?:曾|被|受到?|给予|予以?|再|作出?|对其|其|进行|依法|因此|追究|处以?|判处|移送|任何|过|党纪|政务|刑事|采取|达到?|构成)*$"
)
# A provision speaks of those who (…的, …者), of degrees, of either this or that.
_PROVISION = re.compile(
    "(?:情节(?:较轻|较重|严重|特别严重|轻微|恶劣)的|造成[^,。;]{1,16}的|(?:违反|构成|拒不|屡次)[^,。;]{1,24}的|(?:违|违反|严重|较重|较轻)者)"
    "(?:,?(?:[并可均]|一律|对[^,。;]{1,10})?(?:给予|处以?|予以|依照|依据|按照|依法)[^。;]{0,40}|,?)$"
    "|情节(?:较轻|较重|严重|特别严重|恶劣)(?:给予|处|予以)[^。;]{0,30}$"
    "|的,(?:并)?(?:给予|处以?|予以|可处)[^。;]{0,40}$"
    "|以[上下]$|或者?$"
)
_PROVISION_GOES_ON = re.compile(
    "(?:处分)?(?:或者?|直至|以[上下])|的?(?:,)?(?:影响期为|处分的规定)"
    # 给予…处分的,…; …处分的党员…: whoever it is, as in 开除党籍是党内最高处分.
    "|(?:处分|处理)的(?:,|党员|干部|人员|公职人员)|(?:处分)?是(?:党内|指|对|一种|最)"
    "|[^,。;]{0,16}等(?:方式|形式|手段)"
)
# An earlier sanction: 曾… in the clause, 曾因…, just before, or what is said of its term.
_ONCE = re.compile(
    "(?<!未)曾(?:经|因|被|受|于|在|多|两|二|三|数|一|先后|有|以|违|\\d)(?!任|担任)|受到?过|有过(?![错失])|"
    "(?:此前|之前|早前|早年|以前|多年前|早在[^,。;]{0,10})(?:就|还|已|也)*(?:因|受)"
)
_ONCE_BECAUSE = re.compile(
    "(?:(?<!未)曾(?:因|被|(?:经|于|在|就|\\d)[^,。;]{0,12}(?:因|被))|(?:此前|之前|早年|以前|早在[^,。;]{0,10})(?:就|还|已|也)*因)"
)
_NOW = re.compile("此次|本次|这次|再次|如今|现因|后又|此后|今年|事后|案发后|又因|复因|最终")
_TERM = re.compile(
    "(?:[一二两三四五六七八九十\\d]+[年个]月?)?(?:的)?(?:处分)?(?:的|决定)?(?:影响期|处分期|考验期|期间|期满|期内|执行期|执行完毕|尚未解除|后仍|后,?(?:仍|依然|依旧|不思|不知|不收|又|再次)|过)"
)
_SERVED = re.compile("[^。;]{0,24}(?:刑满释放|刑满|假释|出狱)")
# 党内警告5人, 共处分23人: counts of an office, no sanction of a case.
_COUNTED = re.compile("(?:处分|处理|谈话)?\\d+余?(?:人次?(?!员)|[名起件](?=[,、。;]|$))")
_COUNT_BEFORE = re.compile("(?:处分|问责|立案)[^,。;\\d]{0,8}\\d+余?[人名]")


def is_provision(mention: Mention) -> bool:
    """Whether the mention is part of a rule that the case quotes (情节较重的,给予…)."""
    return bool(_PROVISION.search(mention.before) or _PROVISION_GOES_ON.match(mention.after))


def is_imposed(mention: Mention) -> bool:
    """Whether the sanction at `mention` was imposed in this case."""
    return not (
        is_provision(mention)
        or _NOT_YET.search(mention.clause)
        or _FROM_AFAR.search(mention.before)
        or _DENIED.search(mention.clause)
        or _is_earlier(mention)
        or _COUNTED.match(mention.after)
        or _COUNT_BEFORE.search(mention.before)
    )


def _is_earlier(mention: Mention) -> bool:
    if _TERM.match(mention.after) or _SERVED.match(mention.after):
        return True
    clause, before = mention.clause, mention.before
    once = _last(_ONCE, clause)
    if once is not None and not _NOW.search(clause, once):
        return True
    because = _last(_ONCE_BECAUSE, before)
    if because is None:
        return False
    # 曾因公款吃喝,受到党内警告处分: one comma may part the reason from what it brought.
    return before.count(",", because) <= 1 and not _NOW.search(before, because)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    return max((found.start() for found in pattern.finditer(text)), default=None)
