"""Whether a short title names a topic (放假时间) or tells somebody to do something (合理使用手机)."""

import re

# Nouns that end the name of a topic, a part or a group. Calibrated on the headings of the gold
# corpus and on the section titles that notices, letters and study material commonly have.
_ENDINGS = (
    "时间|日期|安排|由来|来历|起源|历史|习俗|风俗|背景|内容|目的|意义|对象|地点|地址|方式|方法|办法|流程|过程|经过|步骤|"
    "活动|掠影|剪影|回顾|条件|事项|要求|提示|提醒|通知|公告|服务|业务|保护|处理|管理|行为|情况|说明|附则|总则|细则|解释|"
    "结语|结束语|前言|引言|导语|寄语|知识|常识|防控|须知|指南|攻略|建议|倡议|措施|举措|职责|责任|纪律|制度|规定|标准|"
    "目标|任务|重点|要点|原则|范围|依据|名单|名额|费用|材料|简介|介绍|概况|现状|问题|原因|危害|案例|典型|故事|禁忌|美食|"
    "链接|警示|准备|启示|回放|速递|播报|专栏|心声|感悟|收获|心得|解读|问答|清单|作业|希望|致辞|分享|时刻|"
    "准备工作|工作|课程|教育|三不准|四不准|五不准|六不准|三要点|会说话|写在最后|写在前面|怎么做|篇"
)
_NOMINAL = re.compile(rf"(?:{_ENDINGS})[”\"』」)】]?$")


def is_nominal(title: str) -> bool:
    """Whether the folded `title` names a topic."""
    return bool(_NOMINAL.search(title.strip()))
