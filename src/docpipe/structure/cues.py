"""The words around 第N条 that tell a provision from an item of a list and from things that are counted.

Calibrated on the gold corpus and on the phrases in which bulletins quote law.
"""

import re

from docpipe.structure.laws import KINDS

FEW = 10
"""Articles above this are rarely of anything but a law."""
CLOSE = 10
"""So many characters between a document and its provision are a few words: 《条例》总则部分第七条."""

LAW_LIKE = re.compile(rf"(?:{'|'.join(KINDS)}|章|典)(?:（[^（）]*）)?$")
"""The end of a title that sets what a bare 第十七条 belongs to, although nothing of it is cited yet."""
NO_LAW = re.compile(
    "(?:清单|合同|协议|协议书|公约|承诺书|倡议书|手册|问卷|试卷|禁令|红线|铁律|说明|须知|保单|条款|题|微博|微信|新闻|评论)$"
)
"""The end of what has numbered parts of its own and is no law."""
COUNTED = re.compile(
    "红线|底线|经验|建议|意见|措施|消息|信息|短信|微博|微信|评论|留言|新闻|动态|公告|热搜|热评|推送|推文|快讯|头条|弹幕|帖|"
    "道路|路|街|河|船|狗|鱼|腿|战线|线|高速|铁|公路|航线|地铁|龙|裤|裙|毛|被子|裂缝|理由|原因|禁令|铁律|纪律|准则|规则|标准|"
    "提示|提醒|通知|视频|语音|记录|问题|题|回复|内容|线索|评价|心得|体会|承诺|倡议|誓言|家规|家训|规矩|教训|口诀|款|是[:,]|规定动作"
)
"""What is counted by 条, at the start of what follows 第一条."""
CUE_BEFORE = re.compile(
    "(?:根据|依据|依照|按照|遵照|参照|比照|违反了?|触犯了?|适用|符合|对照|参见|详见|见|看|在|按|依|据|和|与|及|【|对应|援引|引用|上述)$"
)
"""What leads to a provision."""
STRONG_CUE = re.compile("(?:根据|依据|依照|按照|遵照|参照|比照|违反了?|触犯了?|适用|符合|援引)$")
"""What leads to a provision and to nothing else."""
CUE_AFTER = re.compile(
    "(?:中|的|之|也|还|又|则|就|均|都|分别|专门|明确|同时)*(?:规定|明确|指出|强调|提到|提出|禁止|列|所列|所称|款|条文)"
)
"""What only a provision does."""
CUE_NEAR = re.compile("$|[,。;、)】的之对将把所列明规指和与及至到]")
"""What follows a provision rather than a number of things, in a line that named a document."""
PAUSE = re.compile("[,。;:!?]")
"""A mark that parts a document from what follows."""
