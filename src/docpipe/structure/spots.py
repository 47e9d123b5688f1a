"""Places in the lines of a case, and the reading form in which the facts are looked for.

Authors write spaces into names and numbers, export full-width digits and Traditional characters.
The reading form has none of these, and knows the way back.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docpipe.structure.fold import fold

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, for use inside a character class; 〇 is one of them."""
MASK = "\0"
"""Stands for a character that is there but must not be read."""


class Spot(NamedTuple):
    """A span in one line: the line's index from 0, and the characters from `start` to before `end`."""

    line: int
    start: int
    end: int


# Traditional characters in the words that facts are told with: the vocabulary of sanctions, posts
# and surnames, and what stands around them. No general conversion: one character to one character.
_TRADITIONAL = (
    "開开 黨党 職职 務务 嚴严 級级 誡诫 談谈 話话 報报 評评 罰罚 緩缓 處处 給给 與与 於于 餘余 萬万 億亿 區区 縣县 鎮镇 鄉乡 "
    "會会 員员 長长 書书 記记 幹干 導导 財财 產产 錢钱 銀银 點点 號号 歲岁 機机 關关 檢检 訴诉 審审 決决 據据 監监 紀纪 違违 "
    "規规 問问 責责 負负 條条 項项 誠诚 師师 醫医 護护 學学 業业 經经 營营 濟济 鑒鉴 擬拟 議议 應应 將将 對对 從从 為为 個个 "
    "貪贪 賄贿 詐诈 騙骗 償偿 還还 繳缴 沒没 勞劳 動动 駛驶 證证 執执 銷销 資资 績绩 減减 發发 獎奖 無无 終终 陳陈 張张 劉刘 "
    "楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 謝谢 許许 韓韩 馮冯 鄧邓 葉叶 蘇苏 蔣蒋 賈贾 閻阎 盧卢 鍾钟 陸陆 範范 譚谭 鄒邹 "
    "龍龙 顧顾 龔龚 湯汤 賀贺 賴赖 畢毕 喬乔 顏颜 莊庄 聶聂 齊齐 龐庞 藍蓝 單单 歐欧 陽阳 諸诸 聞闻 東东 遲迟 後后 時时 閉闭 "
    "來来 見见 現现 額额 價价 購购 買买 賣卖 車车 輛辆 間间 節节 國国 慶庆 舊旧 曆历 歷历 過过 進进 運运 達达 遊游 適适 選选 "
    "遠远 連连 遞递 邊边 鄰邻 鈞钧 鐵铁 鋒锋 網网 絡络 線线 組组 織织 維维 總总 統统 計计 訓训 討讨 託托 設设 試试 該该 認认 "
    "誤误 說说 調调 論论 講讲 識识 譯译 讓让 軍军 輕轻 輔辅 辦办 農农 僅仅 倉仓 偽伪 傳传 傷伤 債债 儲储 兩两 劃划 劑剂 勝胜 "
    "協协 參参 雙双 變变 嗎吗 團团 圖图 場场 壓压 夥伙 奪夺 婦妇 媽妈 實实 寧宁 寫写 專专 屆届 屬属 島岛 帶带 幫帮 廠厂 廣广 "
    "廳厅 彈弹 徑径 恆恒 惡恶 愛爱 態态 慮虑 憑凭 戶户 戰战 戲戏 拋抛 採采 換换 損损 擔担 擾扰 攜携 敗败 敵敌 數数 曉晓 極极 "
    "構构 樣样 樓楼 標标 權权 歡欢 殺杀 氣气 漢汉 潔洁 潛潜 濫滥 災灾 煙烟 熱热 爭争 狀状 獄狱 獲获 環环 療疗 盜盗 眾众 確确 "
    "礙碍 禮礼 種种 積积 穩稳 競竞 筆笔 簡简 籤签 約约 純纯 紙纸 細细 結结 絕绝 續续 羣群 習习 聯联 聲声 聽听 脫脱 腦脑 臨临 "
    "舉举 艱艰 藥药 蘭兰 虛虚 衛卫 裝装 補补 複复 親亲 觀观 觸触 訂订 詢询 詳详 誘诱 請请 謊谎 贈赠 贓赃 趕赶 躍跃 軟软 載载 "
    "遺遗 郵邮 釋释 針针 銅铜 鋼钢 錄录 鍵键 鏡镜 閒闲 閱阅 陣阵 陰阴 階阶 隊队 際际 隨随 險险 隱隐 雖虽 雜杂 電电 靈灵 韋韦 "
    "頁页 頂顶 順顺 預预 領领 頭头 題题 願愿 類类 風风 飛飞 飯饭 飲饮 館馆 驗验 驚惊 髮发 鬥斗 鬧闹 魚鱼 鮑鲍 鳳凤 鴻鸿 麗丽 "
    "麥麦 齡龄 內内 別别 刪删 剛刚 創创 勳勋 啟启 喪丧 墊垫 徹彻 歸归 貨货 質质 費费 貿贸 賠赔 賬账 帳账 賭赌 贖赎 轄辖 轉转 "
    "辯辩 辭辞 鎖锁 門门 閔闵 闕阙 鞏巩 嶽岳 薑姜 塗涂 蕭萧 冊册 竇窦 華华 誌志 偉伟 傑杰 強强 輝辉 濤涛 昇升 鵬鹏 寶宝 榮荣 "
    "瑩莹 靜静 紅红 蓮莲 穎颖 遙遥 賓宾 駿骏 徵征 週周 雲云 顯显 聖圣 佔占 係系 糧粮 舖铺 鋪铺 訊讯 賞赏 蓋盖 並并 併并 幾几 "
    "薦荐 瀆渎 曠旷 編编 製制 虧亏 騰腾 "
)
_TO_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _TRADITIONAL.split()}
# Looking is much cheaper than translating.
_ANY_TRADITIONAL = re.compile(f"[{''.join(map(chr, _TO_SIMPLIFIED))}]")
# White space, and what editors leave behind without showing it.
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
# A document's name is quoted, not told; two passes reach a name inside a name.
_DOCUMENT = re.compile("《[^《》]{1,120}》")


class Reading(NamedTuple):
    """A line as facts are read in it: half-width, Simplified, without white space.

    `places[i]` is the index in the line of character i of `text`.
    """

    text: str
    places: Sequence[int]

    def spot(self, line: int, start: int, end: int) -> Spot:
        """The span of `text` from `start` to before `end` as a place in the line; the span is not empty."""
        return Spot(line, self.places[start], self.places[end - 1] + 1)

    def mask(self, spans: Iterable[tuple[int, int]]) -> "Reading":
        """The same reading with every character in `spans` made unreadable."""
        pieces, at = [], 0
        for start, end in spans:
            pieces += [self.text[at:start], MASK * (end - start)]
            at = end
        return Reading("".join([*pieces, self.text[at:]]), self.places)

    def without_documents(self) -> "Reading":
        """The same reading with the names of documents in 《》 made unreadable."""
        text = self.text
        for _ in range(2):
            text = _DOCUMENT.sub(lambda found: MASK * len(found[0]), text)
        return Reading(text, self.places)


def read_line(line: str) -> Reading:
    """The reading form of `line`."""
    folded = fold(line)
    if _ANY_TRADITIONAL.search(folded):
        folded = folded.translate(_TO_SIMPLIFIED)
    if not _UNSEEN.search(folded):
        return Reading(folded, range(len(folded)))
    places = tuple(index for index, char in enumerate(folded) if not _UNSEEN.match(char))
    return Reading("".join(folded[index] for index in places), places)


class Page(NamedTuple):
    """The readings of the lines of one case."""

    readings: tuple[Reading, ...]

    def written(self, found: Iterable[tuple[int, int, int]]) -> tuple[Spot, ...]:
        """The places of `found` (line, start, end), in order, the first of each text only."""
        spots: dict[str, Spot] = {}
        for line, start, end in sorted(found):
            text = self.readings[line].text[start:end]
            spots.setdefault(text, self.readings[line].spot(line, start, end))
        return tuple(spots.values())
