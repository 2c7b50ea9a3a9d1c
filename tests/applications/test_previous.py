"""What somebody answered before is offered to them again, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.applications import drafts
from app.applications.models import Actor
from app.applications.previous import ROLES, with_previous
from app.prefill.facts import DID_NOT_ANSWER, NOTHING_KNOWN, Facts
from app.prefill.sources import Source
from app.procedures.linting import every_question
from app.procedures.publication import publish
from app.procedures.questions.choices import ChoicesQuestion
from tests import make
from tests.conftest import NOW

HERS, HIS = "0261-00-1111", "0261-00-2222"


def submitted(session: Session, by: Actor, phone: str, days: int = 0, **more: Any) -> make.Case:
    case = make.a_draft(
        session, by=by, now=NOW + timedelta(days=days), given={"applicant_phone": phone}, **more
    )
    case.submit()
    session.flush()
    return case


def told(session: Session, by: Actor, facts: Facts = NOTHING_KNOWN) -> dict[str, Any]:
    return {
        term: value for term, value in with_previous(session, facts, by).plain().items() if "previous" in term
    }


def test_what_was_answered_is_offered_the_next_time(session: Session) -> None:
    she = make.a_resident()
    submitted(session, she, HERS)
    offered = with_previous(session, make.facts_of("mizuno_yoko"), she)
    assert offered.value_of("previous.phone") == HERS
    assert offered["previous.phone"].source is Source.PREVIOUS_APPLICATION
    assert offered["previous.phone"].as_of == make.TODAY
    assert offered.value_of("person.family_name") == "水野"


def test_nobody_is_offered_the_answers_of_somebody_else(session: Session) -> None:
    """I-40b. Must catch: a look-up by procedure, by household or by telephone in place of the owner."""
    she, he = make.a_resident(), make.a_resident()
    submitted(session, she, HERS)
    submitted(session, he, HIS, days=1)
    assert told(session, she)["previous.phone"] == HERS
    assert told(session, he)["previous.phone"] == HIS
    assert told(session, make.a_resident()) == {}


def test_a_guest_is_offered_nothing(session: Session) -> None:
    """I-40b. Must catch: whoever sits at the library's computer next reading the number of whoever sat there before."""
    guest = make.a_guest()
    submitted(session, guest, HERS, key=make.DISASTER, person=None)
    assert told(session, guest) == {}


def test_what_a_guest_sent_is_not_offered_to_who_took_it_over(session: Session) -> None:
    """I-40b. Must catch: a case handed over on a shared machine, with the number of whoever typed it."""
    guest, she = make.a_guest(), make.a_resident()
    submitted(session, guest, HIS, key=make.DISASTER, person=None)
    assert guest.id is not None
    assert drafts.hand_over(session, guest.id, she) == 1
    session.flush()
    assert told(session, she) == {}


def test_the_newest_answer_wins_whatever_was_touched_last(session: Session) -> None:
    """Must catch: the order of saving in place of that of arriving."""
    she = make.a_resident()
    submitted(session, she, HERS, days=2, key=make.CERTIFICATE)
    submitted(session, she, HIS, days=1)
    assert told(session, she)["previous.phone"] == HERS


def test_an_answer_corrected_later_is_the_newest(session: Session) -> None:
    she = make.a_resident()
    case = submitted(session, she, HIS)
    case.start_review()
    case.ask("applicant_phone")
    case.resubmit(applicant_phone=HERS)
    session.flush()
    assert told(session, she)["previous.phone"] == HERS


def test_what_the_newest_case_did_not_ask_is_taken_from_an_older_one(session: Session) -> None:
    she = make.a_resident()
    given = {"applicant_phone": HIS, "applicant_email": "hana@mail.example"}
    older = make.a_draft(session, make.CERTIFICATE, given=given, by=she)
    older.submit()
    newer = make.a_draft(session, by=she, now=NOW + timedelta(days=1), given={"applicant_phone": HERS})
    newer.submit(applicant_email=None)
    session.flush()
    offered = told(session, she)
    assert (offered["previous.phone"], offered["previous.email"]) == (HERS, "hana@mail.example")


def test_a_draft_is_not_an_answer_yet(session: Session) -> None:
    she = make.a_resident()
    make.a_draft(session, by=she, given={"applicant_phone": HERS})
    session.flush()
    assert told(session, she) == {}


@pytest.mark.parametrize("facts", [make.facts_of("aoki_rina"), DID_NOT_ANSWER])
def test_under_protection_nothing_is_offered_nor_while_nobody_can_say(session: Session, facts: Facts) -> None:
    """I-40b. Must catch: the number of a hidden person on the screen of who took her telephone."""
    she = make.a_resident()
    submitted(session, she, HERS, person="aoki_rina")
    assert with_previous(session, facts, she) is facts


def test_an_outage_stays_an_outage(session: Session) -> None:
    she = make.a_resident()
    submitted(session, she, HERS)
    assert with_previous(session, DID_NOT_ANSWER, she).unavailable


def test_hours_and_language_come_by_the_definition_that_asks_them(session: Session) -> None:
    """Must catch: a role that the table offers and no definition can name."""
    definition = make.catalog()[make.CERTIFICATE]
    words = {"ja": "午前か午後", "easy": "いつ", "en": "When"}
    options = [{"value": value, "label": words} for value in ("morning", "afternoon")]
    asked = ChoicesQuestion.model_validate(
        {"kind": "choices", "key": "hours", "label": words, "name": words, "options": options}
    )
    steps = [*definition.steps]
    steps[-1] = steps[-1].model_copy(update={"questions": (asked, *steps[-1].questions)})
    content = definition.model_dump(mode="python", by_alias=True)
    content["steps"] = [step.model_dump(mode="python", by_alias=True) for step in steps]
    content["contact"] = {**definition.contact, "contact_hours": "hours"}
    publish(session, type(definition).model_validate(content), now=NOW)
    she = make.a_resident()
    make.a_draft(session, make.CERTIFICATE, by=she, given={"hours": ["afternoon"]}).submit()
    session.flush()
    assert told(session, she)["previous.contact_hours"] == ["afternoon"]


def test_whatever_is_suggested_from_before_some_procedure_remembers() -> None:
    """Must catch: an office that types its name each time, since no definition says which answer that is."""
    questions = [each for procedure in make.catalog().values() for each in every_question(procedure)]
    wanted = {each.prefill for each in questions if (each.prefill or "").startswith("previous.")}
    roles = {role for procedure in make.catalog().values() for role in procedure.contact}
    assert "previous.submitter_office_name" in wanted
    assert wanted <= {f"previous.{role}" for role in roles}
    assert wanted <= {f"previous.{role}" for role in ROLES}
