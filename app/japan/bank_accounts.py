"""What stands in a passbook → an account as banks transfer to it."""

import re
import unicodedata
from typing import NamedTuple

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.kana import kana_key, to_katakana
from app.japan.texts import refuse_blank, refuse_line_ends, refuse_long
from app.language import noted

NUMBER_DIGITS = 7
_MOST_HOLDER = 48  # two lines of a transfer hold no more
_KANJI_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_SYMBOL = re.compile("([01])([0-9]{2})[0-9]{2}")
# What transfers can carry (全銀協フォーマット), in full width katakana.
_HOLDER = re.compile("[ァ-ヺー・A-Z0-9().,/ ]+")
_BETWEEN_WORDS = re.compile(r"[・().,/\s]")


class BankForm(NamedTuple):
    """`account_type` is "ordinary" (普通) or "current" (当座)."""

    branch_code: str
    branch_name: str
    account_type: str
    number: str


def from_yucho(symbol: str, number: str) -> BankForm:
    """記号・番号 of ゆうちょ銀行 as a branch and an account; raises NotUnderstood about "symbol" or "symbol_number".

    1…: the branch ends in 8, and the last digit of the number, always 1, falls away. 0…: it ends in 9.
    """
    found = _SYMBOL.fullmatch(read_symbol(symbol))
    if found is None:
        raise NotUnderstood(noted("{name}は、0か1で始まる5けたの数字です。"), "symbol")
    digits = read_symbol_number(number)
    saves = found[1] == "1"
    if saves and not digits.endswith("1"):
        raise NotUnderstood(noted("{name}の最後の数字は1です。通帳を確かめてください。"), "symbol_number")
    account = (digits[:-1] if saves else digits).zfill(NUMBER_DIGITS)
    if len(account) > NUMBER_DIGITS:
        raise NotUnderstood(noted("{name}が長すぎます。通帳を確かめてください。"), "symbol_number")
    branch = f"{found[2]}{'8' if saves else '9'}"
    return BankForm(branch, branch.translate(_KANJI_DIGITS), "ordinary" if saves else "current", account)


def read_symbol(text: str) -> str:
    """Five digits beginning with 0 or 1; raises NotUnderstood."""
    typed = narrow(text)
    if not _SYMBOL.fullmatch(typed):
        raise NotUnderstood(noted("{name}は、0か1で始まる5けたの数字です。"), "symbol")
    return typed


def read_symbol_number(text: str) -> str:
    """Two to eight digits, without zeros before them; raises NotUnderstood."""
    typed = narrow(text).lstrip("0")
    if not re.fullmatch("[0-9]{2,8}", typed):
        raise NotUnderstood(noted("{name}は、8けたまでの数字です。"), "symbol_number")
    return typed


def read_holder(text: str) -> str:
    """The holder's name (口座名義) in katakana, with the letters and signs that transfers know; raises NotUnderstood."""
    refuse_line_ends(text.strip())
    holder = to_katakana(unicodedata.normalize("NFKC", text).upper())
    refuse_blank(holder)
    if not _HOLDER.fullmatch(holder) or not re.search("[ァ-ヺA-Z]", holder):
        raise NotUnderstood(noted("{name}は、通帳のとおりにカタカナで入力してください(例: ヤマダ タロウ)。"))
    refuse_long(holder, _MOST_HOLDER)
    return holder


def is_same_holder(holder: str, kana: str) -> bool:
    """Whether the holder may be the person of this reading: width, size of letters and blanks count for nothing."""
    return holder_key(holder) == holder_key(kana)


def holder_key(text: str) -> str:
    return _BETWEEN_WORDS.sub("", kana_key(unicodedata.normalize("NFKC", text).upper()))
