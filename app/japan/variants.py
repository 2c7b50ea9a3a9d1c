"""Variant kanji (異体字) brought together for searching, never for keeping: the form is part of the name."""

import unicodedata

import regex  # type: ignore[import-untyped]

# Each word: the everyday form, then its variants. First the older forms of the official list of common kanji
# (常用漢字表, 平成22年内閣告示第2号), then forms met in names of people and places. What Unicode itself calls
# compatible is missing: NFKC brings it together.
_COMMON = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 応應 欧歐 殴毆
桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 覚覺 学學 岳嶽
楽樂 渇渴 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 気氣 帰歸 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛
峡峽 挟挾 狭狹 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼
鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 広廣 効效 恒恆
黄黃 鉱鑛 号號 国國 黒黑 砕碎 済濟 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒
辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘 将將 称稱 渉涉
焼燒 証證 奨奬獎 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢
慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 窃竊 摂攝 専專 浅淺 戦戰
践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 総總 騒騷 増增
蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 胆膽 団團
断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵 点點 転轉 伝傳 灯燈
当當 党黨 盗盜 稲稻 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮
抜拔 晩晚 蛮蠻 秘祕 浜濱 瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊邉 変變 歩步 宝寶寳 豊豐 褒襃
翻飜 毎每 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴
乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐
労勞 郎郞 楼樓 録錄 湾灣 缶罐鑵 闘鬪鬭 艶艷 弁辯瓣辨
"""
_NAMES = """
高髙 島嶋嶌 吉𠮷 富冨 橋槗𣘺 桑桒 柳栁桺 浜濵 船舩 峰峯 館舘 昇曻 昂昻 渕淵渊 藪薮 桧檜 桝枡
鉄銕鐡 栖棲 柏栢 村邨 野埜 喜㐂 凛凜 呉吳 青靑 清淸 祢禰 蝉蟬 槙槇 遥遙 尭堯 巌巖 鶴靏靎
瑶瑤 禄祿 祷禱 鴎鷗 芦蘆 篭籠 翠翆 卯夘 土圡 角⻆ 戸戶 説說 教敎 尚尙 産產 彦彥 顔顏 秋穐
亀龜 兎兔 須湏 杉杦 礒磯 萌萠 略畧 蕊蘂 叱𠮟 填塡 剥剝 頬頰 諌諫 侠俠 倶俱 繋繫 鹸鹼 麹麴
屏屛 并幷 莱萊 鴬鶯 蛎蠣 灌潅 壷壺 砺礪 涛濤 賎賤 頚頸 鉤鈎 煕熙凞 穣穰 弐貮 叡睿 晋晉 畝畆
斉齊斎齋 剣劍剱劔釼 崎﨑嵜
"""

VARIANTS: dict[str, str] = {variant: word[0] for word in (_COMMON + _NAMES).split() for variant in word[1:]}

_TO_EVERYDAY = str.maketrans(VARIANTS)
_SELECTORS = regex.compile(r"\p{Variation_Selector}")


def fold_characters(text: str) -> str:
    """For searching: no variation selectors, NFKC, lower case, one kanji for all its variants."""
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", plain).translate(_TO_EVERYDAY)
