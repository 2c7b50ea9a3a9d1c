"""A fee that is fixed after review: the officer counts on the page of the case, the resident is asked."""

from app.applications import review
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment
from tests.web.staff.making import Desk, Officer

REGISTERS = "removed_register_certificate"
GIVEN = {"domicile_here": True, "subject_person": "self", "copies": 2, "delivery": "post", "express": False}


def in_review(desk: Desk) -> str:
    number = desk.file(REGISTERS, GIVEN)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    return number


def at(desk: Desk, number: str) -> Officer:
    officer = desk.officer()
    officer.opens(f"/staff/cases/{number}")
    return officer


def test_the_officer_counts_and_the_town_prices(desk: Desk) -> None:
    """Must catch: an amount of yen taken from a form; a grant offered before anything was asked."""
    number = in_review(desk)
    officer = at(desk, number)
    assert "支払いか減免が記録されると、認められます" in officer.text
    assert (officer.typed("quantity_1"), officer.typed("quantity_2")) == ("2", "1")
    officer.follows("決定する")
    assert officer.text.count("いまは選べません") == 2
    officer.sends("この内容で決定する", {"outcome": "grant"}, expected=422)
    assert "手数料をまだ求めていません" in officer.complaints["outcome"]
    officer.opens(f"/staff/cases/{number}")
    officer.sends("手数料を求める", {"quantity_1": "5", "quantity_2": "1", "unit_yen": "1"})
    assert "手数料を求めました" in officer.text
    with desk.case(number) as (session, application):
        payment = session.get_one(Payment, application.payment_id)
        assert payment.state is PaymentState.REQUESTED
        assert [(each["quantity"], each["yen"]) for each in payment.lines] == [(5, 3750), (1, 110)]
        assert payment.amount_yen == 3860
    assert [entry[0] for entry in desk.audited(number)].count("ask_fee") == 1
    officer.opens(f"/staff/cases/{number}")
    assert "手数料を求める" not in officer.text


def test_what_cannot_be_counted_is_said_at_its_box(desk: Desk) -> None:
    number = in_review(desk)
    officer = at(desk, number)
    officer.sends("手数料を求める", {"quantity_1": "-1"}, expected=422)
    assert "0から9999までの数" in officer.complaints["quantity_1"]
    officer.sends("手数料を求める", {"quantity_1": "0", "quantity_2": "0"}, expected=422)
    assert "数を1つ以上" in officer.complaints["quantity_1"]
    assert officer.typed("quantity_2") == "0"


def test_a_second_tap_asks_nothing_more(desk: Desk) -> None:
    """Must catch: two payments from one impatient click, or a server error."""
    number = in_review(desk)
    officer = at(desk, number)
    form = officer.fields_of(officer.form("手数料を求める"))
    for expected in (200, 409):
        assert officer.client.post(f"/staff/cases/{number}/fee/request", data=form).status_code == expected
    with desk.case(number) as (session, _application):
        assert session.query(Payment).where(Payment.reference_number == number).count() == 1
