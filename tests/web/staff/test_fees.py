"""手数料 at the desk: why nothing can be granted yet, and what an officer writes down about the money."""

import pytest

from app.applications import review
from app.applications.lifecycle import State
from app.applications.review import Proposal
from app.payments.lifecycle import PaymentAction, PaymentState
from app.payments.models import Payment, PaymentFlag
from tests.web.staff.making import Desk, Officer, pay

RESIDENCE = "certificate_of_residence"


def in_review(desk: Desk) -> str:
    number = desk.file(RESIDENCE)
    with desk.case(number) as (session, application):
        review.start_review(session, application, by=desk.member(), now=desk.clock())
    return number


def doubtful(desk: Desk, flag: PaymentFlag = PaymentFlag.AMOUNT_DIFFERS) -> str:
    """Paid on the provider's page, and not as it was asked."""
    number = in_review(desk)
    with desk.case(number) as (session, application):
        payment = session.get_one(Payment, application.payment_id)
        payment.perform(PaymentAction.OPEN_CHECKOUT, at=desk.clock())
        is_second = flag is PaymentFlag.PAID_TWICE
        payment.perform(PaymentAction.PAY if is_second else PaymentAction.AWAIT_OUTCOME, at=desk.clock())
        payment.flag(flag)
    return number


def payment_of(desk: Desk, number: str) -> Payment:
    with desk.case(number) as (session, application):
        payment = session.get_one(Payment, application.payment_id)
        assert payment.handlings is not None
        return payment


def at(desk: Desk, number: str, login: str = "tanto") -> Officer:
    officer = desk.officer(login)
    officer.opens(f"/staff/cases/{number}")
    return officer


def test_the_page_says_why_nothing_can_be_granted_and_the_form_says_it_too(desk: Desk) -> None:
    """Must catch: an officer who finds out only after having written everything, or is not told what is left."""
    number = in_review(desk)
    officer = at(desk, number)
    assert "支払いか減免が記録されると、認められます" in officer.text
    officer.follows("決定する")
    assert officer.text.count("いまは選べません") == 2
    officer.sends("この内容で決定する", {"outcome": "grant", "message": "窓口へどうぞ"}, expected=422)
    assert "手数料がまだ支払われていません" in officer.complaints["outcome"]
    assert officer.typed("message") == "窓口へどうぞ"
    officer.sends("この内容で決定する", {"outcome": "refuse", "reasons": "請求できる方ではないため"})
    with desk.case(number) as (_, application):
        assert application.state is State.REFUSED


def test_an_approver_is_not_offered_what_would_be_refused(desk: Desk) -> None:
    """A proposal made before the rule, or a payment undone since. Mutation: the button without the check."""
    number = in_review(desk)
    pay(desk, number)
    with desk.case(number) as (session, application):
        application.approval_route = "one"
        proposal = Proposal(review.Action.GRANT)
        review.propose(session, application, proposal, by=desk.member(), now=desk.clock())
        session.get_one(Payment, application.payment_id).state = PaymentState.EXPIRED
    approver = at(desk, number, "kessai")
    assert "支払いか減免が記録されると" in approver.text
    assert not approver.page.xpath("//button[contains(., 'この内容で決裁する')]")
    lock = approver.page.xpath("//input[@name='lock']/@value")[0]
    approver.posts(f"/staff/cases/{number}/approval", 422, lock=lock)
    assert "手数料がまだ支払われていません" in approver.complaints["payment"]
    approver.sends("差し戻す", {"note": "手数料を確かめてください"})
    assert "差し戻しました" in approver.text


def test_money_over_the_counter_is_written_down_once(desk: Desk) -> None:
    number = in_review(desk)
    officer = at(desk, number)
    form = officer.fields_of(officer.form("を受け取った")) | {"received_note": ["領収書12"]}
    for _ in range(2):
        answer = officer.client.post(f"/staff/cases/{number}/fee/received", data=form)
        assert answer.status_code == 200
        assert "手数料の記録を残しました" in answer.text
    payment = payment_of(desk, number)
    assert payment.state is PaymentState.PAID
    assert [each.note for each in payment.handlings] == ["領収書12"]
    officer.opens(f"/staff/cases/{number}")
    for expected in ("窓口で受け取った：領収書12", "職員 担当 はるか", "（窓口）"):
        assert expected in officer.text, expected
    assert "を受け取った" not in officer.text.replace("受け取った：", "")
    assert [entry[0] for entry in desk.audited(number)].count("receive_fee") == 1


def test_a_fee_is_let_off_by_whoever_decides(desk: Desk) -> None:
    """Must catch: 「減免する」 without a reason, or offered to a clerk."""
    number = in_review(desk)
    assert "減免するとき" not in at(desk, number).text
    approver = at(desk, number, "kessai")
    assert "窓口で受け取ったとき" not in approver.text
    approver.sends("手数料を減免する", {"waiver_reason": "  "}, expected=422)
    assert "理由" in approver.complaints["waiver_reason"]
    approver.sends("手数料を減免する", {"waiver_reason": "罹災のため（条例6条）"})
    assert "減免した：罹災のため（条例6条）" in approver.text
    assert payment_of(desk, number).state is PaymentState.WAIVED
    assert "減免されました" in at(desk, number).text
    assert "支払いか減免が記録されると" not in desk.officer().text


def test_what_was_done_about_a_doubtful_payment_is_kept_and_the_warning_goes(desk: Desk) -> None:
    """Must catch: a flag that nobody can take away, or that goes without a word on what was done."""
    number = doubtful(desk)
    officer = at(desk, number)
    assert "請求した金額と違います" in officer.text
    assert "を受け取った" not in officer.text.replace("受け取った（", "").replace("別に受け取った", "")
    officer.sends("対応を記録する", {"flags_note": "電話した"}, expected=422)
    assert officer.complaints == {"way": "どうしたかを選んでください。"}
    assert officer.typed("flags_note") == "電話した"
    officer.sends("対応を記録する", {"way": "difference_settled", "flags_note": ""}, expected=422)
    assert "短く書いてください" in officer.complaints["flags_note"]
    officer.sends("対応を記録する", {"way": "difference_settled", "flags_note": "50円を窓口で"})
    assert "差額を別に受け取った：50円を窓口で" in officer.text
    assert "請求した金額と違います" not in officer.text
    officer.opens("/staff/health")
    assert number not in officer.text
    officer.opens(f"/staff/cases/{number}/proposal")
    officer.sends("この内容で決定する", {"outcome": "grant"})
    assert "決定しました" in officer.text


def test_a_surplus_is_given_back_after_the_case_is_over(desk: Desk) -> None:
    number = doubtful(desk, PaymentFlag.PAID_TWICE)
    with desk.case(number) as (session, application):
        review.propose(
            session, application, Proposal(review.Action.GRANT), by=desk.member(), now=desk.clock()
        )
    officer = at(desk, number)
    choices = officer.page.xpath("//input[@name='way']/@value")
    assert choices == ["refunded", "no_problem"]
    officer.sends("対応を記録する", {"way": "refunded", "flags_note": "5月12日に返金"})
    payment = payment_of(desk, number)
    assert (payment.state, payment.flags) == (PaymentState.PAID, [])


@pytest.mark.parametrize(
    ("path", "fields", "login"),
    [
        ("received", {}, "tanto"),
        ("waiver", {"waiver_reason": "理由"}, "kessai"),
        ("flags", {"way": "no_problem", "flags_note": "x"}, "tanto"),
    ],
)
def test_what_was_drawn_before_the_payment_changed_writes_nothing(
    desk: Desk, path: str, fields: dict[str, str], login: str
) -> None:
    """The resident has paid meanwhile. Mutation: leave `_answered_before` out."""
    number = in_review(desk)
    officer = at(desk, number, login)
    seen = officer.page.xpath("//input[@name='payment_seen']/@value")[0]
    with desk.case(number) as (session, application):
        payment = session.get_one(Payment, application.payment_id)
        for action in (PaymentAction.OPEN_CHECKOUT, PaymentAction.PAY):
            payment.perform(action, at=desk.clock())
    for stale in (seen, "", "x"):
        officer.posts(f"/staff/cases/{number}/fee/{path}", 409, payment_seen=stale, **fields)
        assert "画面を開いたあとに変わりました" in officer.text
    assert payment_of(desk, number).handlings == []


def test_nobody_takes_money_while_the_provider_has_not_answered(desk: Desk) -> None:
    """Must catch: somebody who pays twice, at the counter and on the telephone."""
    number = in_review(desk)
    with desk.case(number) as (session, application):
        payment = session.get_one(Payment, application.payment_id)
        for action in (PaymentAction.OPEN_CHECKOUT, PaymentAction.AWAIT_OUTCOME):
            payment.perform(action, at=desk.clock())
    officer = at(desk, number)
    assert "窓口では受け取らないでください" in officer.text
    assert "窓口で受け取ったとき" not in officer.text
    version = str(payment_of(desk, number).version)
    officer.posts(f"/staff/cases/{number}/fee/received", 409, payment_seen=version)
    assert payment_of(desk, number).state is PaymentState.CONFIRMING


def test_a_case_without_a_fee_has_no_such_page(desk: Desk) -> None:
    number = desk.file("disaster_certificate")
    officer = at(desk, number)
    officer.posts(f"/staff/cases/{number}/fee/received", 404)
