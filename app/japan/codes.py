"""Numbers that are names (番号): how many digits each has, and the digit that guards it where there is one by rule."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.jp import cn

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.texts import refuse_blank, refuse_harmful, refuse_long
from app.language import Message, noted

MOST_FREE = 20


def ends_in_mod_10(digits: str) -> bool:
    """検証番号, モジュラス10: weights 2 and 1 from the right, the digits of the products added (保険者番号等設定要領)."""
    *others, last = (int(digit) for digit in digits)
    products = (digit * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(others)))
    return (10 - sum(sum(divmod(product, 10)) for product in products) % 10) % 10 == last


def _is_corporate(digits: str) -> bool:
    try:
        cn.validate(digits)
    except ValidationError:
        return False
    return True


def _anything(digits: str) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """`counts`: how many digits there may be, none for free text. `letter`: may stand in place of the first digit."""

    counts: tuple[int, ...]
    example: str
    is_right: Callable[[str], bool] = _anything
    letter: str = ""

    @property
    def pattern(self) -> str:
        """A regular expression that every kept code matches."""
        if not self.counts:
            return r"^\S+$"
        digits = [f"[0-9]{{{count}}}" for count in self.counts]
        lettered = [f"{self.letter}[0-9]{{{count - 1}}}" for count in self.counts if self.letter]
        return f"^({'|'.join([*digits, *lettered])})$"

    @property
    def shape(self) -> Message | None:
        """What is said beside the box."""
        match self.counts:
            case (count,):
                return noted("{count}けたの数字です。", count=count)
            case (few, many):
                return noted("{few}けたか{many}けたの数字です。", few=few, many=many)
        return None


# 被保険者番号: H and nine digits for people on 生活保護 alone, who are insured in name only (みなし2号).
# 事業所番号 and 介護支援専門員登録番号 end in a digit whose rule was never laid down for all: it is not judged.
RULES: dict[str, Rule] = {
    "insured_number": Rule((10,), "0000123456", letter="H"),
    "care_office": Rule((10,), "2070100123"),
    "insurer": Rule((6, 8), "242081", ends_in_mod_10),
    "care_insurer": Rule((6,), "242081", ends_in_mod_10),
    "corporate": Rule((13,), "7000012050002", _is_corporate),
    "microchip": Rule((15,), "392145000123456"),
    "care_manager": Rule((8,), "20012345"),
    "free": Rule((), "1234"),
}


def digits_rule(count: int) -> Rule:
    """So many digits, and nothing more to say of them."""
    return Rule((count,), "1234567890" * 3)


def read_code(text: str, rule: Rule) -> str:
    """Half width, without blanks and hyphens, leading zeros kept; raises NotUnderstood."""
    typed = narrow(text).upper()
    refuse_blank(typed)
    if not rule.counts:
        refuse_harmful(typed)
        refuse_long(typed, MOST_FREE)
        return typed
    code = typed.replace("-", "")
    if re.fullmatch(rule.pattern, code):
        if not rule.is_right(code):
            raise NotUnderstood(noted("{name}の数字がどこかちがいます。1けたずつ確かめてください。"))
        return code
    raise NotUnderstood(_wrong_shape(rule, code))


def _wrong_shape(rule: Rule, code: str) -> Message:
    few, many = rule.counts[0], rule.counts[-1]
    if not re.fullmatch(f"{rule.letter}?[0-9]+" if rule.letter else "[0-9]+", code):
        return noted("{name}は数字で入力してください(例: {example})。", example=rule.example[:many])
    if few < many:
        return noted(
            "{name}は{few}けたか{many}けたの数字です。いまは{digits}けたです。",
            few=few,
            many=many,
            digits=len(code),
        )
    return noted("{name}は{count}けたの数字です。いまは{digits}けたです。", count=few, digits=len(code))
