"""What somebody typed into the search box → the forms each column is searched by. Pure."""

from dataclasses import dataclass

from app.japan import NotUnderstood
from app.japan.addresses import fold_address
from app.japan.digits import narrow
from app.japan.kana import kana_key
from app.japan.names import fold_name
from app.japan.reference_numbers import read_reference_number

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
