"""What may leave a payment of 児童手当, and what of it reaches the account."""

from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import CHECKS, FACTS, PREVIEWS
from tests.procedures.rules.families import MAY, people

YUZUHA = [{"key": "child_2010-07-01"}]
LUNCH = {"key": "lunch", "child": "child_2010-07-01", "fee_kind": "school_lunch", "school": "西小学校"}
CLUB = {**LUNCH, "key": "club", "fee_kind": "after_school", "school": "西学童", "amount": 6_000}


def a_ledger(monthly: int | None = 70_000, **more: Any) -> Context:
    known = {
        "is_protected": False,
        "child_allowance.children": people("child", "2010-07-01"),
        "child_allowance.donation": False,
        "child_allowance.withholdings": [],
        **{f"child_allowance.{name}": value for name, value in more.items()},
    }
    if monthly is not None:
        known["child_allowance.monthly_yen"] = monthly
    return Context(MAY, known)


def donating(yen: int, **more: Any) -> Context:
    donation = {"donation": True, "donation.scope": "part", "donation.amount_yen": yen}
    return a_ledger(**donation, **more)


def a_fee(amount: int | None = None, **more: Any) -> dict[str, Any]:
    scope = {"alloc_scope": "all"} if amount is None else {"alloc_scope": "fixed", "alloc_amount": amount}
    return {"child": YUZUHA, "fee_kind": "school_lunch", **scope, **more}


def complains(name: str, answers: dict[str, Any], context: Context) -> list[str]:
    return [complaint.question for complaint in CHECKS[name](answers, context)]


def shown(name: str, answers: dict[str, Any], context: Context) -> dict[str, str]:
    return {str(line.label): str(line.text) for line in PREVIEWS[name](answers, context)}


@pytest.mark.parametrize(
    ("yen", "withholdings", "fits"),
    [(140_000, [], True), (140_001, [], False), (128_000, [CLUB], True), (128_001, [CLUB], False)],
)
@pytest.mark.parametrize("key", ["donation_amount", "new_amount"])
def test_a_donation_is_at_most_a_payment(
    key: str, yen: int, withholdings: list[dict[str, Any]], fits: bool
) -> None:
    """Must catch: one month taken for the two of a payment, and the fees forgotten."""
    ledger = a_ledger(withholdings=withholdings)
    assert complains("donation_fits_the_payment", {key: yen}, ledger) == ([] if fits else [key])


def test_where_the_ledger_names_no_amount_nothing_is_too_much() -> None:
    assert complains("donation_fits_the_payment", {"donation_amount": 999_999}, a_ledger(None)) == []
    fees = {"typed_allocations": [{"typed_alloc_amount": 999_999}]}
    assert complains("fees_fit_the_payment", fees, a_ledger(None)) == []
    assert shown("payment_share_preview", {}, a_ledger(None)) == {}
    assert shown("fee_share_preview", {}, a_ledger(None)) == {}


@pytest.mark.parametrize(
    ("answers", "context", "fits"),
    [
        ({"allocations": [a_fee(70_000)]}, a_ledger(), True),
        ({"allocations": [a_fee(70_001)]}, a_ledger(), False),
        ({"allocations": [a_fee(40_000), a_fee(40_000)]}, a_ledger(), False),
        ({"allocations": [a_fee(67_500)]}, donating(5_000), True),
        ({"allocations": [a_fee(67_501)]}, donating(5_000), False),
        ({"allocations": [a_fee(70_000)]}, a_ledger(withholdings=[CLUB]), False),
        ({"allocations": [a_fee(70_000, fee_kind="after_school")]}, a_ledger(withholdings=[CLUB]), True),
        ({"allocations": [a_fee()]}, a_ledger(), True),
        ({"allocations_new": [a_fee(70_000)], "change_kind": "fees"}, a_ledger(withholdings=[CLUB]), True),
    ],
)
def test_fees_and_donation_are_together_at_most_a_payment(
    answers: dict[str, Any], context: Context, fits: bool
) -> None:
    """Must catch: what runs already counted beside what replaces it, or not counted beside what is added."""
    (group,) = (key for key in answers if key.startswith("allocations"))
    assert complains("fees_fit_the_payment", answers, context) == ([] if fits else [group])


def test_rows_that_were_typed_are_counted_like_those_picked() -> None:
    fees = {"typed_allocations": [{"typed_alloc_scope": "fixed", "typed_alloc_amount": 70_001}]}
    assert complains("fees_fit_the_payment", fees, a_ledger()) == ["typed_allocations"]
    months = {"typed_allocations": [{"typed_fee_from": "2026-12", "typed_fee_to": "2026-11"}]}
    assert complains("fee_months_are_in_order", months, a_ledger()) == ["typed_allocations"]
    assert FACTS["whole_fees_are_asked_for"](fees, a_ledger()) is False
    assert FACTS["whole_fees_are_asked_for"]({"allocations": [a_fee()]}, a_ledger()) is True


def test_months_follow_each_other() -> None:
    backwards = {"donation_from": "2026-12", "donation_to": "2026-10"}
    assert complains("donation_months_are_in_order", backwards, a_ledger()) == ["donation_to"]
    open_ended = {"donation_from": "2026-12", "donation_to": None}
    assert complains("donation_months_are_in_order", open_ended, a_ledger()) == []
    assert (
        complains("donation_months_are_in_order", {"new_from": None, "new_to": "2026-12"}, a_ledger()) == []
    )


@pytest.mark.parametrize("key", ["donation_from", "new_from", "new_to", "change_effective", "start_period"])
def test_what_has_been_paid_stays_paid(key: str) -> None:
    assert complains("payment_month_is_to_come", {key: "2026-04"}, a_ledger()) == [key]
    assert complains("payment_month_is_to_come", {key: "2026-06"}, a_ledger()) == []


@pytest.mark.parametrize(
    ("fact", "context", "expected"),
    [
        ("donates_already", donating(5_000), True),
        ("donates_already", a_ledger(), False),
        ("donates_nothing", a_ledger(), True),
        ("donates_nothing", donating(5_000), False),
        ("donates_nothing", Context(MAY), False),
        ("donates_everything", a_ledger(**{"donation.scope": "all"}), True),
        ("donates_everything", donating(5_000), False),
        ("donation_is_unknown", Context(MAY), True),
        ("donation_is_unknown", a_ledger(), False),
        ("nothing_is_withheld", a_ledger(), True),
        ("nothing_is_withheld", a_ledger(withholdings=[LUNCH]), False),
        ("nothing_is_withheld", Context(MAY), False),
        ("withholdings_are_unknown", Context(MAY), True),
        ("withholdings_are_unknown", a_ledger(), False),
    ],
)
def test_the_ledger_says_what_runs_already(fact: str, context: Context, expected: bool) -> None:
    """Must catch: a silent register that says 「申出がありません」."""
    assert FACTS[fact]({}, context) is expected


def test_people_see_what_is_left() -> None:
    part = {"donation_scope": "part", "donation_amount": 20_000}
    assert shown("payment_share_preview", part, a_ledger(withholdings=[CLUB])) == {
        "1回の支払額の見込み（2か月分）": "140,000円",
        "費用に充てる額": "12,000円",
        "寄附する額": "20,000円",
        "口座に入る額": "108,000円",
    }
    everything = shown("payment_share_preview", {"donation_scope": "all"}, a_ledger())
    assert everything["口座に入る額"] == "0円"
    ended = shown("payment_share_preview", {"change_kind": "withdraw"}, donating(5_000))
    assert ended["口座に入る額"] == "140,000円"
    fees = shown("fee_share_preview", {"allocations": [a_fee(4_000), a_fee()]}, donating(5_000))
    assert fees == {
        "1回の支払額の見込み（2か月分）": "140,000円",
        "決まった額を充てる費用": "8,000円",
        "寄附する額": "5,000円",
        "全額を充てる費用": "額は学校などに確かめるので、ここには入っていません。",
        "口座に入る額": "127,000円",
    }


def test_people_see_what_they_asked_for_before() -> None:
    assert shown("donation_now", {}, donating(5_000)) == {"いまの寄附": "1回に5,000円"}
    assert shown("donation_now", {}, a_ledger(**{"donation.scope": "all"})) == {"いまの寄附": "全額"}
    assert shown("donation_now", {}, a_ledger()) == {}
    (line,) = PREVIEWS["withholdings_now"]({}, a_ledger(withholdings=[CLUB]))
    assert str(line.label) == "見本 2010-07-01"
    assert str(line.text) == "放課後児童クラブの利用料（西学童）1か月6,000円"
    (whole,) = PREVIEWS["withholdings_now"]({}, a_ledger(withholdings=[LUNCH]))
    assert str(whole.text) == "学校給食費（西小学校）全額"


def test_a_child_may_have_any_name() -> None:
    """Must catch: a name taken for a sentence with a gap to fill, which ends in a 500."""
    child = {**people("child", "2010-07-01")[0], "given_name": "{name}"}
    ledger = a_ledger(children=[child], withholdings=[CLUB])
    (line,) = PREVIEWS["withholdings_now"]({}, ledger)
    assert str(line.label) == "見本 {name}"
