"""What somebody typed into the search box → the forms each column is searched by; and what is said of a signature."""

from dataclasses import dataclass

from app.applications.signing.rechecking import Signature
from app.japan import NotUnderstood
from app.japan.addresses import fold_address
from app.japan.digits import narrow
from app.japan.kana import kana_key
from app.japan.names import fold_name
from app.japan.reference_numbers import read_reference_number
from app.language import noted

SIGNATURES = {
    Signature.HOLDS: noted("マイナンバーカードで署名済みです。署名の時点で有効でした。"),
    Signature.HOLDS_BY_PROXY: noted(
        "代理の方が、自分のマイナンバーカードで署名済みです。署名の時点で有効でした。"
    ),
    Signature.BY_HAND: noted("窓口で署名しました。署名の記録は、届いたときのままです。"),
    Signature.CHANGED: noted("署名の記録が、届いたときと違います。管理者に伝えてください。"),
    Signature.MISSING: noted("署名が必要な手続ですが、署名がありません。"),
}
MOST_WORDS = 5
MOST_CHARACTERS = 60


@dataclass(frozen=True)
class SearchWord:
    """One word in the folded form of each column; empty where it cannot stand in that column."""

    number: str
    name: str
    kana: str
    phone: str
    address: str


def search_words(typed: str) -> tuple[SearchWord, ...]:
    """Every word has to be found somewhere; the first five count, however long somebody types."""
    return tuple(_word(word[:MOST_CHARACTERS]) for word in typed.split()[:MOST_WORDS])


def _word(word: str) -> SearchWord:
    digits = narrow(word).replace("-", "")
    return SearchWord(
        number=_number(word),
        name=fold_name(word),
        kana=kana_key(word),
        phone=digits if digits.isdecimal() and len(digits) >= 3 else "",
        address=fold_address(word),
    )


def _number(word: str) -> str:
    try:
        return read_reference_number(word)
    except NotUnderstood:
        part = narrow(word).upper()
        return part if any(letter.isdecimal() for letter in part) else ""
