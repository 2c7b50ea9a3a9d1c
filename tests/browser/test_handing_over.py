"""One draft on two screens and on paper, as it looks: every page of it held against what a page must be."""

import pytest

from app.applications.models import Application
from tests.browser.conftest import Visiting
from tests.browser.journeys import DISASTER
from tests.browser.walker import Walker
from tests.world import World

pytestmark = pytest.mark.browser


def begins(walker: Walker) -> None:
    walker.opens(DISASTER)
    walker.presses("始める")
    walker.types("applicant_name.family", "山本")
    walker.types("applicant_name.given", "次郎")
    walker.types("applicant_phone", "09000000777")
    walker.goes_on()


def test_two_answers_side_by_side(resident: Walker) -> None:
    """With scripts the answer to a form is shown whole. Must catch: a question that comes into a part of the page."""
    begins(resident)
    contact = resident.path.replace("/house", "/contact")
    resident.opens(contact)
    other = resident.page.context.new_page()
    other.goto(resident.page.url)
    other.fill("[name=applicant_phone]", "09000000888")
    other.click(".actions button:has-text('次へ')")
    other.wait_for_url("**/steps/house")
    other.close()
    resident.types("applicant_phone", "09000000999")
    resident.goes_on()
    assert resident.heading == "どちらの答えを残しますか"
    resident.looks("two answers")
    resident.presses("選んで、次へ")
    resident.looks("two answers, none chosen")
    resident.picks("090-0000-0999")
    resident.presses("選んで、次へ")
    assert resident.path.endswith("/steps/house")


def test_the_number_for_the_counter(resident: Walker) -> None:
    begins(resident)
    resident.presses("やめて保存")
    resident.looks("saved")
    resident.follows("窓口で続ける")
    resident.looks("before the number")
    resident.presses("番号を出す")
    resident.looks("the number")
    resident.opens("/continue")
    resident.looks("the way home")
    resident.presses("続きを開く")
    resident.looks("the way home, nothing typed")


def test_a_paper_from_its_number_to_the_request_for_what_is_missing(
    world: World, resident: Walker, officer: Visiting
) -> None:
    begins(resident)
    with world.office.database.read() as session:
        drafts = session.query(Application).order_by(Application.started_at.desc())
        code = drafts.first().resume_code
    clerk = officer("tanto")
    clerk.opens("/staff/paper")
    clerk.looks_as_staff("papers")
    clerk.types("code", code)
    clerk.presses("さがす")
    clerk.looks_as_staff("a draft found")
    clerk.presses("入力を始める")
    clerk.looks_as_staff("a page of a paper")
    clerk.presses("次へ")
    clerk.looks_as_staff("a page of a paper with gaps")
    for _ in range(20):
        if clerk.path.endswith("/check"):
            break
        clerk.presses("空きのまま次へ")
    clerk.looks_as_staff("what is on the paper")
    clerk.presses("受け付けて、補正をお願いする")
    clerk.looks_as_staff("what is asked for")
    clerk.opens("/staff/paper/new/disaster_certificate")
    clerk.types("sought", "ミズ 0614")
    clerk.presses("住民記録をさがす")
    clerk.looks_as_staff("whose paper it is")
