"""The life of an application as one table."""

import pytest

from app.applications.labels import ACTION_LABELS, FULFILMENT_LABELS, STATE_LABELS
from app.applications.lifecycle import (
    DECIDED,
    FINAL,
    FULFILMENT,
    OUTCOMES,
    TRANSITIONS,
    Action,
    Fulfilment,
    NotPossibleNow,
    State,
    after,
    fulfilment_after,
    possible_actions,
)
from app.errors import Conflict

EVERY_PAIR = [(state, action) for state in State for action in Action]
STEPS = ("send", "hand_over", "came_back")


def test_every_state_can_be_reached() -> None:
    """Must catch: a state that no row of the table leads to."""
    reached, found = {State.DRAFT}, True
    while found:
        onward = {after for (start, _), after in TRANSITIONS.items() if start in reached}
        found = not onward <= reached
        reached |= onward
    assert reached == set(State)


def test_only_final_states_are_dead_ends() -> None:
    """Must catch: a case that nobody can move any more though it is not decided."""
    assert {state for state in State if not possible_actions(state)} == FINAL


def test_every_action_is_used() -> None:
    assert {action for _, action in TRANSITIONS} == set(Action)


@pytest.mark.parametrize(("state", "action"), EVERY_PAIR)
def test_what_is_not_in_the_table_is_refused(state: State, action: Action) -> None:
    """Must catch: a draft granted, a decision taken back, a withdrawn case reviewed."""
    if (state, action) in TRANSITIONS:
        assert after(state, action) is TRANSITIONS[state, action]
        assert action in possible_actions(state)
    else:
        with pytest.raises(NotPossibleNow):
            after(state, action)
        assert action not in possible_actions(state)


def test_a_decision_follows_a_review() -> None:
    """Must catch: something granted that nobody has looked at."""
    for action in OUTCOMES:
        starts = {start for start, done in TRANSITIONS if done is action}
        assert starts == {State.IN_REVIEW, State.AWAITING_APPROVAL}


def test_what_arrived_can_be_taken_back_until_it_is_being_decided() -> None:
    starts = {start for start, action in TRANSITIONS if action is Action.WITHDRAW}
    assert starts == {State.ARRIVED, State.IN_REVIEW, State.CORRECTION_REQUESTED}


def test_decided_is_final() -> None:
    assert set(OUTCOMES.values()) == DECIDED
    assert DECIDED < FINAL
    assert {State.WITHDRAWN, State.TRANSFERRED} == FINAL - DECIDED


def test_a_refusal_is_a_conflict_people_can_read() -> None:
    assert issubclass(NotPossibleNow, Conflict)
    assert "最新の状態" in NotPossibleNow().message


@pytest.mark.parametrize("state", Fulfilment)
@pytest.mark.parametrize("step", [*STEPS, "burn"])
def test_paper_goes_its_own_way(state: Fulfilment, step: str) -> None:
    """Must catch: a letter marked as sent that was never to be sent."""
    expected = {
        (Fulfilment.TO_SEND, "send"): Fulfilment.SENT,
        (Fulfilment.TO_SEND, "hand_over"): Fulfilment.HANDED_OVER,
        (Fulfilment.SENT, "came_back"): Fulfilment.RETURNED,
        (Fulfilment.RETURNED, "send"): Fulfilment.SENT,
        (Fulfilment.RETURNED, "hand_over"): Fulfilment.HANDED_OVER,
    }
    assert expected == FULFILMENT
    if (state, step) in expected:
        assert fulfilment_after(state, step) is expected[state, step]
    else:
        with pytest.raises(NotPossibleNow):
            fulfilment_after(state, step)


def test_people_have_a_word_for_everything() -> None:
    """Must catch: a state that a page shows by its English name."""
    assert set(STATE_LABELS) == set(State)
    assert set(ACTION_LABELS) == set(Action)
    assert set(FULFILMENT_LABELS) == set(Fulfilment)
