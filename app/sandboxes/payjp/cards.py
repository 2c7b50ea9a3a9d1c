"""The provider's public test cards, and what becomes of a payment with each of them."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Card:
    """`refused_with` is the error code, None where the payment succeeds; `limit_yen` refuses above it only.

    A card `refused_early` fails before the bank is asked.
    """

    number: str
    brand: str
    says: str
    refused_with: str | None = None
    refused_early: bool = False
    limit_yen: int = 0
    country: str = "JP"

    def refusal(self, amount: int) -> str | None:
        return self.refused_with if amount > self.limit_yen else None

    @property
    def spaced(self) -> str:
        return re.sub(r"(\d{4})(?=\d)", r"\1 ", self.number)

    def as_json(self) -> dict[str, Any]:
        return {
            "last4": self.number[-4:],
            "brand": self.brand,
            "exp_month": 12,
            "exp_year": 2040,
            "fingerprint": hashlib.sha256(self.number.encode()).hexdigest()[:32],
            "country": self.country,
            "funding": None,
        }


_PAYS = "支払いが成立します"
_ALL = (
    Card("4242424242424242", "Visa", _PAYS),
    Card("4012888888881881", "Visa", _PAYS),
    Card("5555555555554444", "MasterCard", _PAYS),
    Card("5105105105105100", "MasterCard", _PAYS),
    Card("3530111333300000", "JCB", _PAYS),
    Card("3566002020360505", "JCB", _PAYS),
    Card("378282246310005", "American Express", _PAYS),
    Card("38520000023237", "Diners Club", _PAYS),
    Card("6011111111111117", "Discover", _PAYS),
    Card("4000000900000003", "Visa", "海外のカードで支払いが成立します", country="US"),
    Card("4000000000080319", "Visa", "カード会社に断られます", "card_declined"),
    Card("4000000000080202", "Visa", "1万円を超えると断られます", "card_declined", limit_yen=10_000),
    Card("4000000000004012", "Visa", "期限切れのカードです", "expired_card"),
    Card("4000000000000077", "Visa", "カードの情報が違います", "incorrect_card_data"),
    Card("4000000000000002", "Visa", "入力した時点で断られます", "card_declined", True),
    Card("4000000000000069", "Visa", "入力した時点で期限切れです", "expired_card", True),
    Card("4000000000000127", "Visa", "セキュリティコードが違います", "incorrect_card_data", True),
    Card("4000003720000278", "Visa", "入力した情報が違います", "incorrect_card_data", True),
    Card("4000000000000119", "Visa", "カード会社で障害が起きます", "processing_error", True),
    Card("36227206271667", "Diners Club", "使えない種類のカードです", "unacceptable_brand", True),
)

CARDS = {card.number: card for card in _ALL}
DECLINED = CARDS["4000000000080319"]


def find_card(typed: str) -> Card | None:
    """With or without spaces and hyphens, in any width; None for a number that is not a test card."""
    return CARDS.get(re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)))
