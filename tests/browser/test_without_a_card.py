"""Without a card, on a phone, with scripts and without: an address proven, papers, an officer, and who looked."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from app.applications import submission
from app.applications.models import Actor, ActorKind, Application
from app.auth.identity import Assurance
from app.sandboxes.mailbox.mails import Mailbox
from tests import make
from tests.browser import journeys
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.papers import a_photo
from tests.world import World

pytestmark = pytest.mark.browser

EMAIL = "hanako@mail.example"


def code_for(world: World, email: str) -> str:
    world.finish_jobs()
    mails = Mailbox(world.settings.data / "mailbox").list_mails()
    message = next(mail for mail in mails if mail.to_address == email)
    return re.findall(r"\d{4}-\d{4}-\d{4}", message.body)[0]


def begins(walker: Walker, email: str) -> None:
    walker.opens(journeys.ALLOWANCE)
    walker.looks("start")
    walker.touches(walker.page.get_by_text("カードがない方、使えない方"))
    walker.looks("start, without a card")
    walker.presses("カードなしで始める")
    walker.looks("which address")
    walker.types("email", email)
    walker.presses("メールで番号を受け取る")
    walker.looks("which code")
    walker.types("code", "0000-0000-0000")
    walker.presses("確かめる")
    walker.looks("another code")
    walker.types("code", code_for(walker.world, email))
    walker.presses("確かめる")
    walker.looks("papers")


def hands_in(walker: Walker, folder: Path) -> None:
    photo = folder / "licence.jpg"
    photo.write_bytes(a_photo())
    walker.presses("選んだものを送る")
    walker.looks("no paper")
    walker.picks("運転免許証")
    walker.page.locator("#photos").set_input_files(photo)
    walker.presses("選んだものを送る")
    walker.looks("a paper")
    walker.presses("次へ")


def arrive_by_verb(world: World, draft_id: str) -> str:
    """The form itself is walked elsewhere: its answers are put in, and it is sent as its owner would."""
    office = world.office
    with office.database.write() as session:
        draft = session.get_one(Application, UUID(draft_id))
        journey = make.filled(make.ALLOWANCE, person="mizuno_yoko")
        draft.facts, draft.answers = make.facts_of("mizuno_yoko").as_json(), dict(journey.answers)
        case = make.Case(session, draft, office.town, world.clock())
        by = Actor(ActorKind.GUEST, draft.owner_id, Assurance.CONTACT)
        submission.submit(session, draft, case.what(), by=by, now=world.clock())
        return draft.reference_number or ""


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without"])
def test_somebody_without_a_card_is_known_in_the_end(
    visiting: Visiting, officer: Visiting, world: World, tmp_path: Path, scripted: bool
) -> None:
    """Must catch: a way that works with scripts only; a page that a keyboard, or a reader, cannot use."""
    walker = visiting(java_script_enabled=scripted)
    begins(walker, EMAIL if scripted else f"plain.{EMAIL}")
    hands_in(walker, tmp_path)
    assert "/steps/" in walker.path
    draft = walker.path.split("/")[2]
    number = arrive_by_verb(world, draft)
    walker.opens(f"/my/{number}")
    walker.looks("case, not known yet")
    assert "本人確認の書類は、これから確かめます" in walker.text
    clerk = officer("tanto")
    clerk.opens(f"/staff/cases/{number}")
    clerk.looks_as_staff("case")
    clerk.follows("書類を見て確かめる")
    clerk.looks_as_staff("papers")
    checks_by_keyboard(clerk)
    assert "書類で確かめました" in clerk.text
    walker.opens(f"/my/{number}/lookers")
    walker.looks("who looked")
    for words in ("本人確認の書類を見ました", "本人と確かめました", "子育て支援課"):
        assert words in walker.text
    assert "担当 はるか" not in walker.text
    walker.follows("自分がしたことを見る")
    walker.looks("one's own doings")
    walker.opens("/my/lookers")
    walker.looks("who looked at anything")


def checks_by_keyboard(clerk: Walker) -> None:
    """Every line ticked with the space bar, and the button pressed with Enter."""
    clerk.page.locator("#checked").focus()
    for _ in range(6):
        clerk.page.keyboard.press("Space")
        clerk.page.keyboard.press("Tab")
    assert clerk.page.evaluate("document.activeElement.textContent.trim()") == "本人と確かめた"
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
