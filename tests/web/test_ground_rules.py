"""What holds for every page there is, whoever adds the next one."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.applications.queries import get_by_number
from app.cli.serving import settings_for
from app.web.routing import Pages
from tests.hostile.furnished import Furnished, furnished_town
from tests.hostile.routes import Address, addresses_of
from tests.hostile.tables import contents
from tests.people import Resident
from tests.postgres import PostgresServer, postgres
from tests.scenarios import certificate
from tests.world import World, a_world

__all__ = ["postgres"]

# Ways back that nobody left by, one of them to a provider this town does not have; the code of no enrolment,
# and no number that was shown in this browser.
NOTHING_THERE = {
    "/apply/{application_id}/counter/qr.svg": 404,
    "/sign-in/return": 403,
    "/sign/return": 403,
    "/staff/sign-in/enrol/qr.svg": 404,
    "/staff/sign-in/town/return": 404,
}
RECEIPT_NUMBER = re.compile(r"\b2\d-\d{6}-\w\b")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = ""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create_database()
    with a_world(tmp_path_factory.mktemp("town"), url, jobs=False) as running:
        yield running


@pytest.fixture(scope="module")
def furnished(world: World) -> Iterator[Furnished]:
    with furnished_town(world) as everything:
        yield everything


@pytest.fixture
def stranger(world: World) -> Iterator[Resident]:
    visitor = Resident(world.url)
    yield visitor
    visitor.close()


def pages_of(world: World) -> list[Address]:
    return [address for address in addresses_of(world.app) if address.method == "GET"]


def fail_at_commit(failure: Exception) -> Callable[[Any], None]:
    def fail(_session: Any) -> None:
        raise failure

    return fail


@pytest.mark.parametrize(
    ("failure", "status"),
    [(OperationalError("COMMIT", {}, Exception("disk full")), 503), (RuntimeError("surprise"), 500)],
    ids=["database", "surprise"],
)
def test_a_commit_that_fails_gives_no_receipt(
    world: World, stranger: Resident, failure: Exception, status: int
) -> None:
    """I-01. Mutation: a commit after the answer, as at the end of a `yield` dependency: a number for nothing."""
    certificate.reach_check(stranger)
    form = stranger.form("この内容で申請する")
    sent = {**stranger.fields_of(form), "consent_truth": ["yes"]}
    fail = fail_at_commit(failure)
    event.listen(world.office.database.sessions, "before_commit", fail)
    try:
        answer = stranger.client.post(form.action, data=sent, follow_redirects=False)
    finally:
        event.remove(world.office.database.sessions, "before_commit", fail)
    assert answer.status_code == status
    assert "location" not in answer.headers
    assert not RECEIPT_NUMBER.search(answer.text)
    stranger.opens("/my")
    assert "書きかけ" in stranger.text
    answer = stranger.client.post(form.action, data=sent)
    assert RECEIPT_NUMBER.search(answer.text), "what was typed is still there and arrives at the second try"


def test_two_taps_at_the_same_moment_end_at_one_receipt(world: World, stranger: Resident) -> None:
    """I-10. Mutation: the second of two simultaneous forms told that somebody else was quicker: it was oneself."""
    for turn in range(5):
        certificate.reach_check(stranger, sign_in=turn == 0)
        form = stranger.form("この内容で申請する")
        sent = {**stranger.fields_of(form), "consent_truth": ["yes"]}

        def tap(_: int, action: str = form.action, sent: dict[str, list[str]] = sent) -> tuple[int, str]:
            answer = stranger.client.post(action, data=sent, follow_redirects=False)
            return answer.status_code, "".join(RECEIPT_NUMBER.findall(answer.headers.get("location", "")))

        with ThreadPoolExecutor(4) as taps:
            ends = set(taps.map(tap, range(4)))
        assert len(ends) == 1, ends
        assert {status for status, _number in ends} == {303}
        with world.office.database.read() as session:
            application = get_by_number(session, ends.pop()[1])
            assert [version.number for version in application.versions] == [1], "no tap has added anything"


def jobs_in(world: World) -> int:
    table = "workflow_status" if world.office.database.is_sqlite else "dbos.workflow_status"
    with world.office.database.engine.connect() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def sessions_in(world: World) -> list[tuple[Any, ...]]:
    """All of them but for the moment at which they were last heard of."""
    with world.office.database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT token_hash, kind, subject_id, ended_at, extra FROM web_session")
        )
        return sorted(tuple(map(str, row)) for row in rows)


def test_looking_changes_nothing(world: World, furnished: Furnished, stranger: Resident) -> None:
    """Mutation: a GET that saves a draft, marks a notice as read, asks the provider or puts down a job."""
    world.clock.forward(minutes=2)
    before = contents(world, but={"audit_entry", "web_session"})
    sessions, jobs = sessions_in(world), jobs_in(world)
    for address in pages_of(world):
        visitor = furnished.officer if address.is_for_staff else furnished.owner
        answer = visitor.client.get(furnished.fill(address))
        assert answer.status_code == NOTHING_THERE.get(address.path, 200), address.path
        stranger.client.get(furnished.fill(address))
        assert contents(world, but={"audit_entry", "web_session"}) == before, address.path
    assert sessions_in(world) == sessions
    assert jobs_in(world) == jobs


def test_who_looks_at_a_case_is_written_down_before_it_is_shown(world: World, furnished: Furnished) -> None:
    """Mutation: a page of a case that is sent although its row of the audit trail could not be written."""
    fail = fail_at_commit(OperationalError("COMMIT", {}, Exception("disk full")))
    for page in ("", "/copy.pdf", "/decision.pdf", "/export.json?purpose=review"):
        event.listen(world.office.database.sessions, "before_commit", fail)
        try:
            answer = furnished.officer.client.get(f"/staff/cases/{furnished.decided_number}{page}")
        finally:
            event.remove(world.office.database.sessions, "before_commit", fail)
        assert answer.status_code == 503, page
        assert "水野" not in answer.text


def form_action(answer: Any) -> str:
    """An attachment is shut in altogether: `sandbox` allows no form at all."""
    parts = answer.headers["content-security-policy"].split(";")
    directives = {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}
    return "'self'" if directives.get("sandbox") == "" else str(directives["form-action"])


def test_forms_lead_out_of_the_house_on_the_way_to_the_card_and_to_the_till_only(
    world: World, furnished: Furnished, stranger: Resident
) -> None:
    """Mutation: a provider's origin allowed everywhere, or missing where a form is redirected to it."""
    card, till = world.ports.card_url, world.ports.payments_url
    allowed: dict[str, set[str]] = {"owner": set(), "officer": set(), "stranger": set()}
    for name, visitor in (("owner", furnished.owner), ("officer", furnished.officer), ("stranger", stranger)):
        for address in pages_of(world):
            answer = visitor.client.get(furnished.fill(address), follow_redirects=False)
            action = form_action(answer)
            assert action in {"'self'", f"'self' {card}", f"'self' {till}"}, address.path
            if action != "'self'":
                allowed[name].add(f"{address.path} {'card' if card in action else 'till'}")
    again = "/sign-in/return card"  # whoever comes back with nothing in hand may begin anew
    assert allowed["owner"] == {"/my/{number}/pay till", again}
    assert allowed["stranger"] == {"/sign-in card", "/procedures/{key} card", again}
    assert allowed["officer"] == allowed["stranger"], "on the pages of residents staff are nobody"


def test_errors_carry_every_header_too(world: World, furnished: Furnished) -> None:
    """Mutation: headers set by the pages instead of around them."""
    for path, status in (
        ("/nowhere", 404),
        ("/apply/x", 404),
        ("/my/26-999999-X", 404),
        ("/static/x/app.css", 404),
    ):
        answer = furnished.owner.client.get(path)
        assert answer.status_code == status
        assert form_action(answer) == "'self'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "no-store" in answer.headers["cache-control"]


def test_the_rehearsal_stands_on_another_host_and_sees_no_cookie(world: World, tmp_path: Path) -> None:
    """Mutation: sandboxes on another port of the same host, which gets every cookie of the service."""
    for settings in (world.settings, settings_for(8200, tmp_path)):
        own = urlsplit(settings.public_url).hostname
        others = (
            settings.auth.digital_auth.base_url,
            settings.payments.api_base,
            settings.payments.page_origin,
        )
        assert {urlsplit(str(other)).hostname for other in others} == {"127.0.0.1"}
        assert own == "localhost"
    resident = Resident(world.url)
    resident.signs_in("inoue_fumi", "2001")
    assert resident.answer.request.headers["cookie"]
    for url in (world.ports.card_url, world.ports.payments_url, world.ports.mailbox_url):
        answer = resident.client.get(f"{url}/health")
        assert "cookie" not in answer.request.headers
    resident.close()


def test_a_page_without_a_policy_cannot_be_registered(world: World) -> None:
    """Mutation: a default for the policy; a route added past `Pages`. `addresses_of` asserts that each has one."""
    pages: Any = Pages()
    with pytest.raises(TypeError):
        pages.get("/open")
    with pytest.raises(TypeError):
        pages.post("/open")
    assert len(addresses_of(world.app)) > 60


def test_the_database_refuses_what_a_reading_page_tries_to_write(world: World) -> None:
    """Mutation: `read()` handing out a session that can write."""
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"), world.office.database.read() as session:
        session.execute(text("UPDATE application SET language = 'en'"))
