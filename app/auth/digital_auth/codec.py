"""What the public documents leave open of 基本4情報, tolerated in every form that has been seen."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.auth.sign_in import BasicFour

_SEXES = {
    **dict.fromkeys(("1", "male", "男", "男性"), "1"),
    **dict.fromkeys(("2", "female", "女", "女性"), "2"),
}
_NOT_KNOWN = "3"
_DATE = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})")


def read_basic_four(told: Mapping[str, Any]) -> BasicFour | None:
    """Of the answer of `userinfo`; None without a name or an address: the person has let go of less."""
    name, address = (_text(told.get(part)) for part in ("name", "address"))
    if not name or not address:
        return None
    return BasicFour(
        full_name="　".join(name.split()),
        address=address,
        date_of_birth=_birth_date(_text(told.get("birthdate"))),
        sex=_sex(_text(told.get("gender"))),
    )


def _text(value: Any) -> str:
    """A text, or that of OpenID Connect's own shape of an address."""
    if isinstance(value, Mapping):
        value = value.get("formatted")
    return value.strip() if isinstance(value, str) else ""


def _sex(text: str) -> str:
    return _SEXES.get(text.lower(), _NOT_KNOWN) if text else ""


def _birth_date(text: str) -> date | None:
    """None where it is partly unknown, as some are."""
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
