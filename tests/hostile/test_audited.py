"""I-70. Every route that shows or changes something of a person leaves an entry: gone through by the table of routes.

A new route has to write one, or stand below with the reason why it need not.
"""

import re
from collections.abc import Iterator

import pytest

from app.applications.lifecycle import State
from app.audit.models import AuditEntry
from app.web.policies import Audience
from tests import make
from tests.hostile.asking_deeds import OF_ASKING
from tests.hostile.counter_deeds import OF_COUNTER
from tests.hostile.deeds import DEEDS as OTHER_DEEDS
from tests.hostile.deeds import Town
from tests.hostile.furnished import Furnished, furnished_town
from tests.hostile.routes import Address, addresses_of
from tests.hostile.signing_deeds import OF_SIGNING
from tests.people import Clerk
from tests.world import PASSWORD, World, a_world

DEEDS = {**OTHER_DEEDS, **OF_SIGNING, **OF_COUNTER, **OF_ASKING}
AN_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OWN_WORDS = "one's own words, before they arrive: opening the draft and sending it are noted"
LEADS_ON = "leads on to a page of the draft"
PIECES = "bytes of a file that is none yet: it is noted when it is whole"
MANDATES = "whom one has entrusted, and who has entrusted one: what each did under it is noted"
IN_FRONT = "shows whoever is in front to themselves, as what staff did is noted"
COPIED = "copied from a paper, before it is filed: taking it up and filing it are noted"
NOBODY = "shows and changes nothing of a person"
EXEMPT = {
    "GET /apply/{application_id}/steps/{step_key}": OWN_WORDS,
    "POST /apply/{application_id}/steps/{step_key}": OWN_WORDS,
    "GET /apply/{application_id}/steps/{step_key}/{at}": OWN_WORDS,
    "POST /apply/{application_id}/steps/{step_key}/{at}": OWN_WORDS,
    "POST /apply/{application_id}/phone/typed": OWN_WORDS,
    "GET /apply/{application_id}/check": OWN_WORDS,
    "GET /apply/{application_id}/stop": OWN_WORDS,
    "GET /apply/{application_id}/already": OWN_WORDS,
    "GET /apply/{application_id}/submit": LEADS_ON,
    "POST /apply/{application_id}/sign": OWN_WORDS,
    "GET /apply/{application_id}/sign": LEADS_ON,
    "GET /apply/{application_id}/unsigned": OWN_WORDS,
    "GET /apply/{application_id}/files/{step_key}": LEADS_ON,
    "GET /apply/{application_id}/identity": LEADS_ON,
    "GET /apply/{application_id}/papers": OWN_WORDS,
    "GET /apply/{application_id}/counter/qr.svg": "part of a page that is noted",
    "POST /staff/paper/{application_id}/steps/{step_key}": COPIED,
    "GET /staff/paper/new/{procedure_key}": NOBODY,
    "GET /contact-code": NOBODY,
    "GET /contact-code/answer": "one's own address, to the browser that has just typed it",
    "POST /apply/{application_id}/uploads/{step_key}/{question_key}": PIECES,
    "POST /apply/{application_id}/uploads/{step_key}/{question_key}/{upload_id}/{position}": PIECES,
    "GET /acting": MANDATES,
    "GET /acting/code": NOBODY,
    "GET /acting/ask": "names of one's own household, which are on one's forms anyway",
    "GET /proxies": MANDATES,
    "GET /proxies/new": NOBODY,
    "GET /proxies/{mandate_id}": MANDATES,
    "GET /staff/mandates/new": NOBODY,
    "GET /staff/help": NOBODY,
    "GET /staff/help/{call_id}/changes": "whether there is something new to see, and nothing of it",
    "GET /kept": OWN_WORDS,
    "POST /kept/{post_id}": OWN_WORDS,
    "GET /staff/kept": OWN_WORDS,
    "POST /staff/kept/{post_id}": OWN_WORDS,
    "GET /staff/account": "one's own account",
    "GET /staff/account/password": NOBODY,
    "GET /staff/account/second-factor": "one's own account",
    "GET /staff/account/sessions": "one's own account",
    "GET /staff/accounts/new": NOBODY,
    "GET /staff/parameters/new": NOBODY,
    "GET /staff": "leads on to the page where one's work is",
    "GET /staff/health": "numbers of one's own section's notices that failed, and no person",
    "GET /staff/cases/{reference_number}/next": "leads on to a case, which is noted",
    "POST /staff/keep-alive": NOBODY,
    "GET /staff/counter": NOBODY,
    "GET /staff/counter-times": "numbers of many visits, and no person",
    "GET /staff/counter-times/times.csv": "numbers of many visits, and no person",
    "GET /staff/counter/desks": NOBODY,
    "GET /staff/counter/visits": "leads on to the counter",
    "GET /staff/counter/visits/{visit_id}": "leads on to a page of the visit",
    "GET /staff/counter/visits/{visit_id}/changes": NOBODY,
    "POST /staff/counter/visits/{visit_id}/keep-alive": NOBODY,
    "POST /staff/counter/visits/{visit_id}/procedures/search": NOBODY,
    "GET /staff/counter/second": "notes the look at each of those who wait",
    "GET /screen": IN_FRONT,
    "GET /screen/end": IN_FRONT,
    "GET /screen/sheet.pdf": IN_FRONT,
    "GET /screen/days.ics": IN_FRONT,
    "GET /screen/changes": NOBODY,
    "POST /screen/display": NOBODY,
    "POST /screen/keep-alive": NOBODY,
}
PUBLIC_BUT_PERSONAL = {
    "POST /resume",
    "POST /continue",
    "POST /procedures/{key}/start",
    "GET /sign-in/return",
    "GET /sign/return",
    "POST /sign-out",
    "POST /screen/pair",
    "POST /staff/sign-in",
    "POST /staff/sign-in/code",
    "POST /staff/sign-in/recovery",
    "POST /staff/sign-in/enrol",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town"), jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def furnished(world: World) -> Iterator[Furnished]:
    with furnished_town(world) as everything:
        yield everything


def route(address: Address) -> str:
    return f"{address.method} {address.path}"


def audited_routes(world: World) -> list[Address]:
    """Those of residents and staff, and the doors."""
    closed = {Audience.APPLICANT, Audience.RESIDENT, Audience.STAFF, Audience.SCREEN}
    return [
        each
        for each in addresses_of(world.app)
        if (each.policy.audience in closed or route(each) in PUBLIC_BUT_PERSONAL)
        and route(each) not in EXEMPT
    ]


def entries(world: World, after: int = 0) -> list[AuditEntry]:
    with world.office.database.read() as session:
        found = session.query(AuditEntry).where(AuditEntry.sequence > after)
        rows = found.order_by(AuditEntry.sequence).all()
        session.expunge_all()
        return list(rows)


@pytest.fixture(scope="module")
def town(furnished: Furnished) -> Iterator[Town]:
    furnished.come_in()
    yield (built := Town(furnished))
    for each in (built.guest, built.clerk, built.approver, built.admin):
        each.close()


def notes_who_looked(town: Town, address: Address, under_review: str) -> None:
    furnished, world = town.furnished, town.world
    visitor = furnished.officer if address.is_for_staff else furnished.owner
    world.clock.forward(minutes=6)  # one look is one look: the pictures of a page are part of it
    furnished.come_in()
    before = entries(world)[-1].sequence
    path = furnished.fill(address)
    if address.path.endswith(("/correction", "/proposal", "/withdraw")):
        path = path.replace(furnished.decided_number, under_review)
    answer = visitor.client.get(path, follow_redirects=False)
    assert answer.status_code in {200, 303}, address.path
    written = entries(world, before)
    kinds = {entry.actor_kind for entry in written}
    assert kinds == {"staff" if address.is_for_staff else "resident"}, address.path
    assert all(entry.actor_id and entry.request_id for entry in written), address.path
    if {"number", "reference_number"} & set(address.places):
        assert {entry.reference_number for entry in written} <= set(answer.url.path.split("/")), address.path


def test_every_page_of_a_person_notes_who_looked(town: Town) -> None:
    """I-70. Must catch: a page, a paper, a thumbnail or an export that somebody can look at unnoticed."""
    world = town.world
    under_review = town.case(State.IN_REVIEW)
    pages = [each for each in audited_routes(world) if each.method == "GET" and route(each) not in DEEDS]
    for address in pages:
        notes_who_looked(town, address, under_review)
    world.clock.forward(minutes=-6 * len(pages))


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_is_noted_with_who_did_it(town: Town, name: str) -> None:
    """I-70. Must catch: something changed, paid, decided or handed out that the trail does not know."""
    action, do = DEEDS[name]
    town.furnished.come_in()
    before = entries(town.world)[-1].sequence
    do(town)
    written = [entry for entry in entries(town.world, before) if entry.action == action]
    assert written, f"{name} leaves no {action}"
    assert all(entry.actor_id and entry.actor_kind != "anonymous" and entry.request_id for entry in written)


def test_every_form_of_a_person_is_done_here(world: World) -> None:
    """I-70. Must catch: a new form that nobody has thought of."""
    forms = {route(each) for each in audited_routes(world) if each.method == "POST"}
    forms |= {"GET /sign-in/return", "GET /sign/return"}
    assert forms == set(DEEDS)
    assert set(EXEMPT) <= {route(each) for each in addresses_of(world.app)}


def test_a_case_tells_its_owner_the_day_and_the_section_of_every_look(town: Town) -> None:
    """I-74. Must catch: a name of an officer told to residents, or a look that is kept from them."""
    number = town.case(State.ARRIVED)
    town.owner.opens(f"/my/{number}")
    town.owner.follows("だれが見たか")
    assert "まだ、だれも見ていません" in town.owner.text
    town.clerk.opens(f"/staff/cases/{number}")
    town.clerk.opens(f"/staff/cases/{number}/copy.pdf")
    town.owner.opens(f"/my/{number}/lookers")
    assert "内容を見ました" in town.owner.text
    assert "申請の写しを見ました" in town.owner.text
    assert town.world.office.town.contact_of(make.ALLOWANCE).name in town.owner.text
    assert "担当 はるか" not in town.owner.answer.text


def test_whose_cases_an_officer_saw_is_one_question(town: Town) -> None:
    """I-74. Must catch: an account that was misused, and nobody can say whom it concerns."""
    number = town.case(State.ARRIVED)
    town.clerk.opens(f"/staff/cases/{number}")
    auditor = Clerk(town.world.url)
    auditor.signs_in("kansa", PASSWORD)
    auditor.opens("/staff/audit")
    form = next(form for form in auditor.page.forms if form.xpath(".//input[@name='login']"))
    auditor.opens(f"{form.action}?number=&login=TANTO")
    rows = [" ".join(row.text_content().split()) for row in auditor.page.xpath("//tbody/tr")]
    assert any(number in row and "案件を見た" in row for row in rows)
    assert all("担当 はるか" in row for row in rows)
    auditor.opens("/staff/audit?login=nobody", 422)
    assert "このログイン名の職員はいません" in auditor.text
    auditor.close()


def test_no_entry_holds_what_somebody_typed(world: World, furnished: Furnished) -> None:
    """I-76. Must catch: a name, an address or a number in a table that is never purged with the case."""
    words = ("水野", "陽子", "090-", "若葉台", "mail.example", "ヤマカワ", "床.jpg")
    values = [str(value) for entry in entries(world) for value in vars(entry).values()]
    said = AN_ID.sub("", " ".join(values))  # whose hyphens make telephone numbers by chance
    assert [word for word in words if word in said] == []
