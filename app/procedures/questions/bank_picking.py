"""The parts of an account that are typed: the bank and the branch found among all there are, the rest as it stands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.japan.bank_accounts import NUMBER_DIGITS, from_yucho, read_holder, read_symbol, read_symbol_number
from app.japan.banks import YUCHO, Institution, list_banks, list_branches
from app.japan.numbers import read_digits
from app.language import Message, noted
from app.procedures.questions.base import Misread
from app.procedures.questions.paper import Blank, Blanks, Said, ticks_for
from app.procedures.questions.understanding import understood

Typed = Mapping[str, str]

MOST_PICKS = 20
HEADINGS = {
    "bank_code": "金融機関コード",
    "bank_name": "金融機関",
    "branch_code": "支店コード",
    "branch_name": "支店",
    "account_type": "種類",
    "number": "口座番号",
    "symbol": "ゆうちょの記号",
    "symbol_number": "ゆうちょの番号",
    "holder_kana": "名義",
}
ONLY_YUCHO = {"symbol", "symbol_number"}
NOUNS: dict[str, Message] = {
    "bank": noted("銀行などの名前"),
    "branch": noted("支店の名前"),
    "type": noted("口座の種類"),
    "number": noted("口座番号"),
    "symbol": noted("記号"),
    "symbol_number": noted("番号"),
    "holder": noted("口座の名義"),
}


def take_bank(typed: Typed) -> dict[str, str]:
    bank = bank_in(typed)
    branch = branch_in(bank, typed)
    return {
        "bank_code": bank.code,
        "bank_name": bank.full_name,
        "branch_code": branch.code,
        "branch_name": branch.name,
    }


def bank_in(typed: Typed) -> Institution:
    """Raises Misread, with what may be meant."""
    _filled(typed, "bank")
    return _one_of(list_banks(typed["bank"]), typed, "bank")


def branch_in(bank: Institution, typed: Typed) -> Institution:
    """Raises Misread, with what may be meant."""
    _filled(typed, "branch")
    return _one_of(list_branches(bank.code, typed["branch"]), typed, "branch")


def take_number(typed: Typed) -> dict[str, str]:
    return {"number": _read(typed, "number", lambda text: read_digits(text, NUMBER_DIGITS, padded=True))}


def take_holder(typed: Typed) -> dict[str, str]:
    return {"holder_kana": _read(typed, "holder", read_holder)}


def reading_of(whose: str | None, known: Mapping[str, Any]) -> str:
    """As a holder is written: the reading of the applicant (`person`) or of whom it is for (`subject`); "" if unknown."""
    parts = (known.get(f"{whose}.{part}_name_kana") for part in ("family", "given"))
    return " ".join(part for part in parts if part)


def take_yucho(typed: Typed) -> dict[str, str]:
    """記号・番号 in the terms of banks, and as they were typed."""
    kept = {
        "symbol": _read(typed, "symbol", read_symbol),
        "symbol_number": _read(typed, "symbol_number", read_symbol_number),
    }
    form = understood(from_yucho, *kept.values(), name=NOUNS["symbol_number"])
    return {"bank_code": YUCHO, "bank_name": list_banks(YUCHO)[0].full_name, **form._asdict(), **kept}


def _filled(typed: Typed, part: str) -> None:
    if not typed[part]:
        raise Misread(noted("{name}の{part}を入力してください。", part=NOUNS[part]), part)


def _read(typed: Typed, part: str, reader: Callable[[str], str]) -> Any:
    _filled(typed, part)
    return understood(reader, typed[part], part=part, name=NOUNS[part])


def _one_of(found: Sequence[Institution], typed: Typed, part: str) -> Institution:
    chosen = [each for each in found if each.code == typed[f"{part}_pick"]] or found
    if len(chosen) == 1:
        return chosen[0]
    noun = NOUNS[part]
    if not found:
        raise Misread(noted("{part}が見つかりません。名前の一部か番号を入力してください。", part=noun), part)
    if len(found) > MOST_PICKS:
        told = noted("{part}が{count}件あります。もう少し長く入力してください。", part=noun, count=len(found))
        raise Misread(told, part)
    picks = tuple({"value": each.code, "label": each.label} for each in found)
    raise Misread(noted("{part}を、下から選んでください。", part=noun), part, picks)


def account_on_paper(account: Mapping[str, str], types: Sequence[tuple[str, Said]]) -> Blanks:
    """By bank and branch, or by the symbol and number of ゆうちょ銀行: one of them is left empty."""
    is_yucho = bool(account.get("symbol"))
    told = {} if is_yucho else account
    kinds = ticks_for([(key, label, "") for key, label in types], [told.get("account_type", "")])
    return (
        Blank(NOUNS["bank"], told.get("bank_name", "")),
        Blank(NOUNS["branch"], told.get("branch_name", "")),
        *kinds,
        Blank(NOUNS["number"], told.get("number", ""), cells=NUMBER_DIGITS),
        Blank(noted("ゆうちょ銀行のとき：記号"), account.get("symbol", ""), cells=5),
        Blank(noted("ゆうちょ銀行のとき：番号"), account.get("symbol_number", ""), cells=8),
        Blank(NOUNS["holder"], account.get("holder_kana", "")),
    )
