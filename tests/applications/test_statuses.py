"""Where an application stands, who acts next and by when."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import FINAL, Fulfilment, State
from app.applications.models import Application
from app.applications.review_models import Correction
from app.applications.statuses import (
    NEXT,
    Status,
    happened,
    is_decided,
    is_open_for_additions,
    may_withdraw,
    status_of,
)
from app.japan.spoken import Moment
from app.payments.lifecycle import PaymentState
from tests import make

TODAY, DUE, MEND_BY = date(2026, 5, 12), date(2026, 6, 11), date(2026, 5, 26)
UNPAID = {
    PaymentState.REQUESTED,
    PaymentState.TOGETHER,
    PaymentState.CHECKOUT_OPEN,
    PaymentState.DECLINED,
    PaymentState.EXPIRED,
}
CASES = [(state, payment) for state in State for payment in (None, *PaymentState)]


def an_application(state: State) -> Application:
    due_on = None if state is State.DRAFT else DUE
    application = Application(state=state, fulfilment=Fulfilment.NONE, due_on=due_on)
    if state is State.CORRECTION_REQUESTED:
        application.corrections.append(Correction(due_on=MEND_BY))
    return application


def told(
    state: State, payment: PaymentState | None, paid_by: date | None = None, today: date = TODAY
) -> Status:
    return status_of(an_application(state), payment, paid_by, today=today)


@pytest.mark.parametrize(("state", "payment"), CASES)
def test_there_is_a_sentence_for_everything(state: State, payment: PaymentState | None) -> None:
    """Must catch: a page that does not say whose turn it is."""
    status = told(state, payment)
    sentence = str(status.next_step)
    assert sentence.endswith("。")
    if state in FINAL:
        assert not sentence.startswith("次は")
        assert status.due_on is None
    elif state is not State.DRAFT:
        assert sentence.startswith(("次は役場の番です。", "次はあなたの番です。"))
    assert str(status.title)
    assert status.tone in {"neutral", "active", "warning", "success", "danger"}


@pytest.mark.parametrize(("state", "payment"), CASES)
def test_an_unpaid_fee_is_the_residents_turn(state: State, payment: PaymentState | None) -> None:
    """Must catch: 「担当が審査しています」 while the office waits for the fee; or a fee asked for after the end."""
    status = told(state, payment)
    waits = payment in UNPAID and state not in FINAL
    assert (str(status.title) == "お支払い待ち") is waits
    if waits:
        assert "あなたの番" in str(status.next_step)
        assert "支払ってください" in str(status.next_step)


def test_nobody_is_asked_to_pay_while_a_payment_is_being_confirmed() -> None:
    """Must catch: the one state in which paying again costs somebody twice."""
    status = told(State.IN_REVIEW, PaymentState.CONFIRMING)
    assert "もう一度支払わないでください" in str(status.next_step)
    mending = told(State.CORRECTION_REQUESTED, PaymentState.CONFIRMING)
    assert str(mending.title) == "補正のお願い"


def test_a_correction_is_not_hidden_by_a_fee() -> None:
    """Must catch: somebody who pays, and never learns that an answer has to be mended by a date."""
    status = told(State.CORRECTION_REQUESTED, PaymentState.REQUESTED, date(2026, 6, 30))
    assert "直してほしいところがあります" in str(status.next_step)
    assert "支払ってください" in str(status.next_step)
    assert status.due_on == MEND_BY
    earlier = told(State.CORRECTION_REQUESTED, PaymentState.REQUESTED, date(2026, 5, 20))
    assert earlier.due_on == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("state", "due_on"),
    [
        (State.DRAFT, None),
        (State.ARRIVED, DUE),
        (State.IN_REVIEW, DUE),
        (State.CORRECTION_REQUESTED, MEND_BY),
        (State.AWAITING_APPROVAL, DUE),
        (State.GRANTED, None),
    ],
)
def test_the_day_is_that_of_whoever_acts_next(state: State, due_on: date | None) -> None:
    """Must catch: the office's day shown to somebody who has to mend by another one."""
    assert told(state, None).due_on == due_on
    if state in {State.ARRIVED, State.IN_REVIEW}:
        assert told(state, PaymentState.REQUESTED, MEND_BY).due_on == MEND_BY


@pytest.mark.parametrize(
    ("state", "payment", "paid_by", "words"),
    [
        (State.ARRIVED, None, None, "めやす："),
        (State.ARRIVED, PaymentState.REQUESTED, MEND_BY, "5月26日(火)までに支払ってください。"),
        (State.CORRECTION_REQUESTED, None, None, "5月26日(火)までに直してください。"),
        (State.CORRECTION_REQUESTED, PaymentState.EXPIRED, DUE, "支払いは令和8年(2026年)6月11日(木)まで"),
        (State.CORRECTION_REQUESTED, PaymentState.EXPIRED, None, "までに直してください。"),
    ],
)
def test_a_day_to_keep_is_no_estimate(
    state: State, payment: PaymentState | None, paid_by: date | None, words: str
) -> None:
    """Must catch: 「めやす」 over the last day to pay."""
    assert words in str(told(state, payment, paid_by).due)


@pytest.mark.parametrize(
    ("state", "payment", "paid_by", "words"),
    [
        (State.IN_REVIEW, None, None, "めやすの令和8年(2026年)6月11日(木)を過ぎました。お待たせしています。"),
        (State.ARRIVED, PaymentState.REQUESTED, DUE, "が期限でした。早めに支払ってください。"),
        (State.CORRECTION_REQUESTED, None, None, "が期限でした。早めに直してください。"),
    ],
)
def test_a_day_gone_by_is_called_so(
    state: State, payment: PaymentState | None, paid_by: date | None, words: str
) -> None:
    """Must catch: a date of last month as the day by which something is still expected; the day itself counts."""
    assert words in str(told(state, payment, paid_by, date(2026, 6, 12)).due)
    assert "過ぎました" not in str(told(state, payment, paid_by, DUE).due)


@pytest.mark.parametrize(
    ("fulfilment", "words"),
    [
        (Fulfilment.NONE, "決まりました"),
        (Fulfilment.TO_SEND, "書類を用意しています"),
        (Fulfilment.SENT, "お送りしました"),
        (Fulfilment.RETURNED, "戻ってきた"),
        (Fulfilment.HANDED_OVER, "お渡ししました"),
    ],
)
def test_paper_has_its_own_sentence(fulfilment: Fulfilment, words: str) -> None:
    """Must catch: 「届くまでお待ちください」 for a letter that has come back."""
    application = Application(state=State.GRANTED, fulfilment=fulfilment)
    assert words in str(status_of(application, PaymentState.PAID, today=TODAY).next_step)


def test_every_state_has_its_words() -> None:
    assert set(NEXT) == set(State)


@pytest.mark.parametrize("state", State)
def test_what_may_be_done_follows_the_table(state: State) -> None:
    """Must catch: a button that the verb behind it refuses."""
    application = an_application(state)
    assert may_withdraw(application) is (
        state in {State.ARRIVED, State.IN_REVIEW, State.CORRECTION_REQUESTED}
    )
    assert is_open_for_additions(application) is (state in {State.ARRIVED, State.IN_REVIEW})
    assert is_decided(application) is (
        state in {State.GRANTED, State.PARTIALLY_GRANTED, State.REFUSED, State.ACKNOWLEDGED}
    )


def test_what_happened_is_told_in_order(session: Session) -> None:
    case = make.a_case(session, State.GRANTED)
    session.refresh(case.application)
    assert [str(words) for words, _ in happened(case.application)] == [
        "申請が届きました",
        "審査を始めました",
        "決定の準備をしています",
        "認めることに決まりました",
    ]
    times = [when.at for _, when in happened(case.application) if isinstance(when, Moment)]
    assert times == sorted(times)
