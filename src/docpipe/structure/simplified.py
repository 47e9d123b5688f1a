"""Traditional characters as Simplified ones, for the words that docpipe itself must know.

Not a converter of prose: only characters whose Simplified form is the same in every context, of
those that the titles of laws and regulations, the names of sanctions and the words around them
are written with (gold corpus, convention 11). One character stays one character, so a span found
in simplified text is a span of the text.
"""

import re

# Each pair is the Traditional and the Simplified form.
_PAIRS = (
    "條条項项節节編编規规則则華华國国黨党紀纪處处員员務务職职責责審审監监檢检懲惩罰罚開开銷销嚴严誡诫記记過过級级違违據据適适實实執执機机關关產产業业從从潔洁準准評评議议選选舉举權权勞劳動动資资險险"
    "證证財财稅税會会計计統统銀银貸贷債债協协調调組组織织領领導导幹干問问題题辦办參参與与對对門门車车輛辆驗验傳传說说設设許许訴诉訟讼請请謝谢護护讓让變变貪贪貨货販贩費费賄贿賂赂賣卖買买賠赔賬账質质"
    "購购貢贡賃赁贓赃躍跃軍军轉转輕轻載载輸输辭辞農农運运遊游達达遠远遲迟還还進进連连邊边鄉乡醫医釋释鐵铁錄录錢钱鎮镇鑒鉴長长閱阅閉闭間间陳陈陽阳際际隊队隨随離离難难電电靜静響响頁页順顺預预頒颁頭头"
    "顯显風风飛飞養养館馆馬马駕驾驅驱體体鬥斗鹽盐麗丽點点齊齐齡龄龍龙亂乱亞亚來来倉仓個个倫伦偉伟側侧備备傷伤僅仅價价儀仪億亿償偿優优儲储兒儿內内兩两冊册凍冻劃划劇剧剛刚創创劑剂勝胜勢势勵励勸劝匯汇"
    "區区單单卻却厭厌啟启喪丧嗎吗園园圍围圖图團团圓圆場场塊块壞坏報报墾垦壓压壯壮壽寿夠够夢梦奪夺奮奋婦妇媽妈孫孙學学寧宁寫写寬宽寶宝將将專专尋寻層层屬属島岛師师帳帐帶带幣币庫库廣广廠厂廳厅廢废彈弹"
    "強强徑径徵征復复徹彻恆恒悅悦惡恶慶庆憂忧憑凭憲宪懷怀應应戰战戲戏戶户拋抛挾挟捨舍掃扫掛挂採采揚扬換换損损搶抢撥拨撫抚擁拥擇择擊击擔担擬拟擴扩擾扰攝摄攜携敗败敵敌數数斷断於于時时晉晋書书朧胧東东"
    "極极構构標标樣样樹树橋桥檔档歡欢歲岁歷历歸归殘残殺杀氣气決决沒没沖冲況况洩泄淨净減减測测溝沟滅灭滿满漁渔漢汉濟济災灾為为無无煙烟營营爭争爾尔牆墙獎奖獨独獲获獻献現现環环畢毕畫画當当療疗發发盜盗"
    "盡尽盤盘眾众礎础禮礼禍祸種种稱称積积穩稳竊窃競竞筆笔築筑簡简簽签籌筹糧粮約约納纳純纯紙纸細细終终結结給给經经綜综維维綱纲網网緊紧緒绪線线緣缘練练縣县總总績绩繫系繳缴續续罷罢義义習习聖圣聞闻聯联"
    "聲声聽听肅肃脅胁腦脑臨临舊旧興兴艦舰艱艰藝艺藥药蘇苏號号虧亏術术衛卫衝冲補补裝装製制複复見见視视親亲覺觉覽览觀观觸触訂订訓训託托詐诈詢询試试該该詳详誠诚誤误認认誰谁課课論论諮咨謀谋譯译識识譽誉"
    "讀读貫贯賭赌贈赠贊赞贏赢趕赶辯辩邏逻郵邮釣钓鈔钞銳锐錯错鍵键鏈链閒闲闊阔闡阐陸陆陰阴雜杂雙双雲云頂顶須须頓顿額额類类願愿飯饭飲饮餘余騙骗騰腾驚惊鬧闹魚鱼鳥鸟麥麦黃黄齒齿櫃柜櫥橱滯滞濫滥瀆渎灘滩"
    "爛烂牽牵狀状猶犹瑣琐疊叠癥症皺皱瞞瞒確确禦御稈秆窮穷竄窜範范籠笼紅红紛纷綁绑緝缉緩缓縮缩縱纵罵骂羅罗脫脱膽胆艙舱蓋盖蘭兰虛虚蟲虫襲袭誘诱誣诬諾诺謠谣謊谎譏讥譴谴讒谗賓宾賴赖趨趋蹤踪軌轨較较輔辅"
    "輩辈輪轮迴回逕径遞递遺遗邁迈鄧邓鄰邻釀酿鋪铺鍛锻鎖锁鑽钻閘闸闖闯隱隐雖虽霧雾靈灵韋韦頻频顆颗顧顾飾饰餵喂饋馈駐驻駛驶騎骑騷骚驟骤鬆松鮮鲜鳳凤鴻鸿鷹鹰麼么墊垫墮堕塵尘奧奥娛娱嬰婴寢寝屆届屍尸嶺岭"
    "巖岩偽伪僞伪佈布週周幾几勁劲嚇吓廚厨憤愤慣惯慮虑戀恋擋挡擠挤樓楼櫻樱毆殴滬沪潛潜牘牍璽玺絕绝罈坛蔣蒋薦荐裡里裏里詞词誌志講讲豐丰貓猫趙赵跡迹蹟迹軟软遷迁錦锦陝陕陣阵隸隶顛颠驕骄髒脏"
)
# Most lines have none; looking is much cheaper than translating.
_ANY = re.compile(f"[{_PAIRS[::2]}]")
_TABLE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def simplify(text: str) -> str:
    """`text` of the same length, in Simplified characters where the table has them."""
    return text.translate(_TABLE) if _ANY.search(text) else text
