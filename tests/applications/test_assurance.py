"""The gate: nothing arrives from a hand we are not sure enough of, whatever the pages did before."""

from dataclasses import replace

import pytest

from app.applications import submission
from app.applications.assurance import MoreAssuranceNeeded, needed_for, takes_papers
from app.applications.lifecycle import State
from app.applications.models import Actor, ActorKind
from app.applications.signing.needed import SignatureMissing
from app.auth.identity import Assurance
from app.database import Database, new_id
from app.municipality.offering import AssuranceAsked
from app.procedures.definition import AssuranceNeeded
from tests import make
from tests.papers import by_papers, hands_in

KINDS = {Assurance.AUTHENTICATED: ActorKind.RESIDENT, Assurance.SIGNED: ActorKind.RESIDENT}
SURE = list(Assurance)


def hand(assurance: Assurance) -> Actor:
    return Actor(KINDS.get(assurance, ActorKind.GUEST), new_id(), assurance)


@pytest.mark.parametrize("key", [key for key in make.catalog() if key in make.town().offerings])
def test_a_procedure_takes_what_is_sure_enough_and_nothing_less(key: str) -> None:
    """I-39b. Every procedure × assurance. Must catch: a town that comes down below the definition."""
    procedure = make.catalog()[key]
    assert needed_for(procedure, make.town()) == procedure.assurance
    for asked in AssuranceAsked:
        needed = needed_for(procedure, make.a_town(key, assurance=asked))
        least = Assurance(procedure.assurance_least or procedure.assurance)
        assert needed == max(Assurance(asked), least), (key, asked)


def test_a_town_may_come_down_as_far_as_the_definition_says() -> None:
    procedure = make.catalog()[make.ALLOWANCE].model_copy(update={"assurance_least": AssuranceNeeded.CONTACT})
    told = {
        asked: needed_for(procedure, make.a_town(make.ALLOWANCE, assurance=asked)) for asked in AssuranceAsked
    }
    assert told[AssuranceAsked.NONE] is Assurance.CONTACT
    assert told[AssuranceAsked.CONTACT] is Assurance.CONTACT
    assert told[AssuranceAsked.SIGNED] is Assurance.SIGNED


@pytest.mark.parametrize("held", SURE)
@pytest.mark.parametrize("needed", SURE)
@pytest.mark.parametrize("key", [make.ALLOWANCE, make.DISASTER])
def test_the_verb_refuses_by_itself(database: Database, key: str, needed: Assurance, held: Assurance) -> None:
    """I-39b. Must catch: a gate that stands on the pages only."""
    procedure = make.catalog()[key]
    town = make.a_town(key, assurance=AssuranceAsked(needed), identity_papers=False)
    asks = min(max(needed, Assurance(procedure.assurance)), Assurance.AUTHENTICATED)
    with database.write() as session:
        by = hand(held)
        case = make.a_draft(session, key, "mizuno_yoko" if key == make.ALLOWANCE else None, by=by, town=town)
        if held >= asks and needed is Assurance.SIGNED:
            unsigned = replace(case.what(), signed=None)
            with pytest.raises(SignatureMissing):
                submission.submit(session, case.application, unsigned, by=by, now=case.tick())
        elif held >= asks:
            submission.submit(session, case.application, case.what(), by=by, now=case.tick())
            assert case.application.state is State.ARRIVED
            return
        else:
            with pytest.raises(MoreAssuranceNeeded) as refusal:
                submission.submit(session, case.application, case.what(), by=by, now=case.tick())
            assert refusal.value.needed is asks
        assert case.application.state is State.DRAFT
        assert case.application.reference_number is None


def test_the_hand_that_mends_or_adds_is_as_sure_as_the_first(database: Database) -> None:
    """I-39b. Must catch: a case opened by number and telephone, and changed by whoever knows them."""
    town = make.a_town(make.DISASTER, assurance=AssuranceAsked.CONTACT)
    with database.write() as session:
        by = hand(Assurance.CONTACT)
        case = make.a_draft(session, make.DISASTER, None, by=by, town=town)
        submission.submit(session, case.application, case.what(), by=by, now=case.tick())
        unsure = Actor(by.kind, by.id)
        for verb in (submission.supplement, submission.resubmit):
            with pytest.raises(MoreAssuranceNeeded):
                verb(session, case.application, case.what(), by=unsure, now=case.tick())


def test_papers_open_the_gate_where_the_town_takes_them(database: Database) -> None:
    """I-39b. Must catch: one paper of two taken for enough; papers taken where the town does not."""
    with database.write() as session:
        by = hand(Assurance.CONTACT)
        case = make.a_draft(session, by=by)
        hands_in(session, case, "health_insurance")
        with pytest.raises(MoreAssuranceNeeded):
            submission.submit(session, case.application, case.what(), by=by, now=case.tick())
        hands_in(session, case, "pension")
        case.town = make.a_town(make.ALLOWANCE, identity_papers=False)
        with pytest.raises(MoreAssuranceNeeded):
            submission.submit(session, case.application, case.what(), by=by, now=case.tick())
        case.town = make.town()
        unreached = Actor(by.kind, by.id)
        with pytest.raises(MoreAssuranceNeeded):
            submission.submit(session, case.application, case.what(), by=unreached, now=case.tick())
        submission.submit(session, case.application, case.what(), by=by, now=case.tick())
        assert case.application.state is State.ARRIVED


def test_papers_are_no_signature() -> None:
    town = make.a_town(make.ALLOWANCE, assurance=AssuranceAsked.SIGNED)
    assert not takes_papers(make.catalog()[make.ALLOWANCE], town)
    assert takes_papers(make.catalog()[make.ALLOWANCE], make.town())


def test_a_case_by_papers_arrives(database: Database) -> None:
    with database.write() as session:
        assert by_papers(session).application.state is State.ARRIVED
