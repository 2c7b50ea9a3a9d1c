"""I-43d. What was filed for somebody: who sees it and who does not, whatever became of the mandate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.applications.lifecycle import State
from app.applications.models import Actor, ActorKind
from app.audit.queries import list_by
from app.auth.identity import Assurance
from app.auth.keys import token_hash
from app.auth.queries import find_web_session
from app.auth.sessions import end
from app.mandates.kinds import MandateArea, MandateDeed, MandateKind
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from tests import make
from tests.hostile.actors import CANARIES, statements
from tests.hostile.proxies import NEIGHBOUR, a_mandate, a_session, an_account
from tests.hostile.tables import contents
from tests.people import Clerk, Resident
from tests.scenarios.acting import signed_in
from tests.world import PASSWORD, World, a_world

NEVER = "26-999999-X"
PAGES = ("", "/receipt", "/copy.pdf", "/withdraw", "/decision", "/lookers", "/copy.json")
OF_DECISIONS = ("/decision", "/lookers", "/copy.json")


@dataclass
class Filed:
    """A case in review and one that was decided, which `proxy_id` filed for `person` under one mandate."""

    world: World
    person_id: UUID
    proxy_id: UUID
    mandate_id: UUID
    number: str
    decided: str

    def acting(self) -> Resident:
        return a_session(self.world, self.proxy_id, self.mandate_id)

    def changes(self, **more: Any) -> None:
        """As the table will have it for the next request."""
        with self.world.office.database.write() as session:
            mandate = session.get_one(Mandate, self.mandate_id)
            for name, value in more.items():
                setattr(mandate, name, value)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture
def filed(world: World) -> Filed:
    person_id, proxy_id = an_account(world), an_account(world)
    mandate_id = a_mandate(world, proxy_id, grantor_id=person_id)
    by = Actor(ActorKind.RESIDENT, proxy_id, Assurance.AUTHENTICATED, under=mandate_id)
    numbers = []
    for state in (State.IN_REVIEW, State.GRANTED):
        with world.office.database.write() as session:
            case = make.a_case(session, state, by=by, town=world.office.town, now=world.clock())
            session.flush()
            numbers.append(case.application.reference_number or "")
    return Filed(world, person_id, proxy_id, mandate_id, *numbers)


def asked(visitor: Resident, number: str, page: str = "") -> int:
    return int(visitor.client.get(f"/my/{number}{page}", follow_redirects=False).status_code)


def test_the_proxy_and_the_person_see_it_and_nobody_else(filed: Filed) -> None:
    """I-43d. Must catch: a case of the mandate on the proxy's own pages, or under another mandate of the two."""
    world = filed.world
    other = a_mandate(world, filed.proxy_id, grantor_id=filed.person_id)
    colleague = an_account(world)
    theirs = a_mandate(world, colleague, grantor_id=filed.person_id)
    seen = {
        "proxy": (filed.acting(), 200),
        "person": (a_session(world, filed.person_id), 200),
        "proxy, as oneself": (a_session(world, filed.proxy_id), 404),
        "proxy, under another mandate": (a_session(world, filed.proxy_id, other), 404),
        "another proxy of the person": (a_session(world, colleague, theirs), 404),
        "another person": (a_session(world, an_account(world)), 404),
    }
    for name, (visitor, expected) in seen.items():
        assert asked(visitor, filed.number) == expected, name
        visitor.opens("/my")
        assert (filed.number in visitor.text) is (expected == 200), name
        if expected == 404:
            with statements(world) as for_theirs:
                answer = visitor.client.get(f"/my/{filed.number}")
            with statements(world) as for_never:
                nothing = visitor.client.get(f"/my/{NEVER}")
            assert for_theirs == for_never, name
            assert answer.text.replace(filed.number, "") == nothing.text.replace(NEVER, ""), name


ENDED = {
    "expired": {"until": make.TODAY - timedelta(days=1)},
    "not yet": {"since": make.TODAY + timedelta(days=1)},
    "revoked": {"state": MandateState.REVOKED},
    "refused": {"state": MandateState.REFUSED},
    "not approved": {"state": MandateState.REQUESTED},
    "not taken": {"state": MandateState.OFFERED},
    "given to somebody else": {"proxy_id": UUID(int=7)},
}


@pytest.mark.parametrize("name", ENDED)
def test_its_end_holds_in_the_session_that_is_open(filed: Filed, name: str) -> None:
    """I-43d. Must catch: a mandate asked at the beginning of a session and not in every request of it."""
    proxy, person = filed.acting(), a_session(filed.world, filed.person_id)
    assert asked(proxy, filed.number) == 200
    proxy.opens("/my")
    token = proxy.page.xpath("//input[@name='form_token']/@value")[0]
    filed.changes(**ENDED[name])
    before = contents(filed.world, but={"audit_entry", "web_session"})
    for page in PAGES:
        for number in (filed.number, NEVER):
            answer = proxy.client.get(f"/my/{number}{page}", follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/acting"), page
    posted = proxy.client.post(f"/my/{filed.number}/withdraw", data={"form_token": token})
    assert posted.status_code == 409
    # Drawn now, for whoever they are now: it begins nothing either, neither for the person nor for oneself.
    proxy.opens("/procedures/disaster_certificate")
    drawn = proxy.page.xpath("//input[@name='form_token']/@value")[0]
    started = proxy.client.post("/procedures/disaster_certificate/start", data={"form_token": drawn})
    assert started.status_code == 409
    assert [word for word in CANARIES if word in posted.text + started.text] == []
    assert contents(filed.world, but={"audit_entry", "web_session"}) == before
    assert asked(person, filed.number) == 200, "what was filed goes on being the person's"


@pytest.mark.parametrize(
    ("deeds", "shut"),
    [
        ({MandateDeed.FILE}, OF_DECISIONS),
        ({MandateDeed.FILE, MandateDeed.CORRECT, MandateDeed.NOTICES}, OF_DECISIONS),
        ({MandateDeed.DECISIONS}, ("", "/receipt", "/copy.pdf", "/withdraw")),
    ],
)
def test_a_deed_that_was_not_entrusted_is_not_there(
    filed: Filed, deeds: set[MandateDeed], shut: tuple[str, ...]
) -> None:
    """I-43d. Must catch: a scope on the page that no door asks for; a decision told by a status or a history."""
    filed.changes(deeds=sorted(deeds))
    proxy = filed.acting()
    for page in shut:
        assert asked(proxy, filed.decided, page) == 404, page
    if MandateDeed.DECISIONS not in deeds:
        proxy.opens("/my")
        said = proxy.text
        proxy.opens(f"/my/{filed.decided}")
        for word in ("認められました", "認め", "/decision"):
            assert word not in said + proxy.answer.text.partition("<main")[2], word
    filed.changes(deeds=sorted(MandateDeed), areas=[MandateArea.EDUCATION])
    for page in PAGES:
        assert asked(proxy, filed.decided, page) == 404, f"another area: {page}"


def test_nobody_is_begun_for_outside_of_the_scope(filed: Filed) -> None:
    """I-43d. Must catch: a start that asks whether there is a mandate, and not what it is for."""
    filed.changes(areas=[MandateArea.EDUCATION])
    proxy = filed.acting()
    proxy.opens("/procedures/certificate_of_residence")
    token = proxy.page.xpath("//input[@name='form_token']/@value")[0]
    before = contents(filed.world, but={"audit_entry", "web_session"})
    answer = proxy.client.post("/procedures/certificate_of_residence/start", data={"form_token": token})
    assert answer.status_code == 403
    assert contents(filed.world, but={"audit_entry", "web_session"}) == before


def test_under_protection_it_ends_without_a_word(world: World) -> None:
    """I-43d. Must catch: a person offered to whom they may be protected from; a mail or a word that tells that there is
    something to hide.
    """
    proxy_id = an_account(world)
    mandate_id = a_mandate(world, proxy_id, "aoki_rina", name="青木 里奈", grantor_email="a@mail.example")
    parent_id = a_mandate(world, proxy_id, "aoki_riku", name="青木 陸", kind=MandateKind.PARENT)
    proxy = a_session(world, proxy_id)
    proxy.opens("/acting")
    assert "さんの手続をする" not in proxy.text
    revoked = an_account(world)
    a_mandate(world, revoked, "aoki_rina", name="青木 里奈", state=MandateState.REVOKED)
    ordinary = a_session(world, revoked)
    ordinary.opens("/acting")
    assert proxy.text == ordinary.text, "it sounds like any other that was taken back"
    acting, before = a_session(world, proxy_id, mandate_id), contents(world)["notices"]
    acting.opens("/procedures/certificate_of_residence")
    token = acting.page.xpath("//input[@name='form_token']/@value")[0]
    started = acting.client.post("/procedures/certificate_of_residence/start", data={"form_token": token})
    assert started.status_code == 409
    with world.office.database.read() as session:
        found = [session.get_one(Mandate, each) for each in (mandate_id, parent_id)]
        assert found[0].state is MandateState.REVOKED
    assert contents(world)["notices"] == before
    for each in ("保護", "支援", "DV"):
        assert each not in started.text.partition("<main")[2]


def test_nobody_hands_on_what_they_were_entrusted_with(filed: Filed) -> None:
    """I-43d. Must catch: a proxy who entrusts a third in the person's name, or takes the person's mandates back."""
    proxy = filed.acting()
    for path in ("/proxies", "/proxies/new", f"/proxies/{filed.mandate_id}", "/acting/code", "/acting/ask"):
        assert proxy.client.get(path, follow_redirects=False).status_code == 404, path


def test_an_auditor_and_another_section_learn_of_no_mandate(filed: Filed) -> None:
    """Must catch: a list of mandates for whoever reads the trail, or for every clerk of the town."""
    for login, expected in (("kansa", 403), ("yosho", 404)):
        clerk = Clerk(filed.world.url)
        clerk.signs_in(login, PASSWORD)
        answer = clerk.client.get(f"/staff/mandates/{filed.mandate_id}")
        assert answer.status_code == expected
        listed = clerk.client.get("/staff/mandates")
        assert "水野" not in answer.text + listed.text
        clerk.close()


def test_what_a_proxy_did_stands_in_the_trail_of_the_person(filed: Filed) -> None:
    """Must catch: a look or a deed under a mandate that does not say on whose behalf."""
    proxy = filed.acting()
    proxy.opens(f"/my/{filed.number}")
    proxy.opens(f"/my/{filed.number}/withdraw")
    proxy.sends("取り下げる")
    with filed.world.office.database.read() as session:
        entries = list_by(session, "resident", filed.proxy_id)
        assert {"view_case", "withdraw"} <= {entry.action for entry in entries}
        mark = f"mandate.{filed.mandate_id.hex}"
        assert all(mark in entry.fields for entry in entries if entry.action != "list_own" or entry.fields)


def test_a_neighbour_who_signs_in_finds_nothing_of_it(filed: Filed) -> None:
    """Must catch: cases claimed by a digest that fits more than one person."""
    neighbour = signed_in(filed.world, NEIGHBOUR)
    assert asked(neighbour, filed.number) == 404
    neighbour.opens("/proxies")
    assert "代理 する人" not in neighbour.text


def test_words_sent_too_late_wait_for_whoever_acts_again(filed: Filed) -> None:
    """I-43d. Must catch: what was written for one person given back on the pages of another, or of the proxy."""
    world, proxy = filed.world, filed.acting()
    proxy.opens("/my")
    token = proxy.page.xpath("//input[@name='form_token']/@value")[0]
    with world.office.database.write() as session:
        opened = find_web_session(session, token_hash(proxy.client.cookies["sid"]))
        assert opened is not None
        end(opened, now=world.clock())
    sent = {"form_token": token, "words": "たいせつなことば"}
    answer = proxy.client.post(f"/my/{filed.number}/withdraw", data=sent, follow_redirects=False)
    assert "kept=1" in answer.headers["location"]
    other = a_mandate(world, filed.proxy_id, "ota_yosuke", name="太田 洋介")
    for visitor, expected in (
        (a_session(world, filed.proxy_id), 303),
        (a_session(world, filed.proxy_id, other), 303),
        (filed.acting(), 200),
    ):
        assert visitor.client.get("/kept", follow_redirects=False).status_code == expected
