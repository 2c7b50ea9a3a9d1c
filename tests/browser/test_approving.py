"""A person on their telephone reads who wants to act for them, and answers with a code, with no card at hand."""

import pytest

from app.sandboxes.mailbox.mails import Mailbox
from tests.browser.conftest import Visiting
from tests.browser.test_acting import Phone
from tests.browser.walker import ALL

pytestmark = pytest.mark.browser
BORN = {"born.year": "1995", "born.month": "6", "born.day": "14"}


def asks(husband: Phone) -> str:
    """The code that his wife reads in her message."""
    husband.comes_home("mizuno_ken")
    husband.opens("/acting/ask")
    assert husband.preselected == []
    husband.looks("ask the person")
    adult = str(husband.page.locator("main input[name='who']").first.get_attribute("value"))
    husband.ticks_by_value(adult, "care", "file", "6")
    husband.presses("ご本人にたずねる")
    assert "ご本人の返事を待っています" in husband.text
    husband.looks("asked", ALL)
    husband.world.finish_jobs()
    mails = Mailbox(husband.world.settings.data / "mailbox").list_mails()
    body = next(mail.body for mail in mails if "/proxies/approve" in mail.body)
    return next(word for word in body.split() if len(word) == 14 and word[4::5] == "--")


def answers(wife: Phone, husband: Phone, said: str) -> None:
    code = asks(husband)
    wife.opens("/proxies/approve")
    wife.looks("code and date", ALL)
    wife.presses("内容を読む")
    wife.looks("code and date, nothing given")
    wife.types("code", code)
    for box, value in BORN.items():
        wife.types(box, value)
    wife.presses("内容を読む")
    assert wife.heading == "この人にたのみますか"
    assert "水野 健 さん" in wife.text
    assert wife.preselected == []
    wife.looks("what is asked", ALL)
    wife.presses("返事をする")
    wife.looks("what is asked, nothing chosen")
    wife.ticks_by_value(said)
    wife.presses("返事をする")
    assert wife.heading == "返事を受け取りました"
    wife.looks(f"answered {said}", ALL)
    assert code not in wife.page.url


def test_a_wife_says_yes(visiting: Visiting) -> None:
    """Must catch: a step that an 80-year-old cannot see or press; an answer that is chosen for them."""
    answers(visiting(Phone), visiting(Phone), "yes")


def test_a_wife_says_no_without_scripts(visiting: Visiting) -> None:
    """Must catch: a step of it that only a script can do."""
    answers(visiting(Phone, java_script_enabled=False), visiting(Phone, java_script_enabled=False), "no")
