"""The table of payment states, pair by pair."""

from datetime import timedelta
from itertools import product

import pytest

from app.payments.gateway import PaymentMethod
from app.payments.labels import FLAG_LABELS, METHOD_LABELS, STATE_ADVICE, STATE_LABELS
from app.payments.lifecycle import (
    OVER,
    TRANSITIONS,
    ActionNotPossible,
    PaymentAction,
    PaymentState,
    after,
    possible_actions,
)
from app.payments.models import Payment, PaymentFlag
from tests.conftest import NOW

# Drawn from the story, not from the table: who may come from where.
FROM = {
    "requested": "together",
    "together": "requested expired",
    "checkout_open": "requested confirming declined expired",
    "confirming": "checkout_open declined",
    "declined": "checkout_open confirming",
    "expired": "checkout_open confirming declined",
    "paid": "requested together checkout_open confirming declined expired",
    "cancelled": "requested checkout_open declined expired",
    "waived": "requested checkout_open declined expired",
}


@pytest.mark.parametrize(("before", "then"), list(product(PaymentState, PaymentState)))
def test_every_pair_of_states_not_in_the_story_is_refused(before: PaymentState, then: PaymentState) -> None:
    """Must catch: a row added to the table that leads out of `paid`, or cancels while an outcome is open."""
    reached = {after(before, action) for action in possible_actions(before)}
    assert (then in reached) == (before.value in FROM[then.value].split())


@pytest.mark.parametrize(("state", "action"), list(product(PaymentState, PaymentAction)))
def test_an_action_is_taken_and_written_down_or_refused_without_a_trace(
    state: PaymentState, action: PaymentAction
) -> None:
    payment = Payment(state=state, history=[])
    if (state, action) in TRANSITIONS:
        payment.perform(action, at=NOW)
        entry = payment.history[0]
        assert (entry.before, entry.action, entry.after) == (state, action, payment.state)
    else:
        with pytest.raises(ActionNotPossible):
            payment.perform(action, at=NOW + timedelta(days=1))
        assert (payment.state, payment.history) == (state, [])


def test_every_state_is_reached_and_three_are_ends() -> None:
    assert set(TRANSITIONS.values()) | {PaymentState.REQUESTED} == set(PaymentState)
    ends = {state for state in PaymentState if not possible_actions(state)}
    assert ends == OVER == {PaymentState.PAID, PaymentState.CANCELLED, PaymentState.WAIVED}


def test_every_action_leads_to_one_state_only() -> None:
    for action in PaymentAction:
        assert len({then for (_, taken), then in TRANSITIONS.items() if taken is action}) == 1


def test_there_are_words_for_everything_people_see() -> None:
    assert set(STATE_LABELS) == set(STATE_ADVICE) == set(PaymentState)
    assert set(METHOD_LABELS) == set(PaymentMethod)
    assert set(FLAG_LABELS) == set(PaymentFlag)
    assert "もう一度支払わないでください" in str(STATE_ADVICE[PaymentState.CONFIRMING])
