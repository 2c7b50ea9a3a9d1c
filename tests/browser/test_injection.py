"""I-80, I-81. What somebody typed is text wherever it comes out: every question of every procedure, every page there is.

Questions come from the definitions and pages from the table of routes, so that both join by themselves.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from app.applications.drafts import start_draft
from app.applications.models import ActorKind, Application
from app.auth.identity import Assurance
from app.auth.models import SessionKind
from app.auth.sessions import open_session
from app.clock import japan_date
from app.database import new_id
from app.procedures.publication import procedure_of
from app.procedures.queries import find_latest_revision
from tests import asking
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.hostile import payloads
from tests.hostile.places import CATALOG, make_ready, way_to
from tests.hostile.routes import addresses_of
from tests.make import as_sure
from tests.people import Clerk
from tests.sampling import ALWAYS, covering, tiered
from tests.scenarios import counter_only
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser
ROUNDS = 3
NO_PAGE = (".pdf", ".json", "/next", "/copy.pdf")
OF_A_CASE = {"application_id", "number", "reference_number", "step_key"}


def a_poisoned_draft(world: World, key: str, round_: int) -> tuple[str, UUID, UUID, list[str]]:
    """Token of the owner's session, the draft, its owner, and what got in; everybody is called by a payload too."""
    town, now = world.office.town, world.clock()
    mine = payloads.ALL[round_::ROUNDS]
    with world.office.database.write() as session:
        revision = find_latest_revision(session, key)
        assert revision is not None
        procedure = procedure_of(revision)
        facts, journey = way_to(world, procedure, procedure.steps[0], fileable=True)
        owner = as_sure(ActorKind.RESIDENT, new_id())
        draft = start_draft(session, revision, facts, town, by=owner, now=now)
        draft.answers, typed = payloads.poison_all(journey, mine, japan_date(now))
        make_ready(world, session, draft, journey)
        boxes = [text for text in payloads.texts_in(draft.answers) if any(each in text for each in mine)]
        assert len(typed) >= max(1, min(3, len(boxes) - 1)), "something got in, or nothing is tried"
        extra = {"display_name": payloads.SCRIPTS[round_], "assurance": Assurance.AUTHENTICATED}
        opened = open_session(session, SessionKind.RESIDENT, owner.id or new_id(), now=now, extra=extra)
        return opened.token, draft.id, owner.id or new_id(), typed


def pages(world: World, *, staff: bool, given: dict[str, str]) -> Iterator[str]:
    """Every page about a case, filled in."""
    steps = given.get("steps", "").split()
    for address in addresses_of(world.app):
        own = set(address.places)
        wanted = address.method == "GET" and own and own <= OF_A_CASE and own - {"step_key"} <= set(given)
        if wanted and address.is_for_staff is staff:
            for step in steps if "step_key" in own else [""]:
                asked = "?purpose=review" if address.path.endswith("/export.json") else ""
                yield address.path.format(**{**given, "step_key": step}) + asked


@pytest.fixture
def unsigned(world: World) -> Iterator[World]:
    """No card is of whoever is called what a payload says."""
    with asking.unsigned(world):
        yield world


class Watched:
    """A browser in which nothing of what was typed may run, ask for anything or be refused by the content policy."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.ran: list[str] = []
        walker.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        walker.page.on("request", self._see)

    def _see(self, request: Any) -> None:
        if "evil.example" in request.url or "nowhere" in request.url:
            self.ran.append(request.url)

    def looks_at(self, path: str) -> str:
        page = self.walker.page
        if path.partition("?")[0].endswith(NO_PAGE):
            answer = page.context.request.get(f"{self.walker.world.url}{path}", max_redirects=0)
            assert answer.status in {200, 303, 404}, path
            return ""
        self.walker.opens(path)
        assert page.evaluate("window.hit") is None, path
        odd = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))"
            " || ['SCRIPT','IFRAME','OBJECT','BASE','META','LINK','STYLE','MATH'].includes(e.tagName)"
            " || (e.href?.baseVal ?? e.href ?? '').startsWith?.('javascript')).map(e => e.outerHTML)"
        )
        assert odd == [], path
        assert self.ran == [], path
        assert "1337" not in page.locator("main").inner_text(), f"7 × 191 was worked out on {path}"
        return str(page.locator("main").text_content())


@pytest.mark.parametrize(
    "round_", [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, ROUNDS))]
)
@pytest.mark.parametrize("key", tiered(CATALOG, ALWAYS[:1], covering(CATALOG)))
def test_what_somebody_typed_is_text_wherever_it_comes_out(
    unsigned: World, visiting: Visiting, key: str, round_: int
) -> None:
    """I-80, I-81. Must catch: `|safe` on an answer or a name; an answer in a script, an attribute or an address."""
    world = unsigned
    token, draft_id, _owner, typed = a_poisoned_draft(world, key, round_)
    resident = Watched(visiting())
    resident.walker.page.context.add_cookies([{"name": "sid", "value": token, "url": world.url}])
    steps = " ".join(each.key for each in CATALOG[key].steps if not each.at_check)
    draft = {"application_id": str(draft_id), "steps": steps}
    seen = "".join(resident.looks_at(path) for path in pages(world, staff=False, given=draft))
    assert any(payload in seen for payload in typed), "and shown as it was typed"
    number = arrives(world, resident.walker, key, draft_id)
    for path in pages(world, staff=False, given={"number": number, "application_id": str(draft_id)}):
        resident.looks_at(path)
    as_the_office_sees_it(world, visiting, number, typed)
    as_the_mailbox_and_the_database_see_it(world, number, draft_id)


def arrives(world: World, walker: Walker, key: str, draft_id: UUID) -> str:
    if counter_only.is_for_the_counter(CATALOG[key]):
        return counter_only.handed_in(world, draft_id)
    walker.opens(f"/apply/{draft_id}/check")
    for box in walker.page.locator("form input[type=checkbox]").all():
        box.check(force=True)
    walker.page.locator("form[action$='/submit'] .actions > .button").click()
    walker.page.wait_for_url("**/receipt")
    return walker.number


def as_the_office_sees_it(world: World, visiting: Visiting, number: str, typed: list[str]) -> None:
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    officer = Watched(visiting(is_mobile=False, has_touch=False))
    token = clerk.client.cookies["staff"]
    officer.walker.page.context.add_cookies([{"name": "staff", "value": token, "url": world.url}])
    seen = officer.looks_at("/staff/queue?view=waiting")
    for path in pages(world, staff=True, given={"reference_number": number}):
        seen += officer.looks_at(path)
    assert any(payload in seen for payload in typed)
    clerk.opens(f"/staff/cases/{number}/export.json?purpose=review")
    assert json.loads(clerk.answer.text)
    assert number in clerk.answer.headers["content-disposition"]
    no_cell_is_a_formula(clerk, number)
    clerk.close()


def no_cell_is_a_formula(clerk: Clerk, number: str) -> None:
    """Of every procedure that the officer may export."""
    clerk.opens("/staff/queue")
    for key in CATALOG:
        form = next(form for form in clerk.page.forms if form.action.endswith("export.csv"))
        sent = {**clerk.fields_of(form), "procedure": [key], "purpose": ["statistics"]}
        answer = clerk.client.post(form.action, data=sent)
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) <= 1, "no quotation mark opens another cell"
        bad = [cell for row in rows for cell in row if cell.strip()[:1] in set("=+-@＝＋－＠\t\r")]
        assert [cell for cell in bad if cell.strip()] == []


def as_the_mailbox_and_the_database_see_it(world: World, number: str, draft_id: UUID) -> None:
    for mail in world.mails(number):
        said = f"{mail.subject}\n{mail.body}"
        assert "\n" not in mail.subject
        assert [payload for payload in payloads.ALL if payload in said and payload != "-1+1"] == []
    with world.office.database.read() as session:
        assert session.get_one(Application, draft_id).reference_number == number, "the table is still there"
