"""A register that hangs or breaks never stops a resident."""

import logging
import threading
from collections.abc import Iterator

import pytest

from app.auth.sign_in import NOT_KNOWN, BasicFour, Finding
from app.health import Health
from app.prefill.facts import DID_NOT_ANSWER, Facts
from app.prefill.household import Household
from app.prefill.patience import InTime

TOLD = BasicFour("見本　花", "長野県", None, "2")


class HangingRegister:
    """Answers only when released."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def facts_about(self, person_key: str) -> Facts:
        self.released.wait(30)
        return Facts()

    def household_of(self, person_key: str) -> Household | None:
        self.released.wait(30)
        return None

    def match_person(self, told: BasicFour) -> Finding:
        self.released.wait(30)
        return Finding("somebody", settled=True)

    def health(self) -> Health:
        self.released.wait(30)
        return Health(ok=True, detail="")


class BrokenRegister:
    """Fails with a message that carries the person who was asked about."""

    def facts_about(self, person_key: str) -> Facts:
        raise ConnectionError(f"no route while asking for {person_key}")

    def household_of(self, person_key: str) -> Household | None:
        raise ConnectionError(person_key)

    def match_person(self, told: BasicFour) -> Finding:
        raise ConnectionError(told.full_name)

    def health(self) -> Health:
        raise ConnectionError


@pytest.fixture
def hanging() -> Iterator[HangingRegister]:
    register = HangingRegister()
    yield register
    register.released.set()


def test_a_register_that_hangs_is_given_up(hanging: HangingRegister) -> None:
    """Catches: waiting without a limit, so that a dead register closes the whole service."""
    patient = InTime(hanging, seconds=0.05)
    assert patient.facts_about("mizuno_yoko") is DID_NOT_ANSWER
    assert patient.household_of("mizuno_yoko") is None
    assert patient.match_person(TOLD) == NOT_KNOWN, "and whom we knew is not forgotten"
    assert not patient.health().ok


def test_a_hundred_residents_before_a_hanging_register_all_go_on(hanging: HangingRegister) -> None:
    """Catches: questions that queue behind each other's time, or threads without end."""
    patient = InTime(hanging, seconds=0.01)
    before = threading.active_count()
    assert all(patient.facts_about("somebody").unavailable for _ in range(100))
    assert threading.active_count() <= before + 8


def test_a_register_that_fails_counts_as_unavailable() -> None:
    patient = InTime(BrokenRegister())
    assert patient.facts_about("mizuno_yoko").unavailable
    assert patient.household_of("mizuno_yoko") is None
    assert patient.match_person(TOLD) == NOT_KNOWN, "and whom we knew is not forgotten"
    assert not patient.health().ok


def test_a_failure_is_logged_without_the_person(caplog: pytest.LogCaptureFixture) -> None:
    """Catches: logging the exception itself, whose message names who was asked about."""
    with caplog.at_level(logging.WARNING):
        InTime(BrokenRegister()).facts_about("mizuno_yoko")
    assert "ConnectionError" in caplog.text
    assert "mizuno" not in caplog.text
