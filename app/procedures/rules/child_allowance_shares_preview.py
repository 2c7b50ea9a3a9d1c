"""What is left of a payment of 児童手当 after donations and fees, as far as the ledger knows it."""

from collections.abc import Mapping
from typing import Any

from app.japan.spoken import Yen
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Line, preview
from app.procedures.rules.child_allowance_shares import (
    donated_now,
    fixed_fees,
    payment_yen,
    whole_fees_are_asked_for,
    withheld_now,
    withheld_yen,
)

PAYMENT = noted("1回の支払額の見込み（2か月分）")
WHOLE_FEES = Line(noted("全額を充てる費用"), noted("額は学校などに確かめるので、ここには入っていません。"))
KINDS = {
    "school_lunch": noted("学校給食費"),
    "school_supplies": noted("学用品費"),
    "school_fees": noted("学校徴収金"),
    "after_school": noted("放課後児童クラブの利用料"),
    "kindergarten": noted("幼稚園の保育料"),
    "nursery": noted("保育所などの保育料"),
    "extended_care": noted("延長保育料"),
    "temporary_care": noted("一時預かりの利用料"),
    "other": noted("その他の費用"),
}


@preview
def payment_share_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    whole = payment_yen(context)
    if whole is None:
        return ()
    fees = withheld_yen(context)
    donated = _donated(answers, whole - fees, context)
    parts = ((noted("費用に充てる額"), fees), (noted("寄附する額"), donated))
    return (
        _line(PAYMENT, whole),
        *(_line(label, yen) for label, yen in parts if yen),
        _rest(whole - fees - donated),
    )


def _donated(answers: Answers, left: int, context: Context) -> int:
    if answers.get("change_kind") == "withdraw":
        return 0
    scope = answers.get("donation_scope") or answers.get("new_scope")
    if scope is None:
        return donated_now(context)
    return left if scope == "all" else answers.get("donation_amount") or answers.get("new_amount") or 0


@preview
def fee_share_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    whole = payment_yen(context)
    if whole is None:
        return ()
    fees, donated = fixed_fees(answers, context), donated_now(context)
    parts = ((noted("決まった額を充てる費用"), fees), (noted("寄附する額"), donated))
    asked = (WHOLE_FEES,) if whole_fees_are_asked_for(answers, context) else ()
    return (
        _line(PAYMENT, whole),
        *(_line(label, yen) for label, yen in parts if yen),
        *asked,
        _rest(whole - fees - donated),
    )


def _line(label: Message, yen: int) -> Line:
    return Line(label, noted("{yen}", yen=Yen(yen)))


def _rest(yen: int) -> Line:
    return Line(noted("口座に入る額"), noted("{yen}", yen=Yen(max(yen, 0))), emphasis=True)


@preview
def donation_now(answers: Answers, context: Context) -> tuple[Line, ...]:
    """What is donated of each payment by the ledger."""
    scope = context.known.get("child_allowance.donation.scope")
    if scope is None:
        return ()
    told = noted("全額") if scope == "all" else noted("1回に{yen}", yen=Yen(donated_now(context)))
    return (Line(noted("いまの寄附"), told),)


@preview
def withholdings_now(answers: Answers, context: Context) -> tuple[Line, ...]:
    """What the allowance pays by the ledger, child by child."""
    return tuple(Line(_child_of(each, context), _fee(each)) for each in withheld_now(context))


def _child_of(row: Mapping[str, Any], context: Context) -> Message:
    children = context.known.get("child_allowance.children") or ()
    found = (child for child in children if child["key"] == row["child"])
    called = next((f"{child['family_name']} {child['given_name']}" for child in found), "")
    return noted("{name}", name=called)


def _fee(row: Mapping[str, Any]) -> Message:
    kind, school = KINDS.get(row["fee_kind"], KINDS["other"]), row.get("school") or ""
    if row.get("amount"):
        return noted("{kind}（{school}）1か月{yen}", kind=kind, school=school, yen=Yen(row["amount"]))
    return noted("{kind}（{school}）全額", kind=kind, school=school)
