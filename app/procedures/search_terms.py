"""What somebody typed → the words in it that say something: particles, endings and empty verbs are left out."""

import re
import unicodedata
from functools import lru_cache

from app.japan.kana import to_katakana
from app.japan.names import fold_name

MOST_TERMS = 8
_CUT = re.compile(r"[\s、。，．,.・！？!?「」『』（）()/／～〜:：;；\"'’]+")
# A particle before kanji or katakana parts two words; と and も stand inside too many (落とした, 子ども手当).
_BEFORE_A_WORD = re.compile(
    r"を|(?<=.)(?:から|まで|への|との|での|には|では|が|は|に|の|で|へ|って)(?=[一-龯々ァ-ヶ])"
)
_AFTER_KANJI = re.compile(
    r"(?<=[一-龯々ァ-ヶー])(?:から|まで|への|との|での|には|では|が|は|に|の|で|へ|も)(?=.)"
)
_AT_THE_END = re.compile(
    r"(?:について|のとき|した時|のため|が(?:ほしい|欲しい|ない|いる|したい)|を?(?:知りたい|教えて|もらいたい)"
    r"|て(?:しまった|しまいました|きました|きた|いる|います|ください|ほしい)|になりました|になった"
    r"|しました|しています|したい|したら|します|しない|する|した|して|ません|ました|たい|ます|です|だった"
    r"|とき|たら|った|って|た|て)$"
)
_LAST_PARTICLE = re.compile(r"(?<=.)(?:が|は|に|の|で|へ|と|も)$")
_AFTER_A_READING = re.compile(r"(?:がほしい|です|ます)$")
_EMPTY_WORDS = """
する した ない いる ある なる なった もらう もらい もらいたい とる とり ほしい 欲し 欲しい くる 来る いく
行く お ご こと もの とき 手続 手続き 申請 やり方 方法 どうする どこ 何 なに いつ 人 方 教え 知り 町 役場
役所 市役所 出 出す 出し 入る 入り 入 はいりたい 困る 困って つけたい 見たい 見る 受け 受ける 受けたい
取り 取る 使う 使い 行き the a an of for to i my how in
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_KANA = re.compile(r"[ァ-ヺー]+")
_LATIN = re.compile(r"[a-z0-9 ]+")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """For comparing: one width, katakana, small Latin letters, variants of characters made one; spaces stay."""
    return " ".join(to_katakana(fold_name(word)).lower() for word in text.split())


def terms_of(typed: str) -> tuple[str, ...]:
    """Folded, at most eight, in their order. Where nothing but empty words was typed, these."""
    chunks = [chunk for chunk in _CUT.split(unicodedata.normalize("NFKC", typed)) if chunk]
    words = [word for chunk in chunks for word in _words_of(chunk)]
    kept = [word for word in words if word.lower() not in _EMPTY] or chunks
    return tuple(dict.fromkeys(folded(word) for word in kept))[:MOST_TERMS]


def _words_of(chunk: str) -> list[str]:
    parts = [each for part in _BEFORE_A_WORD.split(chunk) for each in _AFTER_KANJI.split(part)]
    return [_stem(part) for part in parts if part]


def _stem(word: str) -> str:
    """倒れた → 倒れ, お金は → お金; never down to a single kana. A reading keeps more: なくした, なくなった."""
    ending = _AFTER_A_READING if is_kana(folded(word)) else _AT_THE_END
    word = _LAST_PARTICLE.sub("", word)
    while (cut := ending.sub("", word)) != word:
        if len(cut) < 2 and not re.match(r"[一-龯々]", cut):
            break
        word = cut
    return word


def is_kana(term: str) -> bool:
    return bool(_KANA.fullmatch(term))


def pieces_of(term: str) -> tuple[str, ...]:
    """Pairs of neighbours; kana and Latin words are looked for whole, as their pairs say nothing."""
    if len(term) < 2 or is_kana(term) or _LATIN.fullmatch(term):
        return (term,)
    return tuple(dict.fromkeys(term[at : at + 2] for at in range(len(term) - 1)))
