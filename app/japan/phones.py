"""Telephone numbers: kept as ten or eleven digits, shown with hyphens."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.texts import refuse_blank
from app.language import noted

_BETWEEN = str.maketrans("", "", "-()./・")
_COUNTRY_CODE = 81
_ELEVEN = re.compile("0[56789]0|020|0800")
_DIGITS_ONLY = noted("{name}は数字だけで入力してください(例: 090-1234-5678)。")
_MOBILE = re.compile("0[6789]0[0-9]{8}")


def read_phone(text: str) -> str:
    """Digits alone, +81 turned into 0: ten, or eleven after 050, 060, 070, 080, 090, 020 and 0800.

    Raises NotUnderstood. Whether anybody has the number is not asked.
    """
    refuse_blank(text)
    typed = narrow(text)
    digits = _from_abroad(typed) if typed.startswith("+") else typed.translate(_BETWEEN)
    if not re.fullmatch("[0-9]+", digits):
        raise NotUnderstood(_DIGITS_ONLY)
    if not digits.startswith("0"):
        raise NotUnderstood(
            noted("{name}は0から始まる番号を、市外局番から入力してください(例: 03-1234-5678)。")
        )
    most = 11 if _ELEVEN.match(digits) else 10
    if len(digits) != most:
        raise NotUnderstood(
            noted(
                "{name}は{most}けたです。いま{digits}けたです。番号を確かめてください。",
                most=most,
                digits=len(digits),
            )
        )
    return digits


def _from_abroad(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed)
    except NumberParseException:
        raise NotUnderstood(_DIGITS_ONLY) from None
    if number.country_code != _COUNTRY_CODE:
        raise NotUnderstood(
            noted("{name}は日本の番号を入力してください。外国の番号へは電話をかけられません。")
        )
    return f"0{phonenumbers.national_significant_number(number)}"


def show_phone(digits: str) -> str:
    """090-1234-5678; digits without a known shape are shown as they are."""
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(digits, "JP"), PhoneNumberFormat.NATIONAL)
    except NumberParseException:
        return digits
    return shown if shown.translate(_BETWEEN) == digits else digits


def is_mobile(digits: str) -> bool:
    """Whether an SMS can reach it."""
    return _MOBILE.fullmatch(digits) is not None
