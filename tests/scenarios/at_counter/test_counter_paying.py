"""One sum for everything of a visit: by the person's own phone, in coins or by the terminal; the unknown waits."""

from uuid import UUID

import httpx
import pytest

from app.counter.paying import bill_of
from app.payments.checks import await_outcome
from app.payments.lifecycle import PaymentAction, PaymentState
from app.payments.models import Means, Payment
from app.payments.queries import find_joint, find_latest_attempt, get_payment
from app.payments.settlement import begin_attempt
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World

CERTIFICATE, TAX = "certificate_of_residence", "residence_record_certificate"


@pytest.fixture
def visit_id(world: World, clerk: Clerk, tablet: Resident) -> str:
    """Somebody with two fees to pay."""
    found = counter.receives(clerk, tablet)
    counter.arrived(world, found, CERTIFICATE, TAX)
    clerk.opens("/staff/counter")
    return found


def fees(world: World, visit_id: str) -> list[Payment]:
    with world.office.database.read() as session:
        found = [each.payment for each in bill_of(session, UUID(visit_id)).dues]
        assert all(each.history is not None and each.handlings is not None for each in found)
        session.expunge_all()
        return found


def states(world: World, visit_id: str) -> set[PaymentState]:
    return {each.state for each in fees(world, visit_id)}


def total(world: World, visit_id: str) -> int:
    return sum(each.amount_yen for each in fees(world, visit_id))


def page_of(clerk: Clerk, world: World, visit_id: str) -> str:
    """The provider's page that both screens show as a QR code."""
    with world.office.database.read() as session:
        joint = find_joint(session, bill_of(session, UUID(visit_id)).dues[0].payment.id)
        assert joint is not None
        attempt = find_latest_attempt(session, joint.id)
        assert attempt is not None
        assert attempt.url is not None
        return attempt.url


def pays(world: World, page: str) -> None:
    """On a phone that is nobody's screen."""
    with httpx.Client(follow_redirects=False) as phone:
        typed = {"action": "pay", "number": "4242 4242 4242 4242", "expiry": "12/40", "code": "123"}
        asked = phone.post(page, data=typed)
        asked = phone.post(httpx.URL(page).join(asked.headers["location"]), data={"action": "approve"})
        back = asked.headers["location"]
        assert back == f"{world.url}/screen/paid"
        answer = phone.get(back)
        assert answer.status_code == 200
        assert "窓口の画面に出ます" in answer.text


def test_all_is_one_sum_on_both_screens(world: World, clerk: Clerk, tablet: Resident, visit_id: str) -> None:
    """Must catch: a fee left out, or a visit that is over before it is paid."""
    assert clerk.heading == "お支払い"
    tablet.opens("/screen")
    assert tablet.heading == "お支払い"
    for visitor in (clerk, tablet):
        assert f"{total(world, visit_id):,}円" in visitor.text
        for number in (each.reference_number for each in fees(world, visit_id)):
            assert number in visitor.text


def test_the_persons_phone_pays_everything_at_once(
    world: World, clerk: Clerk, tablet: Resident, visit_id: str
) -> None:
    """Must catch: a charge for each fee; a screen that never hears of it; a receipt for half of it."""
    before = world.charges
    clerk.sends("QRコードを出す")
    tablet.opens("/screen")
    assert "スマホのカメラで読む" in tablet.text
    changes = tablet.client.get("/screen/changes").text
    pays(world, page_of(clerk, world, visit_id))
    clerk.sends("払ったか、いま確かめる")
    assert states(world, visit_id) == {PaymentState.PAID}
    assert world.charges == before + 1
    assert tablet.client.get("/screen/changes").text != changes
    clerk.opens("/staff/counter")
    assert clerk.heading == "これからのこと"
    for each in fees(world, visit_id):
        assert world.mails(each.reference_number) is not None


def test_coins_are_in_the_same_books_under_one_receipt(world: World, clerk: Clerk, visit_id: str) -> None:
    """Must catch: money without the number of a receipt, without who took it; one of two fees left open."""
    clerk.sends("現金で受け取った", {"receipt_number": ""}, 422)
    assert set(clerk.complaints) == {"receipt_number"}
    assert states(world, visit_id) == {PaymentState.REQUESTED}
    sent = {
        **clerk.fields_of(clerk.form("端末で受け取った")),
        "receipt_number": ["B-77"],
        "means": ["terminal"],
    }
    path = f"/staff/counter/visits/{visit_id}/pay/received"
    for _ in range(2):
        assert clerk.client.post(path, data=sent).status_code == 200
    for each in fees(world, visit_id):
        (handling,) = each.handlings
        assert (each.state, each.method) == (PaymentState.PAID, "counter")
        assert (handling.means, handling.receipt_number) == (Means.TERMINAL, "B-77")
        assert handling.by is not None
    clerk.opens(f"/staff/cases/{fees(world, visit_id)[0].reference_number}")
    assert "領収書の番号：B-77" in clerk.text


def test_coins_close_the_page_that_was_open(world: World, clerk: Clerk, visit_id: str) -> None:
    """Must catch: cash taken and the QR code still good for the same fees, without anybody seeing it afterwards."""
    clerk.sends("QRコードを出す")
    page = page_of(clerk, world, visit_id)
    joint_id = joint_of(world, visit_id)
    clerk.sends("現金で受け取った", {"receipt_number": "C-1"})
    assert states(world, visit_id) == {PaymentState.PAID}
    pays(world, page)  # quicker than the page was closed
    world.office.desk.inquiry.check_due(now=world.clock())
    with world.office.database.read() as session:
        assert get_payment(session, joint_id).flags == ["paid_after_cancelling"]
    number = fees(world, visit_id)[0].reference_number
    clerk.opens("/staff/health")
    assert number in clerk.text
    clerk.opens(f"/staff/cases/{number}")
    assert "取り消した後に支払われました。返金が必要です。" in clerk.text
    clerk.sends("対応を記録する", {"way": "refunded", "flags_note": "返した"})
    with world.office.database.read() as session:
        assert get_payment(session, joint_id).flags == []


def joint_of(world: World, visit_id: str) -> UUID:
    with world.office.database.read() as session:
        joint = find_joint(session, bill_of(session, UUID(visit_id)).dues[0].payment.id)
        assert joint is not None
        return joint.id


def test_what_cannot_be_taken_whole_is_not_taken_at_all(world: World, clerk: Clerk, visit_id: str) -> None:
    """I-27b. Must catch: one fee in the books and the other not, under a receipt for both."""
    second = fees(world, visit_id)[1]
    with world.office.database.write() as session:
        attempt = begin_attempt(session, get_payment(session, second.id), now=world.clock())
        assert attempt.is_live
        get_payment(session, second.id).perform(PaymentAction.OPEN_CHECKOUT, at=world.clock())
        get_payment(session, second.id).perform(PaymentAction.AWAIT_OUTCOME, at=world.clock())
    sent = {"receipt_number": "F-1", "means": "cash", "seen": clerk_seen(world, visit_id)}
    path = f"/staff/counter/visits/{visit_id}/pay/received"
    answer = clerk.client.post(path, data={**sent, "form_token": counter.token_on(clerk)})
    assert answer.status_code == 409
    assert [each.state.value for each in fees(world, visit_id)] == ["requested", "confirming"]


def test_a_silent_provider_leaves_the_coins(world: World, clerk: Clerk, visit_id: str) -> None:
    """Must catch: a page that breaks, or fees that can be paid in no way at all, because the provider is down."""
    switches = {"fault": "error_before", "times": "1"}
    httpx.post(f"{world.ports.payments_url}/admin/switches", data=switches)
    clerk.sends("QRコードを出す", expected=503)
    assert "決済サービスにつながりません" in clerk.text
    clerk.sends("現金で受け取った", {"receipt_number": "E-1"})
    assert states(world, visit_id) == {PaymentState.PAID}


def test_while_nobody_knows_it_is_being_confirmed(
    world: World, clerk: Clerk, tablet: Resident, visit_id: str
) -> None:
    """確認中. Must catch: coins taken while the card may have been charged."""
    clerk.sends("QRコードを出す")
    with world.office.database.write() as session:
        attempt = find_latest_attempt(session, joint_of(world, visit_id))
        assert attempt is not None
        await_outcome(session, attempt.id, now=world.clock())
    stale = clerk.fields_of(clerk.form("現金で受け取った"))
    clerk.opens("/staff/counter")
    assert "確認中です。" in clerk.text
    assert "現金で受け取った" not in clerk.text
    tablet.opens("/screen")
    assert "もう一度支払わないでください" in tablet.text
    path = f"/staff/counter/visits/{visit_id}/pay/received"
    sent = {**stale, "receipt_number": ["D-1"], "means": ["cash"]}
    assert clerk.client.post(path, data=sent).status_code == 409
    sent["seen"] = [clerk_seen(world, visit_id)]
    assert clerk.client.post(path, data=sent).status_code == 409
    assert PaymentState.PAID not in states(world, visit_id)
    clerk.sends("いま確かめる")
    assert "QRコード" in clerk.text


def clerk_seen(world: World, visit_id: str) -> str:
    with world.office.database.read() as session:
        return bill_of(session, UUID(visit_id)).seen


def test_who_pays_later_pays_each_by_itself(world: World, clerk: Clerk, visit_id: str) -> None:
    """Must catch: fees nobody can pay at home, because they were once on a page of the counter."""
    clerk.sends("QRコードを出す")
    clerk.sends("スマホで払うのをやめる")
    assert states(world, visit_id) == {PaymentState.REQUESTED}
    assert world.office.desk.pay(fees(world, visit_id)[0].id, now=world.clock()) is not None


def test_the_person_opens_the_page_on_their_own_phone(
    world: World, clerk: Clerk, tablet: Resident, visit_id: str
) -> None:
    """Must catch: a card typed on the tablet of the counter; a phone that has to read a code off itself."""
    phone = counter.a_phone(world, clerk)
    phone.opens("/screen")
    form = phone.form("スマホで払う")
    answer = phone.client.post(form.action, data=phone.fields_of(form), follow_redirects=False)
    assert answer.headers["location"].startswith(world.ports.payments_url)
    tablet.opens("/screen")
    answer = tablet.client.post(
        "/screen/pay", data={"form_token": counter.token_on(tablet)}, follow_redirects=False
    )
    assert answer.headers["location"] == "/screen"
    assert world.ports.payments_url in phone.client.get("/screen").headers["content-security-policy"]
    phone.close()
