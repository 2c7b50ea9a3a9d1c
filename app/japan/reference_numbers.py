"""Reference numbers (受付番号): readable over the telephone, checked, and no secret."""

import re

from stdnum.iso7064 import mod_37_36

from app.japan import NotUnderstood
from app.japan.digits import narrow
from app.japan.texts import refuse_blank
from app.language import noted

_SHAPE = re.compile("([0-9]{2})-?([0-9]{6,9})-?([0-9A-Z])")


def reference_number(year: int, running: int) -> str:
    """26-000123-X: two digits of the year, a number running within it, a check character (ISO 7064)."""
    if running < 1:
        raise ValueError("running numbers start at 1")
    body = f"{year % 100:02}{running:06}"
    return f"{body[:2]}-{body[2:]}-{mod_37_36.calc_check_digit(body)}"


def visit_number(year: int, running: int) -> str:
    """V26-000123-X: of a visit at the counter (来庁番号); the letter keeps it apart from every 受付番号."""
    return f"V{reference_number(year, running)}"


def read_reference_number(text: str) -> str:
    """In the form that `reference_number` gives; raises NotUnderstood for a slip, which the check shows."""
    refuse_blank(text)
    found = _SHAPE.fullmatch(narrow(text).upper())
    if found is None:
        raise NotUnderstood(
            noted("{name}は「26-000123-X」のような形で、数字と最後の1文字まで入力してください。")
        )
    year, running, check = found.groups()
    right = reference_number(int(year), max(int(running), 1))
    if right != f"{year}-{running}-{check}":
        raise NotUnderstood(noted("{name}に打ちまちがいがあるようです。控えと1文字ずつ見くらべてください。"))
    return right
