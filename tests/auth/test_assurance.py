"""I-43. How sure is sure enough: the one rule, for every pair."""

from itertools import product

import pytest

from app.auth.assurance import enough
from app.auth.identity import Anonymous, Assurance, Guest, Resident
from app.database import new_id

pytestmark = pytest.mark.calendar


def test_more_is_always_enough_and_less_never() -> None:
    """I-39b. Must catch: strengths compared by spelling, or the other way round."""
    order = (Assurance.NONE, Assurance.CONTACT, Assurance.AUTHENTICATED, Assurance.SIGNED)
    for needed, held in product(order, order):
        who = Resident(new_id(), "", held)
        assert enough(needed, who) is (order.index(held) >= order.index(needed)), (needed, held)


@pytest.mark.parametrize("needed", Assurance)
def test_papers_stand_for_the_card_of_somebody_who_can_be_reached_and_for_no_signature(
    needed: Assurance,
) -> None:
    """Must catch: papers without an address; papers in place of a signature."""
    reached, unreached = Guest(new_id(), assurance=Assurance.CONTACT), Guest(new_id())
    assert enough(needed, reached, has_papers=True) is (needed is not Assurance.SIGNED)
    assert enough(needed, unreached, has_papers=True) is (needed is Assurance.NONE)


def test_nobody_in_particular_has_shown_nothing() -> None:
    assert enough(Assurance.NONE, Anonymous())
    assert not enough(Assurance.CONTACT, Anonymous())
