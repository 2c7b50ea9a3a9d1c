"""Every procedure of the catalogue over HTTP: to its document, with a correction, and refused or turned away."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.procedures.definition import FilingKind
from app.procedures.journey import Journey
from tests import make
from tests.people import Clerk
from tests.sampling import ALWAYS, rest_is_wide, tiered
from tests.scenarios import counter_only, desk
from tests.scenarios.walker import Walker, pin_of
from tests.walks import WALKS
from tests.world import PASSWORD, World, a_world

KEYS = [*make.catalog()]
NATIONAL = {key for key, each in make.catalog().items() if each.category in {"childcare", "care", "disaster"}}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Every job has to end at its first try: a paper that cannot be made fails where nobody looks."""
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running
        running.finish_jobs()
        with running.office.database.read() as session:
            tried = [json.loads(each) for each in session.scalars(text("SELECT inputs FROM workflow_input"))]
    assert [each for each in tried if each["positionalArgs"][1] > 1] == []
    assert tried


def answers_of(key: str) -> Journey:
    """No page left for later, and every photo that is asked for at arrival."""
    walk = WALKS[key]
    return make.filled(key, walk.given, walk.person)


def filed(world: World, key: str) -> tuple[Walker, str]:
    resident = Walker(world.url, answers_of(key), WALKS[key])
    if counter_only.is_for_the_counter(resident.journey.procedure):
        return resident, filed_at_the_counter(world, resident)
    resident.begins()
    resident.reaches_check()
    return resident, resident.submits()


def filed_at_the_counter(world: World, resident: Walker) -> str:
    """What is begun there can be read and filled in at home, and is not taken from there."""
    person = resident.walk.person
    assert person is not None
    resident.signs_in(person, pin_of(person))
    draft_id = counter_only.begun(world, resident.key, person)
    resident.opens(f"/apply/{draft_id}")
    resident.reaches_check()
    assert "この手続は窓口で出します。" in resident.text
    return counter_only.handed_in(world, draft_id, resident.journey)


def an_officer(world: World, login: str) -> Clerk:
    officer = Clerk(world.url)
    officer.signs_in(login, PASSWORD)
    return officer


def decided(world: World, clerk: Clerk, number: str, outcome: str, **boxes: str) -> None:
    """As the town wants it: by one person, or with a second."""
    clerk.opens(desk.case_of(number))
    if "手数料を求める" in clerk.text and outcome != "refuse":
        clerk.sends("手数料を求める")
        clerk.opens(desk.case_of(number))
    if "円を受け取った" in clerk.text and outcome != "refuse":
        clerk.sends("円を受け取った")
        clerk.opens(desk.case_of(number))
    if "決定する" in clerk.text:
        desk.decide(clerk, number, outcome, **boxes)
        return
    desk.propose(clerk, number, outcome, **boxes)
    approver = an_officer(world, "kessai")
    desk.approve(approver, number)


def approved_and_finished(world: World, resident: Walker, number: str) -> None:
    """事前承認: only then the last pages open, and all of them are needed."""
    approver = an_officer(world, "kessai")
    approver.opens(desk.case_of(number))
    approver.sends("事前に承認する")
    assert "事前承認を伝えました" in approver.text
    walk = WALKS[resident.key]
    finished = {"start_date": f"{make.TODAY}", "completion_date": f"{make.TODAY}", **walk.given}
    resident.journey = make.filled(resident.key, finished, walk.person, later=True)
    resident.opens(f"/my/{number}")
    resident.follows("続きを教える")
    resident.reaches_check()
    resident.sends("この内容を送る", {"consent_truth": "yes"})


@pytest.mark.parametrize("key", rest_is_wide(KEYS, ALWAYS))
def test_it_ends_with_its_document_after_a_correction(world: World, key: str) -> None:
    """Must catch: a procedure of which some page, verb or paper does not work."""
    resident, number = filed(world, key)
    clerk = an_officer(world, "tanto")
    desk.take_up(clerk, number)
    corrected = WALKS[key].corrected
    desk.ask_correction(clerk, number, "もう一度確かめてください。", [corrected])
    resident.opens(f"/my/{number}")
    resident.follows("直す")
    resident.answers_page()
    resident.sends_or_signs("直した内容を送る", "署名して直した内容を送る", {"consent_truth": "yes"})
    assert "内容を受け取りました。" in resident.text
    if resident.journey.procedure.advance:
        approved_and_finished(world, resident, number)
    kind = resident.journey.filing_kind
    decided(world, clerk, number, "grant" if kind is FilingKind.APPLICATION else "acknowledge")
    world.finish_jobs()
    resident.opens(f"/my/{number}/decision")
    outcome = resident.journey.procedure.outcome
    document = outcome.granted if kind is FilingKind.APPLICATION else outcome.acknowledged
    if document:
        assert document in resident.text
        resident.follows("通知書をPDFで開く")
        assert resident.answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("key", tiered(KEYS, ALWAYS, NATIONAL))
def test_it_can_end_without_what_was_wanted(world: World, key: str) -> None:
    """A stop turns people away before they type; what only an officer can see is refused with reasons."""
    walk = WALKS[key]
    if walk.turned_away is not None:
        person = walk.turned_away_as or walk.person
        journey = make.filled(key, walk.turned_away, person)
        assert journey.stop is not None
        resident = Walker(world.url, journey, walk)
        if counter_only.is_for_the_counter(journey.procedure):
            assert person is not None
            resident.signs_in(person, pin_of(person))
            resident.opens(f"/apply/{counter_only.begun(world, key, person)}")
        else:
            resident.begins(person)
        resident.reaches_stop()
        assert resident.heading == journey.stop.title.ja
        return
    resident, number = filed(world, key)
    clerk = an_officer(world, "tanto")
    desk.take_up(clerk, number)
    if resident.journey.filing_kind is FilingKind.NOTIFICATION:
        # A 届出 is complete on arrival (行政手続法37条); nobody refuses it. Another of the same matter may follow.
        decided(world, clerk, number, "acknowledge")
        return
    decided(world, clerk, number, "refuse", reasons="要件を満たしていることを、確かめられませんでした。")
    world.finish_jobs()
    resident.opens(f"/my/{number}/decision")
    assert resident.heading == "認められませんでした"
    assert resident.journey.procedure.outcome.refused in resident.text
    resident.follows("通知書をPDFで開く")
    assert resident.answer.content.startswith(b"%PDF-")
