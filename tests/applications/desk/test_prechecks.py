from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.applications.desk.examined import Attachments, Examined, Light, PreCheck
from app.applications.desk.prechecks import precheck
from app.applications.models import ActorKind
from app.applications.signing.rechecking import Signature
from app.municipality.loading import load_municipality
from app.municipality.offering import AcceptingPeriod
from app.payments.lifecycle import PaymentState
from app.payments.models import Payment, PaymentFlag
from app.prefill.facts import DID_NOT_ANSWER, NOTHING_KNOWN, Fact, Facts
from app.prefill.sources import Source
from app.procedures.answer_rows import answer_rows
from app.procedures.catalog_files import path_of, read_procedure
from app.procedures.context import Context
from app.procedures.journey import Journey
from tests.conftest import NOW

TODAY = date(2026, 5, 12)
TOWN = load_municipality(Path("municipalities/demo.yaml"))
PROCEDURE = read_procedure(path_of("certificate_of_residence"))
PHONE = Facts({"person.phone": Fact("0261000501", Source.RESIDENT_REGISTER, TODAY)})


def examined(answers: dict[str, Any] | None = None, facts: Facts = NOTHING_KNOWN, **changes: Any) -> Examined:
    journey = Journey(PROCEDURE, answers or {"applicant_phone": "0261000501"}, Context(TODAY, facts.plain()))
    case = Examined(
        arrived_on=TODAY,
        journey=journey,
        rows=answer_rows(journey),
        facts=facts,
        owner_kind=ActorKind.RESIDENT,
        needs_card=True,
        offering=TOWN.offering_of("certificate_of_residence"),
        payment=None,
        attachments=Attachments(),
        same_person=(),
    )
    return replace(case, **changes)


def found(case: Examined, title: str) -> PreCheck:
    return next(result for result in precheck(case) if str(result.title) == title)


def payment(**changes: Any) -> Payment:
    made = Payment(
        id=uuid4(),
        subject_id=uuid4(),
        reference_number="26-000001-D",
        amount_yen=300,
        lines=[],
        state=PaymentState.REQUESTED,
        due_on=date(2026, 5, 26),
        requested_at=NOW,
        flags=[],
        version=1,
    )
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_whoever_signed_in_is_known_and_whoever_did_not_is_asked_for() -> None:
    """Mutation: take a guest of a procedure that needs the card for verified."""
    guest = examined(owner_kind=ActorKind.GUEST)
    for case, light in (
        (examined(), Light.GREEN),
        (guest, Light.RED),
        (replace(guest, papers_accepted=False), Light.RED),
        (replace(guest, papers_accepted=True), Light.GREEN),
        (replace(guest, needs_card=False), Light.YELLOW),
    ):
        assert found(case, "本人確認").light is light


@pytest.mark.parametrize(
    ("facts", "light"),
    [
        (PHONE, Light.GREEN),
        (Facts({"person.phone": Fact("0261000999", Source.RESIDENT_REGISTER, TODAY)}), Light.YELLOW),
        (NOTHING_KNOWN, Light.YELLOW),
        (DID_NOT_ANSWER, Light.YELLOW),
    ],
)
def test_a_difference_from_the_register_asks_for_eyes_and_is_never_red(facts: Facts, light: Light) -> None:
    """Mutation: RED for a difference; the office would refuse people who have moved."""
    assert found(examined(facts=facts), "住民記録との照合").light is light


def test_the_answers_that_differ_are_named_and_their_contents_are_not() -> None:
    other = Facts({"person.phone": Fact("0261000999", Source.RESIDENT_REGISTER, TODAY)})
    reason = str(found(examined(facts=other), "住民記録との照合").reason)
    assert "電話番号" in reason
    assert "0261" not in reason


def test_the_named_checks_of_the_procedure_are_asked_again() -> None:
    assert found(examined(), "答えどうしの確認").light is Light.GREEN
    contradictory = examined({"scope": "part", "members": []})
    assert found(contradictory, "答えどうしの確認").light is Light.RED


def test_other_open_cases_of_the_same_person_are_shown() -> None:
    result = found(examined(same_person=("26-000009-Y",)), "重なり")
    assert (result.light, result.cases) == (Light.RED, ("26-000009-Y",))
    assert found(examined(), "重なり").light is Light.GREEN


def test_what_arrived_outside_the_accepting_period_is_red() -> None:
    """Mutation: compare today, not the day of arrival; every open case turns red when the period ends."""
    period = AcceptingPeriod(begins_on=date(2026, 5, 1), ends_on=date(2026, 5, 11))
    offering = TOWN.offering_of("certificate_of_residence").model_copy(update={"accepting": period})
    assert found(examined(offering=offering), "受付期間").light is Light.RED
    assert found(examined(offering=offering, arrived_on=date(2026, 5, 11)), "受付期間").light is Light.GREEN


@pytest.mark.parametrize(
    ("paid", "light"),
    [
        (payment(state=PaymentState.PAID, paid_at=NOW), Light.GREEN),
        (payment(), Light.RED),
        (payment(due_on=None), Light.RED),
        (payment(state=PaymentState.CANCELLED), Light.RED),
        (payment(state=PaymentState.PAID, paid_at=NOW, flags=[PaymentFlag.PAID_TWICE]), Light.RED),
    ],
)
def test_a_fee_is_green_only_when_it_is_settled_and_nothing_is_odd(paid: Payment, light: Light) -> None:
    """Mutation: forget the flags."""
    assert found(examined(payment=paid), "手数料").light is light


@pytest.mark.parametrize(
    ("counts", "light"),
    [
        (Attachments(2), Light.GREEN),
        (Attachments(2, unscanned=1), Light.YELLOW),
        (Attachments(2, unscanned=1, refused=1), Light.RED),
    ],
)
def test_attachments_are_green_only_when_every_one_was_scanned(counts: Attachments, light: Light) -> None:
    assert found(examined(attachments=counts), "添付ファイル").light is light


def test_what_cannot_be_asked_is_left_out() -> None:
    titles = [str(result.title) for result in precheck(examined())]
    assert "手数料" not in titles
    assert "添付ファイル" not in titles


def test_the_most_urgent_stands_first() -> None:
    case = examined(payment=payment(), same_person=("26-000009-Y",))
    lights = [result.light for result in precheck(case)]
    assert lights == sorted(lights, key=lambda light: -list(Light).index(light))
    assert lights[0] is Light.RED


@pytest.mark.parametrize(
    ("signature", "light"),
    [(Signature.HOLDS, Light.GREEN), (Signature.CHANGED, Light.RED), (Signature.MISSING, Light.RED)],
)
def test_a_signature_holds_or_somebody_has_to_look(signature: Signature, light: Light) -> None:
    """Mutation: what was changed, or was never signed, shown as fine."""
    assert found(examined(signature=signature), "署名").light is light
    assert not any(str(each.title) == "署名" for each in precheck(examined()))
