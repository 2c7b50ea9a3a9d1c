"""I-81b. An address that somebody typed is words: the service never goes there."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from app.applications.drafts import start_draft
from app.applications.models import ActorKind
from app.clock import japan_date
from app.database import new_id
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from tests.hostile import payloads
from tests.hostile.places import CATALOG, make_ready, resident_of, send_as_it_is, way_to
from tests.make import as_sure
from tests.people import Clerk, Resident
from tests.sampling import sampled
from tests.world import PASSWORD, World


class Canary:
    """A server that notes whoever comes."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        noted = self.visits

        class Noting(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                noted.append(self.path)
                self.send_response(204)
                self.end_headers()

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_said: object) -> None:
                """Not here."""

        self.server = HTTPServer(("127.0.0.1", 0), Noting)
        self.url = f"http://127.0.0.1:{self.server.server_port}/seen"


@pytest.fixture
def canary() -> Iterator[Canary]:
    listening = Canary()
    thread = threading.Thread(target=listening.server.serve_forever, daemon=True)
    thread.start()
    yield listening
    listening.server.shutdown()
    listening.server.server_close()
    thread.join(5)


@pytest.mark.usefixtures("unsigned")
@pytest.mark.parametrize("key", sampled(CATALOG))
def test_nobody_goes_to_an_address_that_was_typed(
    world: World, visitor: Callable[[], Resident], canary: Canary, key: str
) -> None:
    """I-81b. Must catch: a picture, a document or a preview fetched from where somebody says that it lies."""
    typed = (canary.url, f'<img src="{canary.url}">', f'#image("{canary.url}")', f"url({canary.url})")
    with world.office.database.write() as session:
        revision = find_latest_revision(session, key)
        assert revision is not None
        procedure = procedure_of(revision)
        facts, journey = way_to(world, procedure, procedure.steps[0], fileable=True)
        owner = as_sure(ActorKind.RESIDENT, new_id())
        draft = start_draft(session, revision, facts, world.office.town, by=owner, now=world.clock())
        draft.answers, got_in = payloads.poison_all(journey, typed, japan_date(world.clock()))
        make_ready(world, session, draft, journey)
        resident = resident_of(world, session, owner.id)
        draft_id = draft.id
    assert got_in
    resident.client.headers.update(
        {"X-Forwarded-Host": canary.url, "Referer": canary.url, "Origin": canary.url}
    )
    for step in CATALOG[key].steps:
        if not (step.at_check or step.later):
            resident.opens(f"/apply/{draft_id}/steps/{step.key}")
            if resident.path.endswith(step.key):  # these answers may not call for it
                resident.sends("次へ", expected=(200, 422))
    number = send_as_it_is(world, resident, key, draft_id)
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    for path in (f"/my/{number}/receipt.pdf", f"/my/{number}/copy.pdf"):
        resident.opens(path)
    for path in ("", "/copy.pdf", "/export.json?purpose=review"):
        clerk.opens(f"/staff/cases/{number}{path}")
    assert canary.visits == []
    for each in (resident, clerk):
        each.close()


def test_nobody_is_sent_to_an_address_that_came_with_a_link(
    world: World, visitor: Callable[[], Resident], canary: Canary
) -> None:
    """I-81b. Must catch: an open redirect, or a return address that the service tries out."""
    guest = visitor()
    for bad in (
        canary.url,
        f"//{canary.url.partition('//')[2]}",
        f"/\\{canary.url}",
        f"javascript:{canary.url}",
    ):
        for path in ("/sign-in", "/staff/sign-in"):
            guest.opens(f"{path}?back={bad}")
            assert canary.url not in " ".join(guest.page.xpath("//a/@href | //form/@action"))
        guest.opens("/sign-in")
        token = guest.page.xpath("//input[@name='form_token']/@value")[0]
        for path, box in (("/display", "back"), ("/sign-in", "next")):
            answer = guest.client.post(path, data={"form_token": token, box: bad}, follow_redirects=False)
            assert canary.url not in answer.headers["location"]
    body = {
        "id": "evnt_x",
        "type": "checkout.session.completed",
        "data": {"id": canary.url, "url": canary.url},
    }
    guest.client.post("/webhooks/payjp", json=body, headers={"X-Payjp-Webhook-Token": "wrong"})
    assert canary.visits == []
