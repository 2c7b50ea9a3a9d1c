"""Every state is reached by the verbs alone."""

import pytest
from sqlalchemy.orm import Session

from app.applications.lifecycle import State
from tests import make


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_by_the_verbs(session: Session, state: State) -> None:
    """Must catch: a state of the table that no verb leads to."""
    case = make.a_case(session, state)
    assert case.application.state is state
