"""What leaves a payment of 児童手当 before it reaches the account: 寄附 (20条) and 学校給食費等の徴収 (21条)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.calculations.child_allowance_payments import MONTHS_PAID_TOGETHER
from app.japan.spoken import Yen
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact
from app.procedures.rules.child_allowance_recipients import has_answered

FEES = ("allocations", "allocations_new", "typed_allocations")
PERIODS = (("donation_from", "donation_to"), ("new_from", "new_to"))
STARTS = ("donation_from", "new_from", "new_to", "change_effective", "start_period")
_TYPED = "typed_"


def payment_yen(context: Context) -> int | None:
    """Two months' allowance; None where the ledger does not say."""
    monthly = context.known.get("child_allowance.monthly_yen")
    return None if monthly is None else int(monthly) * MONTHS_PAID_TOGETHER


def donated_now(context: Context) -> int:
    """Of each payment, by the ledger."""
    if context.known.get("child_allowance.donation.scope") == "all":
        return payment_yen(context) or 0
    return int(context.known.get("child_allowance.donation.amount_yen") or 0)


def withheld_now(context: Context) -> list[Mapping[str, Any]]:
    return list(context.known.get("child_allowance.withholdings") or ())


def fees_told(answers: Answers) -> list[tuple[str, dict[str, Any]]]:
    """(question, row) with the same keys, whether the children were picked or typed."""
    return [
        (group, {key.removeprefix(_TYPED): answer for key, answer in row.items()})
        for group in FEES
        for row in answers.get(group) or ()
    ]


def fixed_fees(answers: Answers, context: Context) -> int:
    """Of each payment: what is told, and in a first request what the ledger has beside it."""
    told = [row for _, row in fees_told(answers)]
    fixed = sum(row.get("alloc_amount") or 0 for row in told)
    if "change_kind" not in answers:
        said = {(_child(row), row.get("fee_kind")) for row in told}
        before = (each for each in withheld_now(context) if (each["child"], each["fee_kind"]) not in said)
        fixed += sum(each.get("amount") or 0 for each in before)
    return fixed * MONTHS_PAID_TOGETHER


def _child(row: Mapping[str, Any]) -> str:
    picked = row.get("child") or ()
    return str(picked[0]["key"]) if picked else ""


def withheld_yen(context: Context) -> int:
    return sum(each.get("amount") or 0 for each in withheld_now(context)) * MONTHS_PAID_TOGETHER


@fact
def donates_already(answers: Answers, context: Context) -> bool:
    return context.known.get("child_allowance.donation") is True


@fact
def donates_nothing(answers: Answers, context: Context) -> bool:
    return has_answered(context) and context.known.get("child_allowance.donation") is False


@fact
def donates_everything(answers: Answers, context: Context) -> bool:
    return context.known.get("child_allowance.donation.scope") == "all"


@fact
def donation_is_unknown(answers: Answers, context: Context) -> bool:
    return "child_allowance.donation" not in context.known


@fact
def nothing_is_withheld(answers: Answers, context: Context) -> bool:
    return has_answered(context) and context.known.get("child_allowance.withholdings") == []


@fact
def withholdings_are_unknown(answers: Answers, context: Context) -> bool:
    return "child_allowance.withholdings" not in context.known


@fact
def whole_fees_are_asked_for(answers: Answers, context: Context) -> bool:
    """The town can pay the whole of a fee only if it may ask how much it is."""
    return any(row.get("alloc_scope") == "all" for _, row in fees_told(answers))


@check
def donation_fits_the_payment(answers: Answers, context: Context) -> Iterator[Complaint]:
    whole = payment_yen(context)
    for key in ("donation_amount", "new_amount"):
        donated = answers.get(key)
        if whole is not None and donated and donated + withheld_yen(context) > whole:
            yield Complaint(key, _too_much(whole, whole - withheld_yen(context)))


@check
def fees_fit_the_payment(answers: Answers, context: Context) -> Iterator[Complaint]:
    whole, told = payment_yen(context), fees_told(answers)
    if whole is None or not told:
        return
    if fixed_fees(answers, context) + donated_now(context) > whole:
        yield Complaint(told[0][0], _too_much(whole, whole - donated_now(context)))


def _too_much(whole: int, left: int) -> Message:
    return noted(
        "1回の支払額（2か月分）の{whole}のうち、使えるのは{left}までです。額を減らしてください。",
        whole=Yen(whole),
        left=Yen(max(left, 0)),
    )


@check
def donation_months_are_in_order(answers: Answers, context: Context) -> Iterator[Complaint]:
    for first, last in PERIODS:
        if answers.get(first) and answers.get(last) and answers[last] < answers[first]:
            yield Complaint(last, noted("終える月が、始める月より前です。どちらかを直してください。"))


@check
def payment_month_is_to_come(answers: Answers, context: Context) -> Iterator[Complaint]:
    """What has been paid stays paid. The closing day within the month before is the town's: staff judge it."""
    for key in STARTS:
        if answers.get(key) and _first_day(answers[key]) < context.today.replace(day=1):
            yield Complaint(key, noted("もう過ぎた月です。これからの支払いの月を書いてください。"))


@check
def fee_months_are_in_order(answers: Answers, context: Context) -> Iterator[Complaint]:
    for group, row in fees_told(answers):
        if row.get("fee_from") and row.get("fee_to") and row["fee_to"] < row["fee_from"]:
            yield Complaint(group, noted("終わりの月が、始まりの月より前です。どちらかを直してください。"))


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
