"""The desk beside the decision: a fee at the counter, a case handed on, a payment that did not fit."""

import pytest

from app.applications.queries import get_by_number
from app.payments.lifecycle import PaymentAction
from app.payments.models import Payment, PaymentFlag
from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_fee_is_taken_at_the_counter_and_a_case_is_handed_on(resident: Walker, officer: Visiting) -> None:
    """Every form on the page of a case, opened and looked at; what is refused leads to its box."""
    journeys.orders_certificate(resident)
    number = resident.number
    clerk = officer("tanto")
    clerk.opens(f"/staff/cases/{number}")
    clerk.presses("審査を始める")
    clerk.touches(clerk.page.locator("summary", has_text="窓口で受け取ったとき"))
    clerk.looks_as_staff("case with a fee")
    colleague = officer("kessai")
    colleague.opens(f"/staff/cases/{number}")
    for words in ("担当を決める", "減免するとき"):
        colleague.touches(colleague.page.locator("summary", has_text=words))
    colleague.looks_as_staff("case of a colleague")
    colleague.presses("この職員の担当にする")
    colleague.looks_as_staff("case, nobody chosen")
    colleague.presses("担当を引き継ぐ")
    assert "担当はあなたです" in colleague.text
    clerk.types("received_note", "領収書12")
    clerk.presses("600円を受け取った")
    assert "窓口で受け取った：領収書12" in clerk.text
    clerk.looks_as_staff("case, paid at the counter")
    resident.opens(f"/my/{number}")
    resident.looks("case, paid")
    assert "支払ってください" not in resident.text


def test_a_payment_that_did_not_fit_is_settled(world: World, resident: Walker, officer: Visiting) -> None:
    journeys.orders_certificate(resident, "takahashi_makoto", "1501")
    number = resident.number
    with world.office.database.write() as session:
        payment = session.get_one(Payment, get_by_number(session, number).payment_id)
        for action in (PaymentAction.OPEN_CHECKOUT, PaymentAction.AWAIT_OUTCOME):
            payment.perform(action, at=world.clock())
        payment.flag(PaymentFlag.AMOUNT_DIFFERS)
    clerk = officer("tanto")
    clerk.opens(f"/staff/cases/{number}")
    clerk.looks_as_staff("case with a doubtful payment")
    clerk.presses("対応を記録する")
    clerk.looks_as_staff("case, nothing said about the payment")
    clerk.picks("差額を別に受け取った")
    clerk.types("flags_note", "50円を窓口で受け取った")
    clerk.presses("対応を記録する")
    assert "差額を別に受け取った：50円を窓口で受け取った" in clerk.text
