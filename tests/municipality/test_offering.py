"""How a town offers one procedure."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from app.errors import Invalid
from app.municipality.offering import AcceptingPeriod, Offering, Postage

POSTAGE = Postage.model_validate(
    {"letter": [{"up_to_copies": 3, "yen": 110}, {"up_to_copies": 10, "yen": 180}], "express": 300}
)


def make_offering(**changes: Any) -> Offering:
    given = {"enabled": True, "section": "jumin", "approval_route": "one", "appeal": {"kind": "none"}}
    return Offering.model_validate({**given, **changes})


@pytest.mark.parametrize(
    ("copies", "express", "yen"),
    [(1, False, 110), (3, False, 110), (4, False, 180), (10, False, 180), (3, True, 410), (4, True, 480)],
)
def test_postage_follows_from_the_number_of_copies(copies: int, express: bool, yen: int) -> None:
    """Catches: `<` at the upper end of a class, express charged per copy or forgotten."""
    assert POSTAGE.yen_for(copies, express=express) == yen


def test_more_copies_than_the_heaviest_letter_holds_are_refused_with_the_number_that_fits() -> None:
    with pytest.raises(Invalid, match="10通まで"):
        POSTAGE.yen_for(11)


@pytest.mark.parametrize("steps", [(10, 3), (3, 3)])
def test_letters_out_of_order_are_refused(steps: tuple[int, int]) -> None:
    """Catches: a table in which the second class can never be reached, or is too cheap."""
    letter = [{"up_to_copies": step, "yen": 110} for step in steps]
    with pytest.raises(ValidationError, match="小さい順"):
        Postage.model_validate({"letter": letter, "express": 300})


@pytest.mark.parametrize("wrong", [-1, "300", 300.0, True, 100_000_000])
def test_a_fee_is_a_whole_number_of_yen(wrong: object) -> None:
    """Catches: "300" or true read as an amount."""
    with pytest.raises(ValidationError):
        make_offering(fees={"copy": wrong})


def test_a_bare_amount_is_an_unconfirmed_one() -> None:
    fee = make_offering(fees={"copy": 300}).fees["copy"]
    assert (fee.value, fee.confirmed) == (300, False)


def test_the_usual_periods_are_there_and_unconfirmed() -> None:
    offering = make_offering()
    periods = (offering.draft_days, offering.correction_days, offering.payment_due_days)
    assert [period.value for period in periods] == [90, 14, 14]
    assert not any(period.confirmed for period in periods)
    assert offering.deadlines.extend_to_next_business_day.value is True


def test_an_appeal_names_the_authority_that_reviews_it() -> None:
    """Catches: a decision notice whose guidance (行政不服審査法82条) names nobody."""
    with pytest.raises(ValidationError, match="審査請求先"):
        make_offering(appeal={"kind": "appeal"})


@pytest.mark.parametrize(
    ("day", "accepted"),
    [
        (date(2026, 5, 31), False),
        (date(2026, 6, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_the_accepting_period_includes_both_its_ends(day: date, accepted: bool) -> None:
    """Catches: `<` for `<=` on either end."""
    period = {"begins_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30)}
    assert make_offering(accepting=period).is_accepted_on(day) is accepted


def test_without_a_period_every_day_will_do_unless_it_is_switched_off() -> None:
    assert make_offering().is_accepted_on(date(2026, 5, 12))
    assert not make_offering(enabled=False).is_accepted_on(date(2026, 5, 12))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="begins_on と同じ日か"):
        AcceptingPeriod(begins_on=date(2026, 6, 2), ends_on=date(2026, 6, 1))


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        make_offering(fee={"copy": 300})
