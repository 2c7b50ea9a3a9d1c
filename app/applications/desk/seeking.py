"""What staff type to find the person before them: the beginning of the reading and a birthday, in few keys."""

import re

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.eras import parse_date
from app.japan.kana import kana_typed
from app.language import noted
from app.prefill.sought import Born, Sought

_ERA_DIGITS = re.compile("([mtshr])([0-9]{2})([0-9]{2})([0-9]{2})", re.IGNORECASE)
_MONTH_AND_DAY = re.compile("([0-9]{2})([0-9]{2})")
_KANA = re.compile("[ァ-ヺー]+")
_HOW = noted("カナのはじめと生年月日を、空白で区切って入力してください。例：ヤマ 0614、ヤマダ S400614")


def read_sought(text: str) -> Sought:
    """ミズ 0614, ミズノヨウコ H070614, mizuno 19950614. Raises NotUnderstood."""
    *reading, born = text.split() or [""]
    kana = kana_typed("".join(reading))
    if not _KANA.fullmatch(kana):
        raise NotUnderstood(_HOW)
    return Sought(kana, _read_born(narrow(born)))


def _read_born(text: str) -> Born:
    """Without a year where four digits say month and day only."""
    if found := _MONTH_AND_DAY.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise NotUnderstood(_HOW)
        return Born(None, month, day)
    if found := _ERA_DIGITS.fullmatch(text):
        text = f"{found[1]}{int(found[2])}.{found[3]}.{found[4]}"
    try:
        day_of_birth = parse_date(text)
    except NotUnderstood:
        raise NotUnderstood(_HOW) from None
    return Born(day_of_birth.year, day_of_birth.month, day_of_birth.day)
