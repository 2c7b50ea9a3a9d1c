"""Whole numbers, amounts of yen, and numbers that are really names."""

import re
from decimal import Decimal

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.texts import refuse_blank
from app.language import noted

MOST_YEN = 99_999_999

_YEN_SIGNS = re.compile("^[¥\\\\]|円$")
_TEN_THOUSANDS = re.compile("([0-9]{1,5})万([0-9]{1,4}|[0-9],[0-9]{3})?")
_DECIMAL = re.compile(r"(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,4})?")
_WHOLE_NUMBER = re.compile("-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})")


def read_integer(text: str, least: int = 0, most: int = MOST_YEN) -> int:
    """1500, １，５００, ¥1,500, 1500円; raises NotUnderstood, also for commas that do not part thousands."""
    refuse_blank(text)
    typed = _YEN_SIGNS.sub("", narrow(text).replace("、", ","))
    if not _WHOLE_NUMBER.fullmatch(typed):
        raise NotUnderstood(noted("{name}は数字だけで入力してください(例: 12000)。"))
    number = int(typed.replace(",", ""))
    if not least <= number <= most:
        raise NotUnderstood(
            noted("{name}は{least:,}から{most:,}までの数字で入力してください。", least=least, most=most)
        )
    return number


def read_yen(text: str, least: int = 0, most: int = MOST_YEN) -> int:
    """1,500円, ￥１５００, and as it is said, 12万 or 3万5000円; raises NotUnderstood.

    What leaves a doubt is refused: 1.5万, 十二万, 5千.
    """
    refuse_blank(text)
    typed = _YEN_SIGNS.sub("", narrow(text).replace("、", ","))
    if said := _TEN_THOUSANDS.fullmatch(typed):
        return read_integer(f"{said[1]}{(said[2] or '').replace(',', ''):0>4}", least, most)
    if not _WHOLE_NUMBER.fullmatch(typed):
        raise NotUnderstood(noted("{name}は、円の金額を数字だけで入力してください(例: 12000)。"))
    return read_integer(typed, least, most)


def read_decimal(text: str, least: Decimal, most: Decimal, step: Decimal) -> Decimal:
    """7.5, ７．５, 8, 1,200.5, in steps from `least` on; raises NotUnderstood."""
    refuse_blank(text)
    typed = narrow(text).replace("、", ",").replace("。", ".")
    if not _DECIMAL.fullmatch(typed):
        raise NotUnderstood(noted("{name}は数字で入力してください(例: 7.5)。"))
    number = Decimal(typed.replace(",", ""))
    if not least <= number <= most:
        raise NotUnderstood(
            noted("{name}は{least}から{most}までの数字で入力してください。", least=least, most=most)
        )
    if (number - least) % step:
        raise NotUnderstood(noted("{name}は{step}きざみで入力してください。", step=step))
    return number


def read_digits(text: str, count: int, *, padded: bool = False) -> str:
    """A number that is a name, as exactly `count` digits with its leading zeros; raises NotUnderstood.

    `padded` puts missing zeros before it, as banks do with account numbers: show the result for confirmation.
    """
    refuse_blank(text)
    typed = narrow(text).replace("-", "")
    if not re.fullmatch("[0-9]+", typed):
        raise NotUnderstood(noted("{name}は数字{count}けたで入力してください。", count=count))
    if len(typed) > count or (len(typed) < count and not padded):
        raise NotUnderstood(
            noted("{name}は{count}けたです。いま{digits}けたです。", count=count, digits=len(typed)),
        )
    return typed.zfill(count)


def yen(amount: int) -> str:
    """1,500円"""
    return f"{amount:,}円"
