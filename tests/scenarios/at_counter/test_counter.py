"""One person at a time at a desk: called, found, asked whether it is they; and nobody of before."""

import re

from app.applications.models import ActorKind
from app.audit.models import AuditEntry
from app.auth.identity import Assurance
from app.counter.lifecycle import VisitState
from app.counter.queries import list_cases
from tests.hostile.routes import Address
from tests.hostile.tables import contents
from tests.people import Clerk, Resident
from tests.scenarios import counter
from tests.world import World

MAY_CHANGE = {"web_session", "audit_entry"}


def test_the_screen_shows_nobody_before_staff_are_sure(clerk: Clerk, tablet: Resident) -> None:
    """Must catch: whoever was only looked for is shown to whoever happens to sit there."""
    counter.calls(clerk)
    counter.finds(clerk)
    tablet.opens("/screen")
    assert tablet.heading == "こんにちは"
    counter.shows_nothing_of(counter.OF_YOKO, tablet)
    clerk.sends("運転免許証")
    tablet.opens("/screen")
    assert tablet.heading == "あなたですか"
    assert "水野 陽子" in tablet.text
    assert "若葉台" in tablet.text


def test_who_says_i_am_is_served_as_sure_as_the_paper_was(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """Must catch: drafts that belong to staff; a draft begun before 「私です」; a second one for a second press."""
    visit_id = counter.calls(clerk)
    counter.identifies(clerk)
    token = counter.token_on(clerk)
    early = clerk.client.post(
        f"/staff/counter/visits/{visit_id}/procedures/add",
        data={"form_token": token, "key": "certificate_of_residence"},
    )
    assert early.status_code == 409
    tablet.opens("/screen")
    tablet.sends("はい、私です")
    counter.adds(clerk)
    counter.adds(clerk)
    visit = counter.visit_of(world, visit_id)
    assert visit.assurance is Assurance.AUTHENTICATED
    with world.office.database.read() as session:
        ((_, case),) = list_cases(session, visit.id)
        assert (case.owner_kind, case.owner_id, case.channel) == (
            ActorKind.GUEST,
            visit.subject_id,
            "counter",
        )
        assert case.facts["facts"]["person.family_name"]["value"] == "水野"
        (begun,) = session.query(AuditEntry).where(AuditEntry.subject_id == case.id).all()
        assert {f"visit.{visit.id.hex}", "identified.photo"} <= set(begun.fields)
    tablet.opens("/screen")
    assert "住民票の写しをとる" in tablet.text


def test_whoever_is_only_asked_is_not_as_sure(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: questions that count as much as a paper."""
    visit_id = counter.calls(clerk)
    counter.finds(clerk)
    clerk.sends("聞き取りで確かめた")
    tablet.opens("/screen")
    tablet.sends("はい、私です")
    assert counter.visit_of(world, visit_id).assurance is Assurance.CONTACT
    clerk.opens("/staff/counter")
    assert "聞き取りだけ" in clerk.text


def test_next_person_wipes_the_one_before(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-38b. Must catch: a visit that keeps the name, the key of the register or the answers of who has gone."""
    visit_id = counter.receives(clerk, tablet)
    counter.adds(clerk)
    counter.calls(clerk)
    visit = counter.visit_of(world, visit_id)
    assert visit.state is VisitState.LEFT
    assert (visit.told_sealed, visit.person_key, visit.event_answers, visit.staff_id) == (None,) * 4
    assert visit.papers == []
    counter.shows_nothing_of(counter.OF_YOKO, clerk)
    tablet.opens("/screen")
    counter.shows_nothing_of(counter.OF_YOKO, tablet)
    assert tablet.answer.headers["clear-site-data"] == '"cache", "storage"'
    assert tablet.answer.headers["cache-control"] == "no-store"
    clerk.opens(f"/staff/counter/visits/{visit_id}/procedures", 409)
    assert clerk.heading == "画面の方と違います"
    counter.shows_nothing_of(counter.OF_YOKO, clerk)


def fill(address: Address, visit_id: str) -> str:
    return re.sub(r"{visit_id}", visit_id, address.path)


def test_no_form_of_the_person_before_does_anything(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-37b. Every address of both screens, by the table of routes, with the token of the person before.

    Must catch: one form that is drawn for the desk, or for the member of staff, instead of the person in front.
    """
    before_id = counter.receives(clerk, tablet)
    of_staff = counter.token_on(clerk)
    tablet.opens("/screen")
    of_screen = str(tablet.page.xpath("//input[@name='form_token']/@value")[0])
    now_id = counter.receives(clerk, tablet, counter.KEN)
    there = contents(world, but=MAY_CHANGE)
    sent = {"key": "certificate_of_residence", "hit": "x", "sought": "ミズ 0614", "papers": "driving_licence"}
    for address in counter.counter_addresses(world, "POST"):
        for visit_id in (before_id, now_id):
            visitor, token = (tablet, of_screen) if address.path.startswith("/screen") else (clerk, of_staff)
            path = fill(address, visit_id)
            data = {"form_token": token, "desk": counter.FIRST, "code": "x", "language": "en", **sent}
            answer = visitor.client.post(path, data=data, follow_redirects=False)
            assert answer.status_code == 409, path
            assert not any(each in answer.text for each in (*counter.OF_YOKO, *counter.OF_KEN)), path
    assert contents(world, but=MAY_CHANGE) == there


def test_no_page_of_the_person_before_opens(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-37b. Must catch: an address in the history of the browser that still shows who has gone."""
    before_id = counter.receives(clerk, tablet)
    counter.adds(clerk)
    counter.receives(clerk, tablet, counter.KEN)
    for address in counter.counter_addresses(world, "GET"):
        visitor = tablet if address.path.startswith("/screen") else clerk
        answer = visitor.client.get(fill(address, before_id), follow_redirects=False)
        assert "陽子" not in answer.text, address.path
        assert "住民票" not in answer.text, address.path
        if "visit_id" in address.places:
            assert answer.status_code == 409, address.path


def test_it_is_not_me_begins_anew(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-37b. Must catch: 「違います」 that leaves the visit of whoever was meant open."""
    visit_id = counter.calls(clerk)
    counter.identifies(clerk)
    clerk.opens("/staff/counter")
    stale = counter.token_on(clerk)
    tablet.opens("/screen")
    tablet.sends("違います")
    counter.shows_nothing_of(counter.OF_YOKO, tablet)
    assert counter.visit_of(world, visit_id).told_sealed is None
    path = f"/staff/counter/visits/{visit_id}/next"
    assert clerk.client.post(path, data={"form_token": stale}).status_code == 409
    clerk.opens("/staff/counter")
    assert "「違います」と答えました" in clerk.text
    counter.shows_nothing_of(counter.OF_YOKO, clerk)


def test_three_minutes_without_a_sign_and_the_screen_shows_nobody(
    world: World, clerk: Clerk, tablet: Resident
) -> None:
    """I-38b. Must catch: a screen that stays; a tap of somebody else that wakes it, or counts as 「私です」."""
    counter.receives(clerk, tablet)
    tablet.opens("/screen")
    token = str(tablet.page.xpath("//input[@name='form_token']/@value")[0])
    world.clock.forward(minutes=3)
    for path in ("/screen/keep-alive", "/screen/me", "/screen/not-me", "/screen/display"):
        answer = tablet.client.post(path, data={"form_token": token, "mode": "large"})
        assert answer.status_code == 409, path
    tablet.opens("/screen")
    assert tablet.heading == "お待ちください"
    assert tablet.answer.headers["clear-site-data"] == '"cache", "storage"'
    counter.shows_nothing_of(counter.OF_YOKO, tablet)
    clerk.opens("/staff/counter")
    counter.adds(clerk)  # going on does not wake it
    tablet.opens("/screen")
    assert tablet.heading == "お待ちください"
    clerk.opens("/staff/counter")
    clerk.sends("画面をもう一度出す")
    tablet.opens("/screen")
    assert tablet.heading == "あなたですか"
    answer = tablet.client.post("/screen/me", data={"form_token": token})
    assert answer.status_code == 409, "the form of before the silence"


def test_as_long_as_staff_are_busy_the_screen_stays(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: somebody whose screen goes dark while they talk."""
    visit_id = counter.receives(clerk, tablet)
    for _ in range(4):
        world.clock.forward(minutes=2)
        token = counter.token_on(clerk)
        path = f"/staff/counter/visits/{visit_id}/keep-alive"
        assert clerk.client.post(path, data={"form_token": token}).status_code == 204
    tablet.opens("/screen")
    assert tablet.heading == "いまの手続"


def test_asking_for_changes_is_no_sign_of_life(world: World, clerk: Clerk, tablet: Resident) -> None:
    """I-38b, I-47. Must catch: a page that asks every two seconds and so keeps a screen, or a session, open for ever."""
    visit_id = counter.receives(clerk, tablet)
    for _ in range(31):
        world.clock.forward(minutes=1)
        clerk.client.get(f"/staff/counter/visits/{visit_id}/changes", follow_redirects=False)
        tablet.client.get("/screen/changes")
    tablet.opens("/screen")
    assert tablet.heading == "お待ちください"
    clerk.opens("/staff/counter")
    assert clerk.path == "/staff/sign-in"
    clerk.signs_in("tanto", counter.PASSWORD)
