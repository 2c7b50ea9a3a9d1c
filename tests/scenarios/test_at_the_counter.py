"""What is taken at a counter alone: everything says so, and nothing of it can be begun or sent over these pages."""

import httpx
import pytest
from sqlalchemy import func, select

from app.applications.models import Application
from tests import make
from tests.asking import only_at_the_counter
from tests.people import Resident
from tests.scenarios import counter_only
from tests.scenarios.walker import Walker, pin_of
from tests.walks import WALKS
from tests.world import World

KEY, DOG = "moving_in_notification", "dog_registration"
PERSON = "arai_daichi"
START = f"/procedures/{KEY}"


def drafts(world: World) -> int:
    with world.office.database.read() as session:
        return session.scalars(select(func.count()).select_from(Application)).one()


def test_its_page_says_where_to_go_what_to_bring_and_how_to_book(resident: Resident) -> None:
    """Must catch: a button 「始める」, or a card that has to be read, on a page of what cannot be done here."""
    resident.opens(START)
    assert "ここからは送れません" in resident.text
    assert "この手続は窓口で出します。窓口は、住民課（電話 0261-00-1020）です。" in resident.text
    assert "電話や窓口でもできます" not in str(resident.page.text_content())
    assert "転出証明書" in resident.text
    assert not [form for form in resident.page.forms if "/start" in form.action or "/sign-in" in form.action]
    assert "本人確認に使うもの" not in resident.text
    assert "/procedures/civic_reservation" in resident.links()
    resident.opens(f"{START}/form.pdf")
    assert resident.answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["/events/moving_in", "/categories/living", "/?q=転入届"])
def test_whatever_leads_there_says_so(resident: Resident, path: str) -> None:
    resident.opens(path)
    [card] = resident.page.xpath(f"//main//div[contains(@class, 'card')][.//a[@href='{START}']]")[-1:]
    assert "窓口で出します" in card.text_content()
    others = resident.page.xpath("//main//a[contains(@href, '/procedures/dog_registration')]/ancestor::li")
    assert not [each for each in others if "窓口で出します" in each.text_content()]


def test_nobody_begins_it_here(resident: Resident, world: World) -> None:
    """I-39d. Must catch: a gate that is nothing but a missing button."""
    resident.opens("/procedures/disaster_certificate")
    token = resident.fields_of(resident.form("始める"))["form_token"]
    before = drafts(world)
    answer = resident.client.post(f"{START}/start", data={"form_token": token})
    assert answer.status_code == 409
    assert "窓口で出します" in answer.text
    resident.signs_in(PERSON, pin_of(PERSON))
    token = resident.page.xpath("//input[@name='form_token']/@value")[0]
    for way in ("", "papers"):
        answer = resident.client.post(f"{START}/start", data={"form_token": token, "way": way})
        assert answer.status_code == 409, way
    assert drafts(world) == before


def test_what_was_begun_at_the_counter_is_not_sent_from_home(world: World) -> None:
    """Must catch: 転入届 of somebody nobody has seen (住民基本台帳法27条2項); typed answers lost with the refusal."""
    walk = WALKS[KEY]
    walker = Walker(world.url, make.filled(KEY, walk.given, PERSON), walk)
    walker.signs_in(PERSON, pin_of(PERSON))
    draft_id = counter_only.begun(world, KEY, PERSON)
    walker.opens(f"/apply/{draft_id}")
    walker.reaches_check()
    assert "この手続は窓口で出します。" in walker.text
    token = walker.page.xpath("//input[@name='form_token']/@value")[0]
    data = {"form_token": token, "stage": "draft", "consent_truth": "yes"}
    answer = walker.client.post(f"/apply/{draft_id}/submit", data=data)
    assert "窓口で出します" in answer.text
    with world.office.database.read() as session:
        draft = session.get_one(Application, draft_id)
        assert (draft.state, draft.reference_number) == ("draft", None)
        assert draft.answers["moved_in_on"] == "2026-05-09"
    number = counter_only.handed_in(world, draft_id, walker.journey)
    walker.opens(f"/my/{number}")
    assert walker.heading


def test_a_town_that_shuts_its_pages_is_heard_at_once(world: World, resident: Resident) -> None:
    """Must catch: what somebody has begun in the morning, sent after the town has shut the way."""
    walk = WALKS[DOG]
    guest = Walker(world.url, make.filled(DOG, walk.given, walk.person), walk)
    guest.begins()
    guest.reaches_check()
    with only_at_the_counter(world, DOG):
        guest.sends("この内容で申請する", {"consent_truth": "yes"}, (200, 422))
        assert "窓口で出します" in guest.text
        resident.opens(f"/procedures/{DOG}")
        assert "ここからは送れません" in resident.text
        told = httpx.get(f"{world.url}/api/v1/procedures").json()
        assert [each["channels"] for each in told if each["key"] in {DOG, KEY}] == [["counter"]] * 2
    told = httpx.get(f"{world.url}/api/v1/procedures").json()
    assert [each["channels"] for each in told if each["key"] == DOG] == [["web", "counter", "paper"]]
    guest.opens(guest.path.replace("/submit", "/check"))
    guest.sends("この内容で申請する", {"consent_truth": "yes"})
    assert guest.heading == "申請が届きました"
