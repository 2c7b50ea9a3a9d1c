"""Phone → counter → phone: one draft all the while, written on at both, and nothing of either is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.applications.drafts import save_answers
from app.applications.handover.codes import LASTS
from app.applications.hands import Hand
from app.applications.models import Application
from app.counter.queries import list_cases
from tests.people import Clerk, Resident
from tests.scenarios import counter, disaster
from tests.world import World

YOKOS_BIRTHDAY = {"born.era": "western", "born.year": "1995", "born.month": "6", "born.day": "14"}


@pytest.fixture
def phone(world: World) -> Iterator[Resident]:
    """Somebody has begun at home, and shows the number."""
    visitor = Resident(world.url)
    disaster.begin(visitor)
    yield visitor
    visitor.close()


def draft_of(phone: Resident) -> str:
    return phone.path.split("/")[2]


def shows_number(phone: Resident) -> str:
    draft = draft_of(phone)
    phone.opens(f"/apply/{draft}/saved")
    phone.follows("窓口で続ける")
    phone.sends("番号を出す")
    (code,) = phone.page.xpath("//strong[contains(@class, 'number')]/text()")
    assert phone.client.get(f"/apply/{draft}/counter/qr.svg").headers["content-type"] == "image/svg+xml"
    return str(code)


def joins(clerk: Clerk, visit_id: str, code: str) -> None:
    clerk.opens(f"/staff/counter/visits/{visit_id}/procedures")
    clerk.follows("スマホの続きを開く")
    clerk.sends("さがす", {"code": code})
    assert "ヤ" in clerk.text
    assert "ヤマカワ" not in clerk.answer.text, "the first letter alone, before it is taken"
    clerk.sends("この続きを開く")


def typed_at_counter(world: World, draft: str, **answers: Any) -> None:
    """As the pages of a visit save what a clerk types."""
    with world.office.database.write() as session:
        application = session.get_one(Application, UUID(draft))
        town, now = world.office.town, world.clock()
        save_answers(application, answers, town, hand=Hand.COUNTER, now=now)


def test_phone_counter_phone_with_edits_on_both_sides(
    world: World, clerk: Clerk, tablet: Resident, phone: Resident
) -> None:
    draft = draft_of(phone)
    visit_id = counter.receives(clerk, tablet)
    joins(clerk, visit_id, shows_number(phone))
    assert "罹災証明書" in clerk.text
    with world.office.database.read() as session:
        ((entry, joined),) = list_cases(session, UUID(visit_id))
        assert (str(joined.id), entry.joined) == (draft, True)
        owner = joined.owner_id
    phone.opens(f"/apply/{draft}/counter")
    assert "窓口の職員が開きました" in phone.text
    phone.opens(f"/apply/{draft}/steps/contact")
    name = {"family": "ヤマカワ", "given": "みどり"}
    typed_at_counter(world, draft, applicant_name=name, applicant_phone="09000008888")
    phone.sends("次へ", {"applicant_phone": "090-0000-9999"}, expected=409)
    assert "窓口で入力しました" in phone.text
    assert "090-0000-8888" in phone.text
    assert "みどり" not in phone.text, "what only the counter has changed bothers nobody"
    phone.sends("選んで、次へ", {"keep.applicant_phone": "mine"})
    with world.office.database.read() as session:
        application = session.get_one(Application, UUID(draft))
        assert application.answers["applicant_name"] == name
        assert application.answers["applicant_phone"] == "09000009999"
        assert application.owner_id == owner


def test_what_the_counter_typed_is_marked_on_the_check_page_and_on_the_case(
    world: World, phone: Resident
) -> None:
    draft = draft_of(phone)
    phone.sends("次へ", {f"house_address.{part}": text for part, text in disaster.HOUSE.items()})
    phone.sends("次へ", {"disaster_id": "heavy_rain_2026_04"})
    assert "窓口で入力しました" not in phone.text
    typed_at_counter(world, draft, applicant_phone="09000008888")
    phone.opens(f"/apply/{draft}/check")
    assert phone.text.count("窓口で入力しました") == 1
    phone.sends("この内容で申請する", {"consent_truth": "yes"})
    officer = Clerk(world.url)
    officer.signs_in("tanto", counter.PASSWORD)
    officer.opens(f"/staff/cases/{phone.path.split('/')[2]}")
    assert officer.text.count("窓口で入力しました") == 1
    officer.close()


def test_a_draft_of_the_counter_goes_on_at_home(world: World, clerk: Clerk, tablet: Resident) -> None:
    """Must catch: a number for one case that opens the pages of the counter, or those of whoever comes next."""
    visit_id = counter.receives(clerk, tablet)
    counter.adds(clerk)
    clerk.opens(f"/staff/counter/visits/{visit_id}/procedures")
    clerk.sends("続きをスマホで")
    code = counter.code_on(clerk)
    home = Resident(world.url)
    home.opens("/continue")
    home.sends("続きを開く", {"code": code, **YOKOS_BIRTHDAY, "born.day": "15"}, expected=422)
    home.sends("続きを開く", {"code": code, **YOKOS_BIRTHDAY})
    with world.office.database.read() as session:
        ((_, application),) = list_cases(session, UUID(visit_id))
        assert draft_of(home) == str(application.id)
    home.opens("/my")
    assert "住民票の写し" in home.text
    other = Resident(world.url)
    other.opens("/continue")
    other.sends("続きを開く", {"code": code, **YOKOS_BIRTHDAY}, expected=422)
    home.close()
    other.close()


def test_a_number_serves_once_and_not_for_long(
    world: World, clerk: Clerk, tablet: Resident, phone: Resident
) -> None:
    code = shows_number(phone)
    visit_id = counter.receives(clerk, tablet)
    world.clock.forward(seconds=(LASTS + timedelta(seconds=1)).total_seconds())
    clerk.opens(f"/staff/counter/visits/{visit_id}/join")
    clerk.sends("さがす", {"code": code}, expected=422)
    assert "この番号では開けません" in clerk.complaints["code"]
    phone.opens(f"/apply/{draft_of(phone)}/counter")
    phone.sends("番号を出す")
    (code,) = phone.page.xpath("//strong[contains(@class, 'number')]/text()")
    joins(clerk, visit_id, str(code))
    clerk.opens(f"/staff/counter/visits/{visit_id}/join")
    clerk.sends("さがす", {"code": str(code)}, expected=422)


def test_nobody_joins_before_the_person_has_said_it_is_they(clerk: Clerk, phone: Resident) -> None:
    """Must catch: a draft opened for whoever stands there, with nobody known."""
    code = shows_number(phone)
    visit_id = counter.calls(clerk)
    clerk.opens(f"/staff/counter/visits/{visit_id}/join")
    assert not clerk.path.endswith("/join")
    counter.identifies(clerk)
    token = counter.token_on(clerk)
    sent = {"form_token": token, "code": code, "take": "yes"}
    refused = clerk.client.post(f"/staff/counter/visits/{visit_id}/join", data=sent)
    assert refused.status_code == 409


def test_somebody_elses_draft_shows_no_number(world: World, phone: Resident) -> None:
    stranger = Resident(world.url)
    disaster.begin(stranger, "090-0000-1111")
    draft = draft_of(phone)
    shows_number(phone)
    for path in ("counter", "counter/qr.svg"):
        assert stranger.client.get(f"/apply/{draft}/{path}").status_code == 404
    stranger.close()
