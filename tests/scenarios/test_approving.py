"""Somebody is asked whether another may act for them, and says yes or no by a code, with no card at hand."""

import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete

from app.audit.models import AuditEntry
from app.auth.contact_models import ContactKind, ProvenContact
from app.database import new_id
from app.mandates import ending
from app.mandates.code_models import ApprovalCode
from app.mandates.kinds import MandateProof
from app.mandates.lifecycle import MandateState
from app.mandates.models import Mandate
from app.notices.kinds import NoticeKind
from app.notices.queries import list_notices
from app.prefill.register_file import read_register
from app.sandboxes.mailbox.mails import Mailbox, ReceivedMail
from app.settings import ROOT
from tests.mandates.test_keeping import protecting
from tests.people import Clerk, Resident
from tests.scenarios.acting import acts_for, signed_in
from tests.world import PASSWORD, World, a_world

ASKER, ASKERS_NAME = "mizuno_ken", "水野 健"
PERSON, NAME, PHONE, MAIL = "mizuno_yoko", "水野 陽子", "09000000101", "yoko.mizuno@mail.example"
BORN = {"born.era": "heisei", "born.year": "7", "born.month": "6", "born.day": "14"}
WANTED: dict[str, Any] = {"areas": ["care"], "deeds": ["file"], "months": "6"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(autouse=True)
def _another_day(world: World) -> Iterator[None]:
    """Nobody is asked too often in one day."""
    yield
    with world.office.database.write() as session:
        for mandate in session.query(Mandate).filter(Mandate.ended_at.is_(None)):
            ending.shield(session, mandate, now=world.clock())
        session.execute(delete(ProvenContact))
    world.clock.forward(hours=25)


@pytest.fixture
def asker(world: World) -> Iterator[Resident]:
    visitor = signed_in(world, ASKER)
    yield visitor
    visitor.close()


@pytest.fixture
def person(world: World) -> Iterator[Resident]:
    """Whoever reads the message, in a browser nobody has signed in with."""
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def asks(asker: Resident, expected: int = 200, **more: Any) -> str:
    """What the page says afterwards."""
    asker.opens("/acting/ask")
    adult = asker.page.xpath("//input[@name='who']/@value")[0]
    asker.sends("ご本人にたずねる", {"who": adult, **WANTED, **more}, expected)
    return asker.text


def messages(world: World) -> list[ReceivedMail]:
    """With a code in it, the newest first."""
    world.finish_jobs()
    found = Mailbox(world.settings.data / "mailbox").list_mails()
    return [each for each in found if "/proxies/approve" in each.body]


def code_in(message: ReceivedMail) -> str:
    return next(word for word in message.body.split() if len(word) == 14 and word[4::5] == "--")


def asked(world: World) -> Mandate:
    """The one that was asked for last."""
    with world.office.database.read() as session:
        found = session.query(Mandate).order_by(Mandate.begun_at.desc(), Mandate.id.desc()).first()
        assert found is not None
        session.expunge_all()
        return found


def actions(world: World, mandate_id: UUID) -> list[str]:
    with world.office.database.read() as session:
        entries = session.query(AuditEntry).filter_by(subject_id=mandate_id).order_by(AuditEntry.sequence)
        return [entry.action for entry in entries]


def reads(person: Resident, code: str, expected: int = 200, **born: str) -> None:
    person.opens("/proxies/approve")
    person.sends("内容を読む", {"code": code, **BORN, **born}, expected)


def test_a_person_says_yes_on_their_own_telephone(world: World, asker: Resident, person: Resident) -> None:
    """Must catch: a yes that counts for more than was read, and one nobody can see afterwards."""
    before = len(messages(world))
    asks(asker, email="ken@mail.example")
    message = messages(world)[0]
    assert len(messages(world)) == before + 1
    assert message.telephone == PHONE
    for told in (ASKERS_NAME, "介護保険の手続", "まで", "0261", "だれにも教えないで"):
        assert told in message.body, told
    reads(person, code_in(message))
    assert person.heading == "この人にたのみますか"
    assert ASKERS_NAME in person.text
    assert "介護保険の手続" in person.text
    assert person.page.xpath("//input[@type='radio'][@checked]") == [], "nothing is chosen for them"
    person.sends("返事をする", {}, 422)
    assert "answer" in person.complaints
    person.sends("返事をする", {"answer": "yes"})
    assert "たのみました" in person.text
    mandate = asked(world)
    assert (mandate.state, mandate.proof) == (MandateState.APPROVED, MandateProof.OWN_CODE)
    with world.office.database.read() as session:
        told = {(each.kind, each.to_address) for each in list_notices(session, mandate.id)}
    approved = {(NoticeKind.MANDATE_APPROVED, each) for each in (MAIL, "ken@mail.example")}
    assert approved <= told, "both sides"
    done = actions(world, mandate.id)
    assert done[:2] == ["request_mandate", "send_mandate_code"]
    assert done[-1] == "approve_mandate"
    assert "open_mandate_by_code" in done
    acts_for(asker, NAME)
    assert f"{NAME} さんの代わりに手続しています" in asker.answer.text
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    clerk.opens(f"/staff/mandates/{mandate.id}")
    assert "本人が、自分の電話かメールに届いた番号で認めた" in clerk.text
    clerk.close()
    owner = signed_in(world, PERSON)
    owner.opens(f"/proxies/{mandate.id}")
    assert "届いた番号で、内容が読まれました" in owner.text
    owner.close()


def test_a_person_says_no(world: World, asker: Resident, person: Resident) -> None:
    asks(asker)
    code = code_in(messages(world)[0])
    reads(person, code)
    person.sends("返事をする", {"answer": "no"})
    assert "ことわりました" in person.text
    assert asked(world).state is MandateState.REFUSED
    reads(person, code, 422)


def test_whoever_asked_cannot_answer(world: World, asker: Resident, person: Resident) -> None:
    """I-43d. Must catch: a code read out over the telephone and typed by the proxy, who is signed in."""
    asks(asker)
    code = code_in(messages(world)[0])
    reads(asker, code, 422)
    said = asker.complaints["code"]
    reads(person, "1234-5678-9012", 422)
    assert person.complaints["code"] == said, "a wrong one sounds the same"
    reads(person, code, 422, **{"born.day": "15"})
    assert person.complaints["code"] == said
    assert asked(world).state is MandateState.REQUESTED
    reads(person, code)


def test_an_address_the_proxy_types_is_never_used(world: World, asker: Resident) -> None:
    """I-43d. Must catch: a code sent to where the proxy reads it; a box for it on the page."""
    said = asks(asker, email=MAIL.upper(), phone="09000009999", who_email="ken@mail.example")
    newest = messages(world)[0]
    assert newest.telephone == PHONE
    with world.office.database.read() as session:
        sent = session.query(ApprovalCode).filter_by(mandate_id=asked(world).id)
        assert {each.target for each in sent} == {PHONE}
    for word in (PHONE, MAIL, "0101", "SMS"):
        assert word not in said, "nor is the proxy told where it went"


def register(world: World) -> Any:
    source: Any = world.office.doors.prefill
    while hasattr(source, "_source"):
        source = source._source
    return source


@pytest.fixture
def protected(world: World) -> Iterator[Any]:
    source = register(world)
    yield source
    source.replace(read_register(ROOT / "demo" / "households.yaml"))


def proves(world: World, address: str) -> None:
    """The person looked at a mandate with an account, and has read a code at this address."""
    account_id = new_id()
    with world.office.database.write() as session:
        session.get_one(Mandate, asked(world).id).grantor_id = account_id
        proven = {"kind": ContactKind.EMAIL, "target": address, "proven_at": world.clock()}
        session.add(ProvenContact(subject_id=account_id, **proven))


def test_what_the_person_has_proven_comes_first(world: World, asker: Resident) -> None:
    asks(asker)
    proves(world, "own@mail.example")
    asks(asker)
    assert messages(world)[0].to_address == "own@mail.example"


def test_nothing_is_sent_for_a_person_under_protection(
    world: World, asker: Resident, protected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I-43d. Must catch: a message that reaches whoever hides, and a page that tells that they do."""
    said = asks(asker)
    proves(world, "own@mail.example")
    sent = len(messages(world))
    household_of = type(protected).household_of
    before = read_register(ROOT / "demo" / "households.yaml")

    def as_before(self: Any, key: str) -> Any:
        """The household is shown a moment longer than the person."""
        now, self._register = self._register, before
        try:
            return household_of(self, key)
        finally:
            self._register = now

    monkeypatch.setattr(type(protected), "household_of", as_before)
    protected.replace(protecting(PERSON))
    list_of = "たのまれている手続"
    assert asks(asker).partition(list_of)[0] == said.partition(list_of)[0]
    assert len(messages(world)) == sent
    with world.office.database.read() as session:
        assert list_notices(session, asked(world).id) == []


def test_under_protection_a_code_that_is_there_opens_nothing(
    world: World, asker: Resident, person: Resident, protected: Any
) -> None:
    """Must catch: protection that began after the message had gone."""
    asks(asker)
    code = code_in(messages(world)[0])
    protected.replace(protecting(PERSON))
    reads(person, code, 422)
    assert asked(world).state is MandateState.REVOKED


def test_taken_back_while_somebody_reads(world: World, asker: Resident, person: Resident) -> None:
    """Must catch: a yes to what is no longer asked."""
    asks(asker)
    reads(person, code_in(messages(world)[0]))
    with world.office.database.write() as session:
        mandate = session.get_one(Mandate, asked(world).id)
        ending.revoke(session, mandate, ending.SYSTEM, now=world.clock())
    person.sends("返事をする", {"answer": "yes"}, 422)
    assert asked(world).state is MandateState.REVOKED


def test_the_code_stands_in_no_address_no_subject_and_no_log(
    world: World, asker: Resident, person: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    """Must catch: a code or a name read over a shoulder, in a list of mails, or in a log."""
    with caplog.at_level(logging.DEBUG):
        page = asks(asker)
        message = messages(world)[0]
        code = code_in(message)
        reads(person, code)
        person.sends("返事をする", {"answer": "yes"})
    assert code not in page + message.subject + str(person.answer.url)
    assert ASKERS_NAME not in message.subject
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("app"))
    assert code not in logged
    assert code.replace("-", "") not in logged
    with world.office.database.read() as session:
        assert {row.code for row in session.query(ApprovalCode)} == {None}, "wiped once it is on its way"


def test_what_is_left_out_is_said_at_its_box(person: Resident) -> None:
    person.opens("/proxies/approve")
    person.sends("内容を読む", {"code": "", "born.year": "", "born.month": "", "born.day": ""}, 422)
    assert {"code", "born.year"} <= set(person.complaints)


def test_guessing_ends_soon(world: World, person: Resident) -> None:
    for _ in range(5):
        reads(person, "00000-00001", 422)
    reads(person, "00000-00001", 429)


def test_who_asks_without_end_is_stopped(world: World, asker: Resident) -> None:
    """Must catch: somebody who is written to until they give in."""
    before = len(messages(world))
    for _ in range(5):
        asks(asker)
    assert len(messages(world)) - before == 3, "of one person, a day"
    asks(asker, 429)
