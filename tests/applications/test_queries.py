"""Looking up applications."""

import pytest
from sqlalchemy.orm import Session

from app.applications import queries
from app.applications.lifecycle import FINAL, State
from app.database import new_id
from app.errors import NotFound
from tests import make


def test_a_number_finds_its_case(session: Session) -> None:
    case = make.a_case(session, State.ARRIVED, make.CERTIFICATE)
    session.flush()
    number = case.application.reference_number or ""
    assert queries.get_by_number(session, number) is case.application
    assert queries.find_by_number(session, "26-999999-X") is None
    with pytest.raises(NotFound):
        queries.get_by_number(session, "26-999999-X")
    assert queries.find_by_payment(session, case.application.payment_id or new_id()) is case.application
    assert queries.find_by_payment(session, new_id()) is None


def test_open_is_what_is_neither_a_draft_nor_ended() -> None:
    assert set(queries.OPEN_STATES) == set(State) - FINAL - {State.DRAFT}
