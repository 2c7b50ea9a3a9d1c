"""A mother entrusts her daughter, who files for her; she sees it, takes it back, and it holds at once."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from app.applications.models import ActorKind, Application
from app.applications.queries import get_by_number
from app.mandates.models import Mandate
from tests import make
from tests.hostile.tables import contents
from tests.people import Clerk, Resident
from tests.scenarios.acting import (
    DAUGHTER,
    DAUGHTERS_NAME,
    MOTHER,
    MOTHERS_NAME,
    acts_for,
    entrusts,
    signed_in,
    takes,
    takes_back,
)
from tests.scenarios.walker import Walker, pin_of
from tests.walks.walk import Walk
from tests.world import PASSWORD, World, a_world

KEY = "kaigo_certification_new"
OWN = "/procedures/certificate_of_residence"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def mother(world: World) -> Iterator[Resident]:
    visitor = signed_in(world, MOTHER)
    yield visitor
    visitor.close()


@pytest.fixture
def daughter(world: World) -> Iterator[Walker]:
    walk = Walk(MOTHER, {"first_time": "never"})
    walker = Walker(world.url, make.filled(KEY, walk.given, MOTHER), walk)
    walker.signs_in(DAUGHTER, pin_of(DAUGHTER))
    yield walker
    walker.close()


def token(visitor: Resident) -> str:
    return str(visitor.page.xpath("//input[@name='form_token']/@value")[0])


def mandates(world: World) -> list[Any]:
    with world.office.database.read() as session:
        found = session.query(Mandate).order_by(Mandate.begun_at).all()
        session.expunge_all()
        return found


def begins(daughter: Walker) -> None:
    daughter.opens(f"/procedures/{KEY}")
    daughter._shows(daughter._press_start(), 200)


def files(daughter: Walker) -> str:
    begins(daughter)
    daughter.reaches_check()
    daughter.sends("この内容で申請する", {"consent_truth": "yes"})
    assert daughter.path.endswith("/receipt"), (daughter.path, daughter.complaints)
    return daughter.path.split("/")[2]


def test_a_daughter_files_for_her_mother_who_sees_it_and_takes_it_back(
    world: World, mother: Resident, daughter: Walker
) -> None:
    """Must catch: a case on the wrong person's page; a proxy who goes on after the person has said stop."""
    takes(daughter, entrusts(mother, DAUGHTERS_NAME))
    assert "引き受けました" in daughter.text
    acts_for(daughter, MOTHERS_NAME)
    assert f"{MOTHERS_NAME} さんの代わりに手続しています" in daughter.answer.text
    number = files(daughter)
    with world.office.database.read() as session:
        case = get_by_number(session, number)
        assert case.owner_kind is ActorKind.MANDATE
        assert case.answers["applicant_name"] == {"family": "原", "given": "静江"}
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens(f"/staff/cases/{number}")
    assert f"{DAUGHTERS_NAME}さんが、{MOTHERS_NAME}さんの代わりに出しました" in clerk.text
    assert "本人がカードでサインインして決めた" in clerk.text
    clerk.close()
    mother.opens("/my")
    assert number in mother.text
    assert f"{DAUGHTERS_NAME} さんが代わりにしています" in mother.text
    mother.opens("/proxies")
    mother.follows(DAUGHTERS_NAME)
    assert "申請しました" in mother.text
    daughter.opens("/my")
    drawn = token(daughter)
    takes_back(mother, DAUGHTERS_NAME)
    before = contents(world, but={"audit_entry", "web_session"})
    posted = daughter.client.post(f"/my/{number}/withdraw", data={"form_token": drawn})
    assert posted.status_code == 409
    answer = daughter.client.get(f"/my/{number}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/acting"
    started = daughter.client.post(f"{OWN}/start", data={"form_token": drawn})
    assert started.status_code == 409
    assert contents(world, but={"audit_entry", "web_session"}) == before
    daughter.opens("/acting")
    assert "代わりに手続をすることは、終わりました" in daughter.answer.text
    daughter.sends("自分の手続にもどる")
    daughter.opens(f"/my/{number}", 404)
    mother.opens(f"/my/{number}")
    assert mother.answer.status_code == 200


def test_a_tab_of_the_one_writes_nothing_for_the_other(
    world: World, mother: Resident, daughter: Walker
) -> None:
    """Must catch: a form drawn for oneself that is sent while acting for another, and the other way round."""
    takes(daughter, entrusts(mother, DAUGHTERS_NAME))
    daughter.opens(OWN)
    own = daughter.fields_of(daughter.form("始める"))
    acts_for(daughter, MOTHERS_NAME)
    daughter.opens(f"/procedures/{KEY}")
    hers = daughter.fields_of(daughter.form("始める"))
    before = contents(world, but={"audit_entry", "web_session"})
    assert daughter.client.post(f"{OWN}/start", data=own).status_code == 409
    daughter.opens("/my")
    daughter.sends("やめて、自分の手続にもどる")
    assert daughter.client.post(f"/procedures/{KEY}/start", data=hers).status_code == 409
    assert contents(world, but={"audit_entry", "web_session"}) == before
    takes_back(mother, DAUGHTERS_NAME)


def test_only_what_was_entrusted(world: World, mother: Resident, daughter: Walker) -> None:
    """Must catch: a scope that is shown and not asked; what the town knows told to whoever may only file."""
    takes(daughter, entrusts(mother, DAUGHTERS_NAME, deeds=["file"]))
    acts_for(daughter, MOTHERS_NAME)
    daughter.opens(OWN)
    assert (
        daughter.client.post(f"{OWN}/start", data=daughter.fields_of(daughter.form("始める"))).status_code
        == 403
    )
    begins(daughter)
    with world.office.database.read() as session:
        draft = session.get_one(Application, daughter_draft(daughter))
        assert draft.facts["facts"] == {}
    takes_back(mother, DAUGHTERS_NAME)


def daughter_draft(daughter: Walker) -> Any:
    return UUID(daughter.path.split("/")[2])


def test_a_code_in_other_hands_is_a_wrong_code(world: World, mother: Resident) -> None:
    """Must catch: whoever finds the note acts for the mother."""
    code = entrusts(mother, DAUGHTERS_NAME)
    finder = signed_in(world, "inoue_fumi")
    said = set()
    for tried in (code, "ACDE-FGHJ-KMNP"):
        takes(finder, tried, 422)
        said.add(finder.complaints["code"])
    assert len(said) == 1
    for _ in range(3):
        takes(finder, "ACDE-FGHJ-KMNQ", 422)
    takes(finder, code, 429)
    takes(mother, code, 422)
    finder.close()
    takes_back(mother, DAUGHTERS_NAME)


def test_a_parent_acts_for_a_minor_without_a_paper(world: World) -> None:
    """Must catch: a paper asked of a parent; a child of 18, or of another household, offered."""
    parent = signed_in(world, "matsumoto_takashi")
    parent.opens("/acting")
    assert "松本 凛" in parent.text
    assert "松本 翼" not in parent.text
    acts_for(parent, "松本 凛")
    assert "松本 凛 さんの代わりに手続しています" in parent.answer.text
    parent.opens("/my")
    assert "まだ手続はありません" in parent.text
    parent.close()


def test_under_protection_nobody_is_offered_anybody(world: World) -> None:
    """Must catch: a child, or its very existence, shown to whom it is protected from, or by a household protected."""
    for person, word in (("aoki_rina", "陸"), ("kuroda_tsuyoshi", "陸")):
        visitor = signed_in(world, person)
        visitor.opens("/acting")
        assert "お子さま" not in visitor.text
        assert word not in visitor.text
        visitor.close()


def test_staff_register_a_mandate_from_a_paper_and_see_it_on_the_case(world: World, daughter: Walker) -> None:
    """Must catch: a mandate without its checklist; a case that does not say who filed it."""
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens("/staff/mandates/new")
    given = {
        "person": MOTHERS_NAME,
        "born": "1950-02-02",
        "proxy": DAUGHTERS_NAME,
        "kind": "family",
        "areas": ["care"],
        "deeds": ["prefill", "file"],
        "months": "3",
        "proof": "power_of_attorney",
    }
    clerk.sends("登録して、番号を作る", given, 422)
    assert set(clerk.complaints) == {"person_checked", "proxy_checked", "scope_read"}
    ticked = dict.fromkeys(("person_checked", "proxy_checked", "scope_read"), "yes")
    clerk.sends("登録して、番号を作る", {**given, **ticked, "born": "1950-02-03"}, 422)
    assert set(clerk.complaints) == {"person"}
    clerk.sends("登録して、番号を作る", {**given, **ticked})
    code = clerk.page.xpath("//*[@class='confirmation']//dd")[0].text_content()
    takes(daughter, code)
    acts_for(daughter, MOTHERS_NAME)
    clerk.opens("/staff/mandates")
    clerk.sends("さがす", {"q": "原静江"})
    assert "有効" in clerk.text
    clerk.follows(MOTHERS_NAME)
    assert "委任状を確かめた" in clerk.text
    clerk.sends("取り消す")
    answer = daughter.client.get("/my", follow_redirects=False)
    assert answer.status_code == 303
    clerk.close()
